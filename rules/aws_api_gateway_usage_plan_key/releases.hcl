# What releases other than the one of the provider's dump have, by hand, from the provider's changelog:
# https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
# `provider` is the newest release that was looked at.
provider = "6.58.0"

argument "region" {
  type     = "string"
  computed = true
  since    = "6.0.0"
}
