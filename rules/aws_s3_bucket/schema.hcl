# The schema of `aws_s3_bucket` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "acceleration_status" {
  type       = "string"
  computed   = true
  deprecated = true
}

argument "acl" {
  type       = "string"
  computed   = true
  deprecated = true
}

argument "bucket" {
  type     = "string"
  computed = true
}

argument "bucket_prefix" {
  type     = "string"
  computed = true
}

argument "force_destroy" {
  type = "bool"
}

argument "object_lock_enabled" {
  type     = "bool"
  computed = true
}

argument "policy" {
  type       = "string"
  computed   = true
  deprecated = true
}

argument "request_payer" {
  type       = "string"
  computed   = true
  deprecated = true
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

attribute "bucket_domain_name" {
  type = "string"
}

attribute "bucket_regional_domain_name" {
  type = "string"
}

attribute "hosted_zone_id" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "region" {
  type = "string"
}

attribute "website_domain" {
  type       = "string"
  deprecated = true
}

attribute "website_endpoint" {
  type       = "string"
  deprecated = true
}

block "cors_rule" {
  nesting = "list"

  argument "allowed_headers" {
    type = "list(string)"
  }

  argument "allowed_methods" {
    type     = "list(string)"
    required = true
  }

  argument "allowed_origins" {
    type     = "list(string)"
    required = true
  }

  argument "expose_headers" {
    type = "list(string)"
  }

  argument "max_age_seconds" {
    type = "number"
  }
}

block "grant" {
  nesting = "set"

  argument "id" {
    type = "string"
  }

  argument "permissions" {
    type     = "set(string)"
    required = true
  }

  argument "type" {
    type     = "string"
    required = true
  }

  argument "uri" {
    type = "string"
  }
}

block "lifecycle_rule" {
  nesting = "list"

  argument "abort_incomplete_multipart_upload_days" {
    type = "number"
  }

  argument "enabled" {
    type     = "bool"
    required = true
  }

  argument "id" {
    type     = "string"
    computed = true
  }

  argument "prefix" {
    type = "string"
  }

  argument "tags" {
    type = "map(string)"
  }

  block "expiration" {
    nesting = "list"
    max     = 1

    argument "date" {
      type = "string"
    }

    argument "days" {
      type = "number"
    }

    argument "expired_object_delete_marker" {
      type = "bool"
    }
  }

  block "noncurrent_version_expiration" {
    nesting = "list"
    max     = 1

    argument "days" {
      type = "number"
    }
  }

  block "noncurrent_version_transition" {
    nesting = "set"

    argument "days" {
      type = "number"
    }

    argument "storage_class" {
      type     = "string"
      required = true
    }
  }

  block "transition" {
    nesting = "set"

    argument "date" {
      type = "string"
    }

    argument "days" {
      type = "number"
    }

    argument "storage_class" {
      type     = "string"
      required = true
    }
  }
}

block "logging" {
  nesting = "list"
  max     = 1

  argument "target_bucket" {
    type     = "string"
    required = true
  }

  argument "target_prefix" {
    type = "string"
  }
}

block "object_lock_configuration" {
  nesting = "list"
  max     = 1

  argument "object_lock_enabled" {
    type       = "string"
    deprecated = true
  }

  block "rule" {
    nesting = "list"
    max     = 1

    block "default_retention" {
      nesting = "list"
      min     = 1
      max     = 1

      argument "days" {
        type = "number"
      }

      argument "mode" {
        type     = "string"
        required = true
      }

      argument "years" {
        type = "number"
      }
    }
  }
}

block "replication_configuration" {
  nesting = "list"
  max     = 1

  argument "role" {
    type     = "string"
    required = true
  }

  block "rules" {
    nesting = "set"
    min     = 1

    argument "delete_marker_replication_status" {
      type = "string"
    }

    argument "id" {
      type = "string"
    }

    argument "prefix" {
      type = "string"
    }

    argument "priority" {
      type = "number"
    }

    argument "status" {
      type     = "string"
      required = true
    }

    block "destination" {
      nesting = "list"
      min     = 1
      max     = 1

      argument "account_id" {
        type = "string"
      }

      argument "bucket" {
        type     = "string"
        required = true
      }

      argument "replica_kms_key_id" {
        type = "string"
      }

      argument "storage_class" {
        type = "string"
      }

      block "access_control_translation" {
        nesting = "list"
        max     = 1

        argument "owner" {
          type     = "string"
          required = true
        }
      }

      block "metrics" {
        nesting = "list"
        max     = 1

        argument "minutes" {
          type = "number"
        }

        argument "status" {
          type = "string"
        }
      }

      block "replication_time" {
        nesting = "list"
        max     = 1

        argument "minutes" {
          type = "number"
        }

        argument "status" {
          type = "string"
        }
      }
    }

    block "filter" {
      nesting = "list"
      max     = 1

      argument "prefix" {
        type = "string"
      }

      argument "tags" {
        type = "map(string)"
      }
    }

    block "source_selection_criteria" {
      nesting = "list"
      max     = 1

      block "sse_kms_encrypted_objects" {
        nesting = "list"
        max     = 1

        argument "enabled" {
          type     = "bool"
          required = true
        }
      }
    }
  }
}

block "server_side_encryption_configuration" {
  nesting = "list"
  max     = 1

  block "rule" {
    nesting = "list"
    min     = 1
    max     = 1

    argument "bucket_key_enabled" {
      type = "bool"
    }

    block "apply_server_side_encryption_by_default" {
      nesting = "list"
      min     = 1
      max     = 1

      argument "kms_master_key_id" {
        type = "string"
      }

      argument "sse_algorithm" {
        type     = "string"
        required = true
      }
    }
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

  argument "read" {
    type = "string"
  }

  argument "update" {
    type = "string"
  }
}

block "versioning" {
  nesting = "list"
  max     = 1

  argument "enabled" {
    type = "bool"
  }

  argument "mfa_delete" {
    type = "bool"
  }
}

block "website" {
  nesting = "list"
  max     = 1

  argument "error_document" {
    type = "string"
  }

  argument "index_document" {
    type = "string"
  }

  argument "redirect_all_requests_to" {
    type = "string"
  }

  argument "routing_rules" {
    type = "string"
  }
}
