rule "missing-uri" {
  severity = 
}
