# The schema of `aws_apigatewayv2_vpc_link` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "name" {
  type     = "string"
  required = true
}

argument "security_group_ids" {
  type     = "set(string)"
  required = true
}

argument "subnet_ids" {
  type     = "set(string)"
  required = true
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

attribute "arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}
