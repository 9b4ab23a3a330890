openapi = true
exclude = ["old.yaml"]
