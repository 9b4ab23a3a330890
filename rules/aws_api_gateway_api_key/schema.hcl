# The schema of `aws_api_gateway_api_key` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "customer_id" {
  type = "string"
}

argument "description" {
  type = "string"
}

argument "enabled" {
  type = "bool"
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

argument "value" {
  type      = "string"
  computed  = true
  sensitive = true
}

attribute "arn" {
  type = "string"
}

attribute "created_date" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "last_updated_date" {
  type = "string"
}
