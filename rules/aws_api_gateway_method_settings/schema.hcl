# The schema of `aws_api_gateway_method_settings` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "method_path" {
  type     = "string"
  required = true
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "stage_name" {
  type     = "string"
  required = true
}

attribute "id" {
  type = "string"
}

block "settings" {
  nesting = "list"
  min     = 1
  max     = 1

  argument "cache_data_encrypted" {
    type     = "bool"
    computed = true
  }

  argument "cache_ttl_in_seconds" {
    type     = "number"
    computed = true
  }

  argument "caching_enabled" {
    type     = "bool"
    computed = true
  }

  argument "data_trace_enabled" {
    type     = "bool"
    computed = true
  }

  argument "logging_level" {
    type     = "string"
    computed = true
  }

  argument "metrics_enabled" {
    type     = "bool"
    computed = true
  }

  argument "require_authorization_for_cache_control" {
    type     = "bool"
    computed = true
  }

  argument "throttling_burst_limit" {
    type = "number"
  }

  argument "throttling_rate_limit" {
    type = "number"
  }

  argument "unauthorized_cache_control_header_strategy" {
    type     = "string"
    computed = true
  }
}
