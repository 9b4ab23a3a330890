# The schema of `aws_api_gateway_integration` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "cache_key_parameters" {
  type = "set(string)"
}

argument "cache_namespace" {
  type     = "string"
  computed = true
}

argument "connection_id" {
  type = "string"
}

argument "connection_type" {
  type = "string"
}

argument "content_handling" {
  type = "string"
}

argument "credentials" {
  type = "string"
}

argument "http_method" {
  type     = "string"
  required = true
}

argument "integration_http_method" {
  type = "string"
}

argument "passthrough_behavior" {
  type     = "string"
  computed = true
}

argument "request_parameters" {
  type = "map(string)"
}

argument "request_templates" {
  type = "map(string)"
}

argument "resource_id" {
  type     = "string"
  required = true
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "timeout_milliseconds" {
  type = "number"
}

argument "type" {
  type     = "string"
  required = true
}

argument "uri" {
  type = "string"
}

attribute "id" {
  type = "string"
}

block "tls_config" {
  nesting = "list"
  max     = 1

  argument "insecure_skip_verification" {
    type = "bool"
  }
}
