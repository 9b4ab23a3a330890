# The schema of `aws_sqs_queue` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "content_based_deduplication" {
  type = "bool"
}

argument "deduplication_scope" {
  type     = "string"
  computed = true
}

argument "delay_seconds" {
  type = "number"
}

argument "fifo_queue" {
  type = "bool"
}

argument "fifo_throughput_limit" {
  type     = "string"
  computed = true
}

argument "kms_data_key_reuse_period_seconds" {
  type     = "number"
  computed = true
}

argument "kms_master_key_id" {
  type = "string"
}

argument "max_message_size" {
  type = "number"
}

argument "message_retention_seconds" {
  type = "number"
}

argument "name" {
  type     = "string"
  computed = true
}

argument "name_prefix" {
  type     = "string"
  computed = true
}

argument "policy" {
  type     = "string"
  computed = true
}

argument "receive_wait_time_seconds" {
  type = "number"
}

argument "redrive_allow_policy" {
  type     = "string"
  computed = true
}

argument "redrive_policy" {
  type     = "string"
  computed = true
}

argument "sqs_managed_sse_enabled" {
  type     = "bool"
  computed = true
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

argument "visibility_timeout_seconds" {
  type = "number"
}

attribute "arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "url" {
  type = "string"
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
