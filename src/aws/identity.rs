//! What no two objects in AWS have in common.

use crate::value::Symbol;

/// Attributes of which AWS gives no two objects the same, with a word for what they identify.
const IDS: [(&str, &str, &str); 15] = [
    ("aws_api_gateway_authorizer", "id", "authorizer"),
    ("aws_api_gateway_deployment", "id", "deployment"),
    ("aws_api_gateway_request_validator", "id", "validator"),
    ("aws_api_gateway_resource", "id", "resource"),
    ("aws_api_gateway_rest_api", "id", "api"),
    ("aws_api_gateway_rest_api", "root_resource_id", "resource"),
    ("aws_api_gateway_vpc_link", "id", "link"),
    ("aws_apigatewayv2_api", "id", "api"),
    ("aws_apigatewayv2_authorizer", "id", "authorizer"),
    ("aws_apigatewayv2_deployment", "id", "deployment"),
    ("aws_apigatewayv2_integration", "id", "integration"),
    ("aws_apigatewayv2_route", "id", "route"),
    ("aws_apigatewayv2_vpc_link", "id", "link"),
    ("aws_lambda_function", "arn", "function"),
    ("aws_lambda_function", "invoke_arn", "address"),
];

/// Arguments that hold an id which AWS assigns, by the beginnings of the types that have them. Whoever wants to write
/// such a block has to be given the id. What other arguments hold is a name that somebody chose, and can be written down
/// by anybody.
const ASSIGNED: [(&str, &[&str]); 2] = [
    (
        "aws_api_gateway_",
        &[
            "api_id",
            "authorizer_id",
            "deployment_id",
            "documentation_part_id",
            "parent_id",
            "request_validator_id",
            "resource_id",
            "rest_api_id",
            "usage_plan_id",
        ],
    ),
    (
        "aws_apigatewayv2_",
        &["api_id", "authorizer_id", "deployment_id", "integration_id", "route_id", "target"],
    ),
];

/// Whether AWS assigns what that argument of a resource type holds.
pub(super) fn is_assigned(r#type: &str, argument: &str) -> bool {
    ASSIGNED
        .iter()
        .any(|(types, arguments)| r#type.starts_with(types) && arguments.contains(&argument))
}

/// What the value of the symbol identifies, if AWS gives no two objects of that sort the same.
pub(super) fn identifies(symbol: &Symbol) -> Option<&'static str> {
    let is_resource = &*symbol.address.kind == "resource";
    let of = |(r#type, attribute, _): &&(&str, &str, &str)| {
        is_resource && symbol.attribute_of(&[*r#type]) == Some(*attribute)
    };
    IDS.iter().find(of).map(|(.., sort)| *sort)
}

/// Whether it is an id, a name or an ARN: AWS gives none that is empty.
pub(super) fn is_never_empty(symbol: &Symbol) -> bool {
    let computed = |name: &str| {
        ["arn", "id", "name", "root_resource_id", "unique_id"].contains(&name)
            || name.ends_with("_arn")
    };
    &*symbol.address.kind == "resource"
        && matches!(symbol.path.as_slice(), [name] if computed(name))
}

/// Whether it is an id, an ARN or an address, which AWS gives to an object that is made. What the provider computes of what
/// is written, as `tags_all` and the options of a certificate, is known before.
pub(super) fn is_known_after_apply(symbol: &Symbol) -> bool {
    let is_given = |name: &str| {
        matches!(name, "id" | "arn" | "unique_id" | "dns_name" | "endpoint")
            || ["_id", "_arn", "_url"].iter().any(|end| name.ends_with(end))
    };
    &*symbol.address.kind == "resource"
        && matches!(symbol.path.as_slice(), [name] if is_given(name))
}
