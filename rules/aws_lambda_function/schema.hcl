# The schema of `aws_lambda_function` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "architectures" {
  type     = "list(string)"
  computed = true
}

argument "code_signing_config_arn" {
  type = "string"
}

argument "description" {
  type = "string"
}

argument "filename" {
  type = "string"
}

argument "function_name" {
  type     = "string"
  required = true
}

argument "handler" {
  type = "string"
}

argument "image_uri" {
  type = "string"
}

argument "kms_key_arn" {
  type = "string"
}

argument "layers" {
  type = "list(string)"
}

argument "memory_size" {
  type = "number"
}

argument "package_type" {
  type = "string"
}

argument "publish" {
  type = "bool"
}

argument "replace_security_groups_on_destroy" {
  type = "bool"
}

argument "replacement_security_group_ids" {
  type = "set(string)"
}

argument "reserved_concurrent_executions" {
  type = "number"
}

argument "role" {
  type     = "string"
  required = true
}

argument "runtime" {
  type = "string"
}

argument "s3_bucket" {
  type = "string"
}

argument "s3_key" {
  type = "string"
}

argument "s3_object_version" {
  type = "string"
}

argument "skip_destroy" {
  type = "bool"
}

argument "source_code_hash" {
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

argument "timeout" {
  type = "number"
}

attribute "arn" {
  type = "string"
}

attribute "code_sha256" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "invoke_arn" {
  type = "string"
}

attribute "last_modified" {
  type = "string"
}

attribute "qualified_arn" {
  type = "string"
}

attribute "qualified_invoke_arn" {
  type = "string"
}

attribute "signing_job_arn" {
  type = "string"
}

attribute "signing_profile_version_arn" {
  type = "string"
}

attribute "source_code_size" {
  type = "number"
}

attribute "version" {
  type = "string"
}

block "dead_letter_config" {
  nesting = "list"
  max     = 1

  argument "target_arn" {
    type     = "string"
    required = true
  }
}

block "environment" {
  nesting = "list"
  max     = 1

  argument "variables" {
    type = "map(string)"
  }
}

block "ephemeral_storage" {
  nesting = "list"
  max     = 1

  argument "size" {
    type     = "number"
    computed = true
  }
}

block "file_system_config" {
  nesting = "list"
  max     = 1

  argument "arn" {
    type     = "string"
    required = true
  }

  argument "local_mount_path" {
    type     = "string"
    required = true
  }
}

block "image_config" {
  nesting = "list"
  max     = 1

  argument "command" {
    type = "list(string)"
  }

  argument "entry_point" {
    type = "list(string)"
  }

  argument "working_directory" {
    type = "string"
  }
}

block "logging_config" {
  nesting = "list"
  max     = 1

  argument "application_log_level" {
    type = "string"
  }

  argument "log_format" {
    type     = "string"
    required = true
  }

  argument "log_group" {
    type     = "string"
    computed = true
  }

  argument "system_log_level" {
    type = "string"
  }
}

block "snap_start" {
  nesting = "list"
  max     = 1

  argument "apply_on" {
    type     = "string"
    required = true
  }

  attribute "optimization_status" {
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

block "tracing_config" {
  nesting = "list"
  max     = 1

  argument "mode" {
    type     = "string"
    required = true
  }
}

block "vpc_config" {
  nesting = "list"
  max     = 1

  argument "ipv6_allowed_for_dual_stack" {
    type = "bool"
  }

  argument "security_group_ids" {
    type     = "set(string)"
    required = true
  }

  argument "subnet_ids" {
    type     = "set(string)"
    required = true
  }

  attribute "vpc_id" {
    type = "string"
  }
}
