variable "api" {}

variable "type" {}

resource "aws_api_gateway_integration" "store" {
  rest_api_id             = var.api
  resource_id             = "store"
  http_method             = "GET"
  integration_http_method = "GET"
  type                    = var.type
  uri                     = "https://example.com"
}
