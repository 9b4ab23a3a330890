module "one" {
  source      = "../proxied"
  type        = "AWS_PROXY"
  rest_api_id = "a1b2c3d4e5"
  resource_id = "abc123"
  uri         = "arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations"
}
