# The schema of `aws_dynamodb_table` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "billing_mode" {
  type = "string"
}

argument "deletion_protection_enabled" {
  type = "bool"
}

argument "hash_key" {
  type     = "string"
  computed = true
}

argument "name" {
  type     = "string"
  required = true
}

argument "range_key" {
  type = "string"
}

argument "read_capacity" {
  type     = "number"
  computed = true
}

argument "restore_date_time" {
  type = "string"
}

argument "restore_source_name" {
  type = "string"
}

argument "restore_source_table_arn" {
  type = "string"
}

argument "restore_to_latest_time" {
  type = "bool"
}

argument "stream_enabled" {
  type = "bool"
}

argument "stream_view_type" {
  type     = "string"
  computed = true
}

argument "table_class" {
  type = "string"
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

argument "write_capacity" {
  type     = "number"
  computed = true
}

attribute "arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "stream_arn" {
  type = "string"
}

attribute "stream_label" {
  type = "string"
}

block "attribute" {
  nesting = "set"

  argument "name" {
    type     = "string"
    required = true
  }

  argument "type" {
    type     = "string"
    required = true
  }
}

block "global_secondary_index" {
  nesting = "set"

  argument "hash_key" {
    type     = "string"
    required = true
  }

  argument "name" {
    type     = "string"
    required = true
  }

  argument "non_key_attributes" {
    type = "set(string)"
  }

  argument "projection_type" {
    type     = "string"
    required = true
  }

  argument "range_key" {
    type = "string"
  }

  argument "read_capacity" {
    type     = "number"
    computed = true
  }

  argument "write_capacity" {
    type     = "number"
    computed = true
  }

  block "on_demand_throughput" {
    nesting = "list"
    max     = 1

    argument "max_read_request_units" {
      type     = "number"
      computed = true
    }

    argument "max_write_request_units" {
      type     = "number"
      computed = true
    }
  }
}

block "import_table" {
  nesting = "list"
  max     = 1

  argument "input_compression_type" {
    type = "string"
  }

  argument "input_format" {
    type     = "string"
    required = true
  }

  block "input_format_options" {
    nesting = "list"
    max     = 1

    block "csv" {
      nesting = "list"
      max     = 1

      argument "delimiter" {
        type = "string"
      }

      argument "header_list" {
        type = "set(string)"
      }
    }
  }

  block "s3_bucket_source" {
    nesting = "list"
    min     = 1
    max     = 1

    argument "bucket" {
      type     = "string"
      required = true
    }

    argument "bucket_owner" {
      type = "string"
    }

    argument "key_prefix" {
      type = "string"
    }
  }
}

block "local_secondary_index" {
  nesting = "set"

  argument "name" {
    type     = "string"
    required = true
  }

  argument "non_key_attributes" {
    type = "list(string)"
  }

  argument "projection_type" {
    type     = "string"
    required = true
  }

  argument "range_key" {
    type     = "string"
    required = true
  }
}

block "on_demand_throughput" {
  nesting = "list"
  max     = 1

  argument "max_read_request_units" {
    type     = "number"
    computed = true
  }

  argument "max_write_request_units" {
    type     = "number"
    computed = true
  }
}

block "point_in_time_recovery" {
  nesting = "list"
  max     = 1

  argument "enabled" {
    type     = "bool"
    required = true
  }

  argument "recovery_period_in_days" {
    type     = "number"
    computed = true
  }
}

block "replica" {
  nesting = "set"

  argument "kms_key_arn" {
    type     = "string"
    computed = true
  }

  argument "point_in_time_recovery" {
    type = "bool"
  }

  argument "propagate_tags" {
    type = "bool"
  }

  argument "region_name" {
    type     = "string"
    required = true
  }

  attribute "arn" {
    type = "string"
  }

  attribute "stream_arn" {
    type = "string"
  }

  attribute "stream_label" {
    type = "string"
  }
}

block "server_side_encryption" {
  nesting = "list"
  max     = 1

  argument "enabled" {
    type     = "bool"
    required = true
  }

  argument "kms_key_arn" {
    type     = "string"
    computed = true
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

block "ttl" {
  nesting = "list"
  max     = 1

  argument "attribute_name" {
    type = "string"
  }

  argument "enabled" {
    type = "bool"
  }
}
