# The schema of `aws_api_gateway_model` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "content_type" {
  type     = "string"
  required = true
}

argument "description" {
  type = "string"
}

argument "name" {
  type     = "string"
  required = true
}

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "schema" {
  type = "string"
}

attribute "id" {
  type = "string"
}
