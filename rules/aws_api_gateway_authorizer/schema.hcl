# The schema of `aws_api_gateway_authorizer` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "authorizer_credentials" {
  type = "string"
}

argument "authorizer_result_ttl_in_seconds" {
  type = "number"
}

argument "authorizer_uri" {
  type = "string"
}

argument "identity_source" {
  type = "string"
}

argument "identity_validation_expression" {
  type = "string"
}

argument "name" {
  type     = "string"
  required = true
}

argument "provider_arns" {
  type = "set(string)"
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "type" {
  type = "string"
}

attribute "arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}
