# What releases other than the one of the provider's dump have, by hand, from the provider's changelog:
# https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
# `provider` is the newest release that was looked at.
provider = "6.58.0"

argument "endpoint_access_mode" {
  type     = "string"
  computed = true
  since    = "6.53.0"
}

argument "region" {
  type     = "string"
  computed = true
  since    = "6.0.0"
}

argument "security_policy" {
  type     = "string"
  computed = true
  since    = "6.53.0"
}

block "timeouts" {
  nesting = "single"
  since   = "6.58.0"

  argument "create" {
    type = "string"
  }

  argument "delete" {
    type = "string"
  }

  argument "update" {
    type = "string"
  }
}
