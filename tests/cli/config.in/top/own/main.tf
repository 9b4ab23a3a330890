variable "type" {
  type    = string
  default = "HTTPS"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = "a1b2c3"
  resource_id             = "d4e5f6"
  http_method             = "GET"
  type                    = var.type
  integration_http_method = "GET"
  uri                     = "https://example.com/orders"
}
