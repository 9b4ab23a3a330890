# The schema of `aws_api_gateway_resource` in the provider named below.
# `since` is the first release that knows the argument; without it, every release in use does.
provider = "6.58.0"

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "parent_id" {
  type     = "string"
  required = true
}

argument "path_part" {
  type     = "string"
  required = true
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}
