# The schema of `aws_api_gateway_request_validator` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

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

attribute "id" {
  type = "string"
}
