# The schema of `aws_api_gateway_deployment` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "description" {
  type = "string"
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "stage_description" {
  type       = "string"
  deprecated = true
}

argument "stage_name" {
  type       = "string"
  deprecated = true
}

argument "triggers" {
  type = "map(string)"
}

argument "variables" {
  type = "map(string)"
}

attribute "created_date" {
  type = "string"
}

attribute "execution_arn" {
  type       = "string"
  deprecated = true
}

attribute "id" {
  type = "string"
}

attribute "invoke_url" {
  type       = "string"
  deprecated = true
}

block "canary_settings" {
  nesting = "list"
  max     = 1

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
