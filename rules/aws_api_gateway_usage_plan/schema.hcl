# The schema of `aws_api_gateway_usage_plan` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "description" {
  type = "string"
}

argument "name" {
  type     = "string"
  required = true
}

argument "product_code" {
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

attribute "id" {
  type = "string"
}

block "api_stages" {
  nesting = "set"

  argument "api_id" {
    type     = "string"
    required = true
  }

  argument "stage" {
    type     = "string"
    required = true
  }

  block "throttle" {
    nesting = "set"

    argument "burst_limit" {
      type = "number"
    }

    argument "path" {
      type     = "string"
      required = true
    }

    argument "rate_limit" {
      type = "number"
    }
  }
}

block "quota_settings" {
  nesting = "list"
  max     = 1

  argument "limit" {
    type     = "number"
    required = true
  }

  argument "offset" {
    type = "number"
  }

  argument "period" {
    type     = "string"
    required = true
  }
}

block "throttle_settings" {
  nesting = "list"
  max     = 1

  argument "burst_limit" {
    type = "number"
  }

  argument "rate_limit" {
    type = "number"
  }
}
