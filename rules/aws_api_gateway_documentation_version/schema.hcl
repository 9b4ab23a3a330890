# The schema of `aws_api_gateway_documentation_version` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "description" {
  type = "string"
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "version" {
  type     = "string"
  required = true
}

attribute "id" {
  type = "string"
}
