# The schema of `aws_api_gateway_method_settings` in the provider named below.
# `since` is the first release that knows the argument; without it, every release in use does.
provider = "6.58.0"

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "stage_name" {
  type     = "string"
  required = true
}

argument "method_path" {
  type     = "string"
  required = true
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}

block "settings" {
  max      = 1
  required = true

  argument "cache_data_encrypted" {
    type = "bool"
  }

  argument "cache_ttl_in_seconds" {
    type = "number"
  }

  argument "caching_enabled" {
    type = "bool"
  }

  argument "data_trace_enabled" {
    type = "bool"
  }

  argument "logging_level" {
    type = "string"
  }

  argument "metrics_enabled" {
    type = "bool"
  }

  argument "require_authorization_for_cache_control" {
    type = "bool"
  }

  argument "throttling_burst_limit" {
    type = "number"
  }

  argument "throttling_rate_limit" {
    type = "number"
  }

  argument "unauthorized_cache_control_header_strategy" {
    type = "string"
  }
}
