resource "aws_api_gateway_integration" "a" {
  type = 
}
