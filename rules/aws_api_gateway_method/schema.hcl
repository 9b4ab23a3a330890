# The schema of `aws_api_gateway_method` in the provider named below.
# `since` is the first release that knows the argument; without it, every release in use does.
provider = "6.58.0"

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "resource_id" {
  type     = "string"
  required = true
}

argument "http_method" {
  type     = "string"
  required = true
}

argument "authorization" {
  type     = "string"
  required = true
}

argument "authorizer_id" {
  type = "string"
}

argument "authorization_scopes" {
  type = "set(string)"
}

argument "api_key_required" {
  type = "bool"
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

argument "region" {
  type  = "string"
  since = "6.0.0"
}
