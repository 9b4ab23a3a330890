# What releases other than the one of the provider's dump have, by hand, from the provider's changelog:
# https://github.com/hashicorp/terraform-provider-aws/blob/main/CHANGELOG.md
# `provider` is the newest release that was looked at.
provider = "6.58.0"

argument "endpoint_access_mode" {
  type  = "string"
  since = "6.28.0"
}

argument "ownership_verification_certificate_arn" {
  since = "4.0.0"
}

argument "region" {
  type     = "string"
  computed = true
  since    = "6.0.0"
}

argument "routing_mode" {
  type     = "string"
  computed = true
  since    = "6.30.0"
}

argument "security_policy" {
  since = "2.20.0"
}

block "mutual_tls_authentication" {
  since = "3.24.0"
}

block "timeouts" {
  nesting = "single"
  since   = "6.0.0"

  argument "create" {
    type = "string"
  }

  argument "update" {
    type = "string"
  }
}
