# The schema of `aws_cloudwatch_event_bus` in the provider named below, written by fixtures/provider/schemas.py from its dump.
# What other releases have stands in releases.hcl beside it, where there is something.
provider = "5.100.0"

argument "description" {
  type = "string"
}

argument "event_source_name" {
  type = "string"
}

argument "kms_key_identifier" {
  type = "string"
}

argument "name" {
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

attribute "arn" {
  type = "string"
}

attribute "id" {
  type = "string"
}

block "dead_letter_config" {
  nesting = "list"
  max     = 1

  argument "arn" {
    type = "string"
  }
}
