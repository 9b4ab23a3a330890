# The schema of `aws_api_gateway_method_response` in the provider named below.
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

argument "status_code" {
  type     = "string"
  required = true
}

argument "response_models" {
  type = "map(string)"
}

argument "response_parameters" {
  type = "map(bool)"
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}
