# The schema of `aws_api_gateway_domain_name` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "certificate_arn" {
  type = "string"
}

argument "certificate_body" {
  type = "string"
}

argument "certificate_chain" {
  type = "string"
}

argument "certificate_name" {
  type = "string"
}

argument "certificate_private_key" {
  type      = "string"
  sensitive = true
}

argument "domain_name" {
  type     = "string"
  required = true
}

argument "ownership_verification_certificate_arn" {
  type     = "string"
  computed = true
}

argument "policy" {
  type = "string"
}

argument "regional_certificate_arn" {
  type = "string"
}

argument "regional_certificate_name" {
  type = "string"
}

argument "security_policy" {
  type     = "string"
  computed = true
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

attribute "certificate_upload_date" {
  type = "string"
}

attribute "cloudfront_domain_name" {
  type = "string"
}

attribute "cloudfront_zone_id" {
  type = "string"
}

attribute "domain_name_id" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "regional_domain_name" {
  type = "string"
}

attribute "regional_zone_id" {
  type = "string"
}

block "endpoint_configuration" {
  nesting = "list"
  max     = 1

  argument "ip_address_type" {
    type     = "string"
    computed = true
  }

  argument "types" {
    type     = "list(string)"
    required = true
  }
}

block "mutual_tls_authentication" {
  nesting = "list"
  max     = 1

  argument "truststore_uri" {
    type     = "string"
    required = true
  }

  argument "truststore_version" {
    type = "string"
  }
}
