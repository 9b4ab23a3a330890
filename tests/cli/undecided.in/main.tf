variable "url" {}

module "elsewhere" {
  source = "example/elsewhere/aws"
}

resource "aws_api_gateway_integration" "by_variable" {
  rest_api_id             = "a1b2c3d4e5"
  resource_id             = "abc123"
  http_method             = "GET"
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = var.url
}

resource "aws_api_gateway_integration" "by_module" {
  rest_api_id             = "a1b2c3d4e5"
  resource_id             = "abc123"
  http_method             = "PUT"
  type                    = module.elsewhere.type
  integration_http_method = "GET"
  uri                     = "http://example.com"
}

resource "aws_api_gateway_integration" "wrong" {
  rest_api_id = "a1b2c3d4e5"
  resource_id = "abc123"
  http_method = "PATCH"
  type        = "MOK"
}
