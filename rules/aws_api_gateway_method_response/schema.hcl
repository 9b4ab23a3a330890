# The schema of `aws_api_gateway_method_response` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "http_method" {
  type     = "string"
  required = true
}

argument "resource_id" {
  type     = "string"
  required = true
}

argument "response_models" {
  type = "map(string)"
}

argument "response_parameters" {
  type = "map(bool)"
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "status_code" {
  type     = "string"
  required = true
}

attribute "id" {
  type = "string"
}
