# The schema of `aws_api_gateway_account` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "cloudwatch_role_arn" {
  type     = "string"
  computed = true
}

argument "reset_on_delete" {
  type       = "bool"
  deprecated = true
}

attribute "api_key_version" {
  type = "string"
}

attribute "features" {
  type = "set(string)"
}

attribute "id" {
  type       = "string"
  deprecated = true
}

attribute "throttle_settings" {
  type = "list(object({ burst_limit = number, rate_limit = number }))"
}
