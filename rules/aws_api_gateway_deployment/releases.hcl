# What releases other than the one of the provider's dump have, by hand, from the provider's changelog:
# https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
# `provider` is the newest release that was looked at.
provider = "6.58.0"

argument "region" {
  type     = "string"
  computed = true
  since    = "6.0.0"
}

argument "stage_description" {
  until = "6.0.0"
}

argument "stage_name" {
  until = "6.0.0"
}

argument "triggers" {
  since = "2.61.0"
}

attribute "execution_arn" {
  until = "6.0.0"
}

attribute "invoke_url" {
  until = "6.0.0"
}

block "canary_settings" {
  until = "6.0.0"
}
