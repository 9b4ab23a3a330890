rule "mising-uri" {
  enabled = false
}
