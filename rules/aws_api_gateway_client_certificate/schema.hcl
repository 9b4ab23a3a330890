# The schema of `aws_api_gateway_client_certificate` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "description" {
  type = "string"
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

attribute "created_date" {
  type = "string"
}

attribute "expiration_date" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "pem_encoded_certificate" {
  type = "string"
}
