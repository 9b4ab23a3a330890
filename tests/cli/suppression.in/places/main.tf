resource "aws_api_gateway_integration" "line" {
  rest_api_id             = "api"
  resource_id             = "line"
  http_method             = "GET"
  integration_http_method = "GET"
  type                    = "HTTPS" # gatelint: ignore[invalid-type] a test of the migration
  uri                     = "https://example.com"
}

resource "aws_api_gateway_integration" "before" {
  rest_api_id             = "api"
  resource_id             = "before"
  http_method             = "GET"
  integration_http_method = "GET"
  // gatelint: ignore[invalid-type]: another one
  type = "HTTPS"
  uri  = "https://example.com"
}

/* gatelint: ignore[missing-*] until=9999-12-31 the block is generated */
resource "aws_api_gateway_integration" "block" {
  rest_api_id = "api"
  resource_id = "block"
  http_method = "GET"
  type        = "HTTP"
}

# gatelint: ignore[fails:plan] whatever Terraform refuses
resource "aws_api_gateway_integration" "family" {
  rest_api_id             = "api"
  resource_id             = "family"
  http_method             = "GETS"
  integration_http_method = "GET"
  type                    = "HTTPS"
  uri                     = "https://example.com"
}
