# The schema of `aws_api_gateway_stage` in the provider named below.
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

argument "deployment_id" {
  type     = "string"
  required = true
}

argument "cache_cluster_enabled" {
  type = "bool"
}

argument "cache_cluster_size" {
  type = "string"
}

argument "client_certificate_id" {
  type = "string"
}

argument "description" {
  type = "string"
}

argument "documentation_version" {
  type = "string"
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type = "map(string)"
}

argument "variables" {
  type = "map(string)"
}

argument "xray_tracing_enabled" {
  type = "bool"
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}

block "access_log_settings" {
  max = 1

  argument "destination_arn" {
    type     = "string"
    required = true
  }

  argument "format" {
    type     = "string"
    required = true
  }
}

block "canary_settings" {
  max = 1

  argument "deployment_id" {
    type     = "string"
    required = true
  }

  argument "percent_traffic" {
    type = "number"
  }

  argument "stage_variable_overrides" {
    type = "map(string)"
  }

  argument "use_stage_cache" {
    type = "bool"
  }
}
