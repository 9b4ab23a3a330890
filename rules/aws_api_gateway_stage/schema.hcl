# The schema of `aws_api_gateway_stage` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "cache_cluster_enabled" {
  type = "bool"
}

argument "cache_cluster_size" {
  type = "string"
}

argument "client_certificate_id" {
  type = "string"
}

argument "deployment_id" {
  type     = "string"
  required = true
}

argument "description" {
  type = "string"
}

argument "documentation_version" {
  type = "string"
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "stage_name" {
  type     = "string"
  required = true
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

argument "variables" {
  type = "map(string)"
}

argument "xray_tracing_enabled" {
  type = "bool"
}

attribute "arn" {
  type = "string"
}

attribute "execution_arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "invoke_url" {
  type = "string"
}

attribute "web_acl_arn" {
  type = "string"
}

block "access_log_settings" {
  nesting = "list"
  max     = 1

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
  nesting = "list"
  max     = 1

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
