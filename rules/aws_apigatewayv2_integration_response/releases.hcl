# What releases other than the one of the provider's dump have, by hand, from the provider's changelog:
# https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
# There is no `provider` here: no later release was looked at as a whole.

argument "region" {
  type     = "string"
  computed = true
  since    = "6.0.0"
}
