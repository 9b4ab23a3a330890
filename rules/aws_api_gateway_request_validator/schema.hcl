# The schema of `aws_api_gateway_request_validator` in the provider named below.
# `since` is the first release that knows the argument; without it, every release in use does.
provider = "6.58.0"

argument "name" {
  type     = "string"
  required = true
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "validate_request_body" {
  type = "bool"
}

argument "validate_request_parameters" {
  type = "bool"
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}
