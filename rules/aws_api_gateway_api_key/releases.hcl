# What releases other than the one of the provider's dump have, by hand, from the provider's changelog:
# https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
# `provider` is the newest release that was looked at.
provider = "6.58.0"

argument "customer_id" {
  since = "5.16.0"
}

argument "region" {
  type     = "string"
  computed = true
  since    = "6.0.0"
}

block "stage_key" {
  nesting = "set"
  until   = "2.0.0"

  argument "rest_api_id" {
    type     = "string"
    required = true
  }

  argument "stage_name" {
    type     = "string"
    required = true
  }
}
