# The schema of `aws_iam_role` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "assume_role_policy" {
  type     = "string"
  required = true
}

argument "description" {
  type = "string"
}

argument "force_detach_policies" {
  type = "bool"
}

argument "managed_policy_arns" {
  type       = "set(string)"
  computed   = true
  deprecated = true
}

argument "max_session_duration" {
  type = "number"
}

argument "name" {
  type     = "string"
  computed = true
}

argument "name_prefix" {
  type     = "string"
  computed = true
}

argument "path" {
  type = "string"
}

argument "permissions_boundary" {
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

attribute "create_date" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "unique_id" {
  type = "string"
}

block "inline_policy" {
  nesting = "set"

  argument "name" {
    type = "string"
  }

  argument "policy" {
    type = "string"
  }
}
