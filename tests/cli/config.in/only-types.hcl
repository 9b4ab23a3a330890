rule "*" {
  enabled = false
}

rule "invalid-type" {
  enabled = true
}
