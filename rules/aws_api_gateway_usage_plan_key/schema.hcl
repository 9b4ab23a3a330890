# The schema of `aws_api_gateway_usage_plan_key` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "key_id" {
  type     = "string"
  required = true
}

argument "key_type" {
  type     = "string"
  required = true
}

argument "usage_plan_id" {
  type     = "string"
  required = true
}

attribute "id" {
  type = "string"
}

attribute "name" {
  type = "string"
}

attribute "value" {
  type = "string"
}
