# The schema of `aws_api_gateway_base_path_mapping` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "api_id" {
  type     = "string"
  required = true
}

argument "base_path" {
  type = "string"
}

argument "domain_name" {
  type     = "string"
  required = true
}

argument "domain_name_id" {
  type = "string"
}

argument "stage_name" {
  type = "string"
}

attribute "id" {
  type = "string"
}
