resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = "api"
  resource_id             = "orders"
  http_method             = "GET"
  integration_http_method = "GET" # gatelint: ignore[invalid-type] at the wrong line
  # gatelint: ignore[invalid-tipe] a misspelt name
  # gatelint: ignore[invalid-typ*] until=2020-01-31 a day that is over
  # gatelint: ignore[invalid-type] until=2020-02-30 a day that never was
  # gatelint: ignore[fails:aply, aws_api_gateway_integratio, zzz-*] families that there are not
  # gatelint: ignore without a name
  # gatelint: ignore[invalid-type without an end
  # gatelint: ignore-file[invalid-type] too late
  # gatelint: ignored[invalid-type] a misspelt word
  # gatelint: ignore[invalid-type] an empty line follows

  type = "HTTPS"
  uri  = "https://example.com"
}
