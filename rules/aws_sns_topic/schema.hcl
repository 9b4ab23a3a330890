# The schema of `aws_sns_topic` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "application_failure_feedback_role_arn" {
  type = "string"
}

argument "application_success_feedback_role_arn" {
  type = "string"
}

argument "application_success_feedback_sample_rate" {
  type = "number"
}

argument "archive_policy" {
  type = "string"
}

argument "content_based_deduplication" {
  type = "bool"
}

argument "delivery_policy" {
  type = "string"
}

argument "display_name" {
  type = "string"
}

argument "fifo_throughput_scope" {
  type     = "string"
  computed = true
}

argument "fifo_topic" {
  type = "bool"
}

argument "firehose_failure_feedback_role_arn" {
  type = "string"
}

argument "firehose_success_feedback_role_arn" {
  type = "string"
}

argument "firehose_success_feedback_sample_rate" {
  type = "number"
}

argument "http_failure_feedback_role_arn" {
  type = "string"
}

argument "http_success_feedback_role_arn" {
  type = "string"
}

argument "http_success_feedback_sample_rate" {
  type = "number"
}

argument "kms_master_key_id" {
  type = "string"
}

argument "lambda_failure_feedback_role_arn" {
  type = "string"
}

argument "lambda_success_feedback_role_arn" {
  type = "string"
}

argument "lambda_success_feedback_sample_rate" {
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

argument "signature_version" {
  type     = "number"
  computed = true
}

argument "sqs_failure_feedback_role_arn" {
  type = "string"
}

argument "sqs_success_feedback_role_arn" {
  type = "string"
}

argument "sqs_success_feedback_sample_rate" {
  type = "number"
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type     = "map(string)"
  computed = true
}

argument "tracing_config" {
  type     = "string"
  computed = true
}

attribute "arn" {
  type = "string"
}

attribute "beginning_archive_time" {
  type = "string"
}

attribute "id" {
  type = "string"
}

attribute "owner" {
  type = "string"
}
