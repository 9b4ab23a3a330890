root = "yes"
