rule "missing-uri" {
  enabled = true
}
