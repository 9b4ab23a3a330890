baseline = "known.txt"
openapi  = true

for "legacy/**" {
  openapi = false
}
