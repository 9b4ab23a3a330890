# The schema of `aws_acm_certificate` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "certificate_authority_arn" {
  type = "string"
}

argument "certificate_body" {
  type = "string"
}

argument "certificate_chain" {
  type = "string"
}

argument "domain_name" {
  type     = "string"
  computed = true
}

argument "early_renewal_duration" {
  type = "string"
}

argument "key_algorithm" {
  type     = "string"
  computed = true
}

argument "private_key" {
  type      = "string"
  sensitive = true
}

argument "subject_alternative_names" {
  type     = "set(string)"
  computed = true
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

argument "validation_method" {
  type     = "string"
  computed = true
}

attribute "arn" {
  type = "string"
}

attribute "domain_validation_options" {
  type = "set(object({ domain_name = string, resource_record_name = string, resource_record_type = string, resource_record_value = string }))"
}

attribute "id" {
  type = "string"
}

attribute "not_after" {
  type = "string"
}

attribute "not_before" {
  type = "string"
}

attribute "pending_renewal" {
  type = "bool"
}

attribute "renewal_eligibility" {
  type = "string"
}

attribute "renewal_summary" {
  type = "list(object({ renewal_status = string, renewal_status_reason = string, updated_at = string }))"
}

attribute "status" {
  type = "string"
}

attribute "type" {
  type = "string"
}

attribute "validation_emails" {
  type = "list(string)"
}

block "options" {
  nesting = "list"
  max     = 1

  argument "certificate_transparency_logging_preference" {
    type = "string"
  }
}

block "validation_option" {
  nesting = "set"

  argument "domain_name" {
    type     = "string"
    required = true
  }

  argument "validation_domain" {
    type     = "string"
    required = true
  }
}
