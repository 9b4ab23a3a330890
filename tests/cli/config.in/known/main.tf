resource "aws_api_gateway_integration" "orders" {
  rest_api_id = "api"
  resource_id = "orders"
  http_method = "GETS"
  type        = "HTTPS"
}

resource "aws_api_gateway_integration" "payments" {
  rest_api_id = "api"
  resource_id = "payments"
  http_method = "GET"
  type        = "HTTP"
}
