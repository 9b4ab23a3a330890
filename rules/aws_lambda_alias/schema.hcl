# The schema of `aws_lambda_alias` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "description" {
  type = "string"
}

argument "function_name" {
  type     = "string"
  required = true
}

argument "function_version" {
  type     = "string"
  required = true
}

argument "name" {
  type     = "string"
  required = true
}

attribute "arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "invoke_arn" {
  type = "string"
}

block "routing_config" {
  nesting = "list"
  max     = 1

  argument "additional_version_weights" {
    type = "map(number)"
  }
}
