# The schema of `aws_lambda_permission` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "action" {
  type     = "string"
  required = true
}

argument "event_source_token" {
  type = "string"
}

argument "function_name" {
  type     = "string"
  required = true
}

argument "function_url_auth_type" {
  type = "string"
}

argument "principal" {
  type     = "string"
  required = true
}

argument "principal_org_id" {
  type = "string"
}

argument "qualifier" {
  type = "string"
}

argument "source_account" {
  type = "string"
}

argument "source_arn" {
  type = "string"
}

argument "statement_id" {
  type     = "string"
  computed = true
}

argument "statement_id_prefix" {
  type     = "string"
  computed = true
}

attribute "id" {
  type = "string"
}
