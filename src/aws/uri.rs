//! The `uri` of an integration: HTTP addresses, API Gateway's ARNs of AWS actions, and Lambda functions.
//!
//! The forms are those of `PutIntegration` in the API reference of API Gateway.

use super::arn::{Arn, open_stage_variables};
use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Kind, Piece, Symbol, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_uri.is_of_service",
        doc: "whether it is API Gateway's address of an action or a path of an AWS service",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_api_gateway_uri)),
    },
    Function {
        name: "parse_uri.is_arn",
        doc: "whether it is an ARN",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_arn)),
    },
    Function {
        name: "parse_uri.is_http",
        doc: "whether it is the address of an HTTP back end",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_http_uri)),
    },
    Function {
        name: "parse_uri.is_function_arn",
        doc: "whether it is the ARN of a function, and not the address to invoke it",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_lambda_arn)),
    },
    Function {
        name: "parse_uri.is_invocation",
        doc: "whether it invokes a Lambda function",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_lambda_uri)),
    },
];

/// Resources and data sources that stand for a Lambda function.
pub(super) const FUNCTION_TYPES: [&str; 2] = ["aws_lambda_function", "aws_lambda_alias"];
/// Their attributes that are the function's own ARN.
pub(super) const OWN_ARNS: [&str; 2] = ["arn", "qualified_arn"];
/// Their attributes that are the URI with which API Gateway invokes the function.
pub(super) const INVOKE_ARNS: [&str; 3] =
    ["invoke_arn", "qualified_invoke_arn", "response_streaming_invoke_arn"];

/// What holds of the text, whatever a stage makes of it.
pub(super) fn test(args: &[Value], holds: fn(&Text) -> Truth) -> Value {
    Value::truth(
        args.first()
            .and_then(to_text_or_unknown)
            .map_or(Truth::Unknown, |text| holds(&open_stage_variables(&text))),
    )
}

/// The attribute of a function that the text begins with.
pub(super) fn function_attribute(text: &Text) -> Option<&str> {
    match text.pieces().first() {
        Some(Piece::Unknown(Some(symbol))) => Symbol::attribute_of(symbol, &FUNCTION_TYPES),
        _ => None,
    }
}

pub(super) fn is_wholly(text: &Text, attributes: &[&str]) -> bool {
    text.pieces().len() == 1
        && function_attribute(text).is_some_and(|name| attributes.contains(&name))
}

fn is_http_uri(text: &Text) -> Truth {
    if text.prefix().starts_with('$') {
        return Truth::Unknown;
    }
    if function_attribute(text)
        .is_some_and(|name| OWN_ARNS.contains(&name) || INVOKE_ARNS.contains(&name))
    {
        return Truth::False;
    }
    let lower = text.map_pieces(str::to_lowercase);
    lower.starts_with("http://").or(lower.starts_with("https://"))
}

fn is_arn(text: &Text) -> Truth {
    match function_attribute(text) {
        Some(name) if OWN_ARNS.contains(&name) || INVOKE_ARNS.contains(&name) => Truth::True,
        _ => Arn::is_arn(text),
    }
}

/// Whether it is `arn:partition:apigateway:region:service:path/...` or `...:action/...`.
pub(super) fn is_api_gateway_uri(text: &Text) -> Truth {
    if is_wholly(text, &INVOKE_ARNS) {
        return Truth::True;
    }
    if is_lambda_arn(text) == Truth::True {
        return Truth::False;
    }
    let arn = Arn::of(text);
    let form = arn.resource_starts_with("path/").or(arn.resource_starts_with("action/"));
    Truth::all([Arn::is_arn(text), arn.has_service("apigateway"), form])
}

/// Whether it is the function itself, and not the URI with which API Gateway invokes it. What is appended to the ARN of
/// a function does not make it another service's.
fn is_lambda_arn(text: &Text) -> Truth {
    match function_attribute(text) {
        Some(name) if OWN_ARNS.contains(&name) => return Truth::True,
        Some(name) if INVOKE_ARNS.contains(&name) => return Truth::False,
        _ => {}
    }
    let arn = Arn::of(text);
    Truth::all([
        Arn::is_arn(text),
        arn.has_service("lambda"),
        arn.resource_starts_with("function:"),
    ])
}

/// Whether it invokes a Lambda function. Other actions of Lambda, as listing functions, have URIs too.
pub(super) fn is_lambda_uri(text: &Text) -> Truth {
    if is_wholly(text, &INVOKE_ARNS) {
        return Truth::True;
    }
    let arn = Arn::of(text);
    let invokes = arn
        .resource_ends_with("/invocations")
        .or(arn.resource_ends_with("/response-streaming-invocations"));
    Truth::all([
        is_api_gateway_uri(text),
        arn.has_account("lambda"),
        arn.resource_starts_with("path/"),
        invokes,
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::text;

    #[test]
    fn an_unknown_region_or_account_does_not_hide_the_rest() {
        let uri = text(
            "arn:aws:apigateway:?:lambda:path/2015-03-31/functions/arn:aws:lambda:?:?:function:f/invocations",
        );
        assert_eq!(is_lambda_uri(&uri), Truth::True);
        assert_eq!(is_lambda_arn(&uri), Truth::False);
        assert_eq!(is_api_gateway_uri(&text("arn:?:apigateway:?:s3:path/bucket/key")), Truth::True);
        assert_eq!(is_lambda_uri(&text("arn:aws:apigateway:?:s3:path/bucket/key")), Truth::False);
    }

    #[test]
    fn what_may_lie_in_an_unknown_piece_is_not_decided() {
        assert_eq!(is_api_gateway_uri(&text("arn:?")), Truth::Unknown);
        assert_eq!(is_api_gateway_uri(&text("?")), Truth::Unknown);
        assert_eq!(
            is_lambda_uri(&text("arn:aws:apigateway:?:lambda:path/2015-03-31/functions/?")),
            Truth::Unknown
        );
        assert_eq!(
            is_lambda_uri(&text("arn:aws:apigateway:us-east-1:?:path/x/invocations")),
            Truth::Unknown
        );
        assert_eq!(is_http_uri(&text("?/orders")), Truth::Unknown);
        assert_eq!(is_http_uri(&text("$")), Truth::Unknown);
    }

    #[test]
    fn what_is_wrong_is_wrong() {
        assert_eq!(
            is_api_gateway_uri(&text("arn:aws:lambda:us-east-1:123456789012:function:f")),
            Truth::False
        );
        assert_eq!(
            is_lambda_arn(&text("arn:aws:lambda:us-east-1:123456789012:function:f")),
            Truth::True
        );
        assert_eq!(
            is_api_gateway_uri(&text("arn:aws:apigateway:us-east-1:lambda:test/2015-03-31")),
            Truth::False
        );
        assert_eq!(is_api_gateway_uri(&text("arn:aws:apigateway")), Truth::False);
        assert_eq!(is_http_uri(&text("arn:aws:?")), Truth::False);
        assert_eq!(is_arn(&text("https://?")), Truth::False);
        assert_eq!(is_http_uri(&text("HTTPS://example.com")), Truth::True);
    }

    #[test]
    fn a_stage_variable_may_be_any_part() {
        let of = |text: &str, holds| test(&[Value::string(text)], holds).as_truth();
        let action = "arn:aws:apigateway:us-east-1:s3:${stageVariables.action}";
        assert_eq!(of(action, is_api_gateway_uri), Truth::Unknown);
        assert_eq!(of(action, is_lambda_uri), Truth::False);
        assert_eq!(of("${stageVariables.uri}", is_arn), Truth::Unknown);
        assert_eq!(of("${stageVariables.uri}/x", is_http_uri), Truth::Unknown);
        assert_eq!(of("http://${stageVariables.host}/x", is_http_uri), Truth::True);
        let function = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.f}/invocations";
        assert_eq!(of(function, is_lambda_uri), Truth::True);
    }

    #[test]
    fn listing_functions_invokes_none() {
        let uri = text("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions");
        assert_eq!(is_lambda_uri(&uri), Truth::False);
        assert_eq!(is_api_gateway_uri(&uri), Truth::True);
    }
}
