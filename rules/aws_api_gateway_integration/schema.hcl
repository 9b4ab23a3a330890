# The schema of `aws_api_gateway_integration` in the provider named below.
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

argument "type" {
  type     = "string"
  required = true
}

argument "integration_http_method" {
  type = "string"
}

argument "uri" {
  type = "string"
}

argument "connection_type" {
  type  = "string"
  since = "1.15.0"
}

argument "connection_id" {
  type  = "string"
  since = "1.15.0"
}

argument "integration_target" {
  type  = "string"
  since = "6.25.0"
}

argument "credentials" {
  type = "string"
}

argument "request_templates" {
  type = "map(string)"
}

argument "request_parameters" {
  type = "map(string)"
}

argument "passthrough_behavior" {
  type = "string"
}

argument "content_handling" {
  type = "string"
}

argument "cache_key_parameters" {
  type  = "set(string)"
  since = "0.1.2"
}

argument "cache_namespace" {
  type = "string"
}

argument "timeout_milliseconds" {
  type  = "number"
  since = "1.28.0"
}

argument "response_transfer_mode" {
  type  = "string"
  since = "6.25.0"
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}

block "tls_config" {
  max   = 1
  since = "3.24.0"

  argument "insecure_skip_verification" {
    type = "bool"
  }
}
