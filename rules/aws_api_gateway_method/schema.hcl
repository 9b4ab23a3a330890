# The schema of `aws_api_gateway_method` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "api_key_required" {
  type = "bool"
}

argument "authorization" {
  type     = "string"
  required = true
}

argument "authorization_scopes" {
  type = "set(string)"
}

argument "authorizer_id" {
  type = "string"
}

argument "http_method" {
  type     = "string"
  required = true
}

argument "operation_name" {
  type = "string"
}

argument "request_models" {
  type = "map(string)"
}

argument "request_parameters" {
  type = "map(bool)"
}

argument "request_validator_id" {
  type = "string"
}

argument "resource_id" {
  type     = "string"
  required = true
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

attribute "id" {
  type = "string"
}
