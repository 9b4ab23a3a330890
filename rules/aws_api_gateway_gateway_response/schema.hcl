# The schema of `aws_api_gateway_gateway_response` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "response_parameters" {
  type = "map(string)"
}

argument "response_templates" {
  type = "map(string)"
}

argument "response_type" {
  type     = "string"
  required = true
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "status_code" {
  type = "string"
}

attribute "id" {
  type = "string"
}
