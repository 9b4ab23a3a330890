# The schema of `aws_lambda_permission` in the provider named below.
# `since` is the first release that knows the argument; without it, every release in use does.
provider = "6.58.0"

argument "action" {
  type     = "string"
  required = true
}

argument "function_name" {
  type     = "string"
  required = true
}

argument "principal" {
  type     = "string"
  required = true
}

argument "event_source_token" {
  type = "string"
}

argument "function_url_auth_type" {
  type = "string"
}

argument "invoked_via_function_url" {
  type  = "bool"
  since = "6.28.0"
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
  type = "string"
}

argument "statement_id_prefix" {
  type = "string"
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}

block "timeouts" {
  max   = 1
  since = "6.54.0"

  argument "create" {
    type = "string"
  }

  argument "read" {
    type = "string"
  }

  argument "delete" {
    type = "string"
  }
}
