# The schema of `aws_api_gateway_rest_api` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "api_key_source" {
  type     = "string"
  computed = true
}

argument "binary_media_types" {
  type     = "list(string)"
  computed = true
}

argument "body" {
  type = "string"
}

argument "description" {
  type     = "string"
  computed = true
}

argument "disable_execute_api_endpoint" {
  type     = "bool"
  computed = true
}

argument "fail_on_warnings" {
  type = "bool"
}

argument "minimum_compression_size" {
  type     = "string"
  computed = true
}

argument "name" {
  type     = "string"
  required = true
}

argument "parameters" {
  type = "map(string)"
}

argument "policy" {
  type     = "string"
  computed = true
}

argument "put_rest_api_mode" {
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

attribute "execution_arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "root_resource_id" {
  type = "string"
}

block "endpoint_configuration" {
  nesting = "list"
  max     = 1

  argument "ip_address_type" {
    type     = "string"
    computed = true
  }

  argument "types" {
    type     = "list(string)"
    required = true
  }

  argument "vpc_endpoint_ids" {
    type     = "set(string)"
    computed = true
  }
}
