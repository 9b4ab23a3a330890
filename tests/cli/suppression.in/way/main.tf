provider "aws" {}

variable "type" {
  default = "HTTPS" # gatelint: ignore[invalid-type] set by each root
}

locals {
  type = var.type
}

resource "aws_api_gateway_integration" "one" {
  rest_api_id             = "api"
  resource_id             = "one"
  http_method             = "GET"
  integration_http_method = "GET"
  type                    = local.type
  uri                     = "https://example.com"
}

resource "aws_api_gateway_integration" "two" {
  rest_api_id             = "api"
  resource_id             = "two"
  http_method             = "GET"
  integration_http_method = "GET"
  type                    = var.kind
  uri                     = "https://example.com"
}

variable "kind" {}
