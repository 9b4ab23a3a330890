# The schema of `aws_api_gateway_deployment` in the provider named below.
# `since` is the first release that knows the argument; without it, every release in use does.
provider = "6.58.0"

argument "rest_api_id" {
  type     = "string"
  required = true
}

argument "description" {
  type = "string"
}

argument "triggers" {
  type  = "map(string)"
  since = "2.61.0"
}

argument "variables" {
  type = "map(string)"
}

argument "region" {
  type  = "string"
  since = "6.0.0"
}
