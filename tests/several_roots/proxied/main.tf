variable "type" {
  type = string
}

variable "rest_api_id" {
  type = string
}

variable "resource_id" {
  type = string
}

variable "uri" {
  type = string
}

resource "aws_api_gateway_integration" "it" {
  rest_api_id             = var.rest_api_id
  resource_id             = var.resource_id
  http_method             = "GET"
  type                    = var.type
  integration_http_method = "POST"
  uri                     = var.uri
}

resource "aws_api_gateway_integration_response" "it" {
  rest_api_id = aws_api_gateway_integration.it.rest_api_id
  resource_id = aws_api_gateway_integration.it.resource_id
  http_method = aws_api_gateway_integration.it.http_method
  status_code = "200"
}

resource "aws_api_gateway_integration" "always" {
  rest_api_id             = var.rest_api_id
  resource_id             = var.resource_id
  http_method             = "POST"
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = var.uri
}

resource "aws_api_gateway_integration_response" "always" {
  rest_api_id = aws_api_gateway_integration.always.rest_api_id
  resource_id = aws_api_gateway_integration.always.resource_id
  http_method = aws_api_gateway_integration.always.http_method
  status_code = "200"
}
