# What releases other than the one of the provider's dump have, by hand, from the provider's changelog:
# https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
# `provider` is the newest release that was looked at.
provider = "6.58.0"

argument "invoked_via_function_url" {
  type  = "bool"
  since = "6.28.0"
}

argument "region" {
  type     = "string"
  computed = true
  since    = "6.0.0"
}

block "timeouts" {
  nesting = "single"
  since   = "6.54.0"

  argument "create" {
    type = "string"
  }

  argument "delete" {
    type = "string"
  }

  argument "read" {
    type = "string"
  }
}
