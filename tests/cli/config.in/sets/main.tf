variable "type" {
  type = string
}

variable "path" {
  type    = string
  default = "orders"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id = "a1b2c3"
  resource_id = "d4e5f6"
  http_method = "GET"
  type        = var.type
  uri         = "https://example.com/${var.path}"
}

resource "aws_api_gateway_integration" "carts" {
  rest_api_id             = "a1b2c3"
  resource_id             = "d4e5f6"
  http_method             = "POST"
  type                    = var.type
  integration_http_method = "POSTS"
  uri                     = "https://example.com/carts"
}
