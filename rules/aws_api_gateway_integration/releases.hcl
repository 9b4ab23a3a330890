# What releases other than the one of the provider's dump have, by hand, from the provider's changelog:
# https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
# `provider` is the newest release that was looked at.
provider = "6.58.0"

argument "cache_key_parameters" {
  since = "0.1.2"
}

argument "connection_id" {
  since = "1.15.0"
}

argument "connection_type" {
  since = "1.15.0"
}

argument "integration_target" {
  type  = "string"
  since = "6.25.0"
}

argument "region" {
  type     = "string"
  computed = true
  since    = "6.0.0"
}

argument "response_transfer_mode" {
  type  = "string"
  since = "6.25.0"
}

argument "timeout_milliseconds" {
  since = "1.28.0"
}

block "tls_config" {
  since = "3.24.0"
}
