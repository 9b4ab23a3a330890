# The schema of `aws_sfn_state_machine` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "definition" {
  type     = "string"
  required = true
}

argument "name" {
  type     = "string"
  computed = true
}

argument "name_prefix" {
  type     = "string"
  computed = true
}

argument "publish" {
  type = "bool"
}

argument "role_arn" {
  type     = "string"
  required = true
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

argument "type" {
  type = "string"
}

attribute "arn" {
  type = "string"
}

attribute "creation_date" {
  type = "string"
}

attribute "description" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "revision_id" {
  type = "string"
}

attribute "state_machine_version_arn" {
  type = "string"
}

attribute "status" {
  type = "string"
}

attribute "version_description" {
  type = "string"
}

block "encryption_configuration" {
  nesting = "list"
  max     = 1

  argument "kms_data_key_reuse_period_seconds" {
    type = "number"
  }

  argument "kms_key_id" {
    type = "string"
  }

  argument "type" {
    type = "string"
  }
}

block "logging_configuration" {
  nesting = "list"
  max     = 1

  argument "include_execution_data" {
    type = "bool"
  }

  argument "level" {
    type = "string"
  }

  argument "log_destination" {
    type = "string"
  }
}

block "timeouts" {
  nesting = "single"

  argument "create" {
    type = "string"
  }

  argument "delete" {
    type = "string"
  }

  argument "update" {
    type = "string"
  }
}

block "tracing_configuration" {
  nesting = "list"
  max     = 1

  argument "enabled" {
    type = "bool"
  }
}
