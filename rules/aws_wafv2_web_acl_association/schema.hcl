# The schema of `aws_wafv2_web_acl_association` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "resource_arn" {
  type     = "string"
  required = true
}

argument "web_acl_arn" {
  type     = "string"
  required = true
}

attribute "id" {
  type = "string"
}

block "timeouts" {
  nesting = "single"

  argument "create" {
    type = "string"
  }
}
