# The schema of `aws_cloudwatch_log_group` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "kms_key_id" {
  type = "string"
}

argument "log_group_class" {
  type     = "string"
  computed = true
}

argument "name" {
  type     = "string"
  computed = true
}

argument "name_prefix" {
  type     = "string"
  computed = true
}

argument "retention_in_days" {
  type = "number"
}

argument "skip_destroy" {
  type = "bool"
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

attribute "id" {
  type = "string"
}
