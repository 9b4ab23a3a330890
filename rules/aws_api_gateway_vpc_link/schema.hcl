# The schema of `aws_api_gateway_vpc_link` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "description" {
  type = "string"
}

argument "name" {
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

argument "target_arns" {
  type     = "list(string)"
  required = true
}

attribute "arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}
