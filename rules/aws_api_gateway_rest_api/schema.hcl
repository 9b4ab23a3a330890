# The schema of `aws_api_gateway_rest_api` in the provider named below.
# `since` is the first release that knows the argument; without it, every release in use does.
provider = "6.58.0"

argument "name" {
  type     = "string"
  required = true
}

argument "api_key_source" {
  type = "string"
}

argument "binary_media_types" {
  type = "list(string)"
}

argument "body" {
  type = "string"
}

argument "description" {
  type = "string"
}

argument "disable_execute_api_endpoint" {
  type = "bool"
}

argument "endpoint_access_mode" {
  type  = "string"
  since = "6.53.0"
}

argument "fail_on_warnings" {
  type = "bool"
}

argument "minimum_compression_size" {
  type = "string"
}

argument "parameters" {
  type = "map(string)"
}

argument "policy" {
  type = "string"
}

argument "put_rest_api_mode" {
  type = "string"
}

argument "security_policy" {
  type  = "string"
  since = "6.53.0"
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type = "map(string)"
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}

block "endpoint_configuration" {
  max = 1

  argument "types" {
    type     = "list(string)"
    required = true
  }

  argument "ip_address_type" {
    type = "string"
  }

  argument "vpc_endpoint_ids" {
    type = "set(string)"
  }
}

block "timeouts" {
  max   = 1
  since = "6.58.0"

  argument "create" {
    type = "string"
  }

  argument "update" {
    type = "string"
  }

  argument "delete" {
    type = "string"
  }
}
