# The schema of `aws_kinesis_stream` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "arn" {
  type     = "string"
  computed = true
}

argument "encryption_type" {
  type = "string"
}

argument "enforce_consumer_deletion" {
  type = "bool"
}

argument "kms_key_id" {
  type = "string"
}

argument "name" {
  type     = "string"
  required = true
}

argument "retention_period" {
  type = "number"
}

argument "shard_count" {
  type = "number"
}

argument "shard_level_metrics" {
  type = "set(string)"
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

attribute "id" {
  type = "string"
}

block "stream_mode_details" {
  nesting = "list"
  max     = 1

  argument "stream_mode" {
    type     = "string"
    required = true
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
