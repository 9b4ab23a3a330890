# The schema of `aws_api_gateway_vpc_link` in the provider named below.
# `since` is the first release that knows the argument; without it, every release in use does.
provider = "6.58.0"

argument "name" {
  type     = "string"
  required = true
}

argument "target_arns" {
  type     = "list(string)"
  required = true
}

argument "description" {
  type = "string"
}

argument "tags" {
  type = "map(string)"
}

argument "tags_all" {
  type = "map(string)"
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}
