//! The AWS service that a `uri` calls: `arn:PARTITION:apigateway:REGION:SERVICE:action/NAME`.

use super::arn::{Arn, open_stage_variables};
use super::uri::{INVOKE_ARNS, is_api_gateway_uri, is_wholly};
use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Kind, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_uri.service",
        doc: "the AWS service that it calls, `null` if none",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: None,
        compute: |args, _| Ok(of(args, service)),
    },
    Function {
        name: "parse_uri.is_action",
        doc: "whether it names an action and not a path",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(of(args, is_action)),
    },
];

fn of(args: &[Value], answer: fn(&Text) -> Value) -> Value {
    args.first()
        .and_then(to_text_or_unknown)
        .map_or_else(Value::anything, |text| answer(&open_stage_variables(&text)))
}

/// The service, without a subdomain before it: `sagemaker` of `runtime.sagemaker`. `null` of what is no such `uri`.
pub(super) fn service(text: &Text) -> Value {
    if is_wholly(text, &INVOKE_ARNS) {
        return Value::string("lambda");
    }
    match is_api_gateway_uri(text) {
        Truth::True => {}
        Truth::False => return Value::null(),
        Truth::Unknown => return Value::anything(),
    }
    let arn = Arn::of(text);
    let Some(service) = arn.account() else { return Value::anything() };
    let last = service.suffix();
    match (last.rsplit_once('.'), service.as_known()) {
        (Some((_, service)), _) | (None, Some(service)) if is_name(service) => {
            Value::string(service)
        }
        _ => Value::anything(),
    }
}

/// A service's name; a stage variable or a placeholder is none.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether it names an action of the service, and not a path.
fn is_action(text: &Text) -> Value {
    let action = Arn::of(text).resource_starts_with("action/");
    Value::truth(if is_wholly(text, &INVOKE_ARNS) {
        Truth::False
    } else {
        is_api_gateway_uri(text).and(action)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::text;

    #[test]
    fn the_service_is_told_without_its_subdomain() {
        let service = |text: &Text| service(&open_stage_variables(text));
        for (uri, name) in [
            ("arn:aws:apigateway:us-east-1:sqs:path/1/q", Some("sqs")),
            ("arn:?:apigateway:?:runtime.sagemaker:path/?", Some("sagemaker")),
            ("arn:?:apigateway:?:?.appsync-api:path/graphql", Some("appsync-api")),
            ("arn:?:apigateway:?:?:path/graphql", None),
            ("arn:?:apigateway:?:?s:path/graphql", None),
            ("arn:aws:apigateway:us-east-1:${stageVariables.s}:path/x", None),
            ("arn:aws:apigateway:us-east-1:sqs:?", None),
        ] {
            assert_eq!(service(&text(uri)).as_str(), name, "{uri}");
        }
        assert_eq!(service(&text("https://example.com")).is_null(), Truth::True);
        assert_eq!(service(&text("arn:aws:sqs:?:?:q")).is_null(), Truth::True);
    }

    #[test]
    fn an_action_is_told_from_a_path() {
        let is_action = |uri: &str| is_action(&text(uri)).as_truth();
        assert_eq!(is_action("arn:aws:apigateway:?:states:action/StartExecution"), Truth::True);
        assert_eq!(is_action("arn:aws:apigateway:?:s3:path/b/k"), Truth::False);
        assert_eq!(is_action("arn:aws:apigateway:?:s3:?"), Truth::Unknown);
        assert_eq!(is_action("arn:aws:iam::1:action/x"), Truth::False);
    }
}
