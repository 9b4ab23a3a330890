//! What no two objects in AWS have in common.

use crate::value::Symbol;

/// Attributes of which AWS gives no two objects the same, with a word for what they identify.
const IDS: [(&str, &str, &str); 10] = [
    ("aws_api_gateway_authorizer", "id", "authorizer"),
    ("aws_api_gateway_deployment", "id", "deployment"),
    ("aws_api_gateway_request_validator", "id", "validator"),
    ("aws_api_gateway_resource", "id", "resource"),
    ("aws_api_gateway_rest_api", "id", "api"),
    ("aws_api_gateway_rest_api", "root_resource_id", "resource"),
    ("aws_api_gateway_vpc_link", "id", "link"),
    ("aws_apigatewayv2_vpc_link", "id", "link"),
    ("aws_lambda_function", "arn", "function"),
    ("aws_lambda_function", "invoke_arn", "address"),
];

/// What the value of the symbol identifies, if AWS gives no two objects of that sort the same.
pub fn identifies(symbol: &Symbol) -> Option<&'static str> {
    let is_resource = &*symbol.address.kind == "resource";
    let of = |(r#type, attribute, _): &&(&str, &str, &str)| {
        is_resource && symbol.attribute_of(&[*r#type]) == Some(*attribute)
    };
    IDS.iter().find(of).map(|(.., sort)| *sort)
}
