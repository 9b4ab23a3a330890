# The schema of `aws_api_gateway_documentation_part` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "properties" {
  type     = "string"
  required = true
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

attribute "documentation_part_id" {
  type = "string"
}

attribute "id" {
  type = "string"
}

block "location" {
  nesting = "list"
  min     = 1
  max     = 1

  argument "method" {
    type = "string"
  }

  argument "name" {
    type = "string"
  }

  argument "path" {
    type = "string"
  }

  argument "status_code" {
    type = "string"
  }

  argument "type" {
    type     = "string"
    required = true
  }
}
