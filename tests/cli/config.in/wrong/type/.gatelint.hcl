rule "missing-uri" {
  severity = "eror"
}
