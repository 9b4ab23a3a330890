exclude = ["generated/"]

rule "missing-*" {
  enabled = false
}

rule "invalid-type" {
  severity = "note"
}

for "legacy/**" {
  fail_on = "error"

  rule "invalid-*" {
    severity = "warning"
  }
}

suppression {
  require_reason = true
  never          = ["invalid-http-method"]
}
