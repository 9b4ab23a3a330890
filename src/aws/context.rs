//! What API Gateway knows of a request: `context.NAME` of a mapping.
//!
//! The names are those of the reference of variables for data transformations and access logs of REST APIs.

use super::mapping::test;
use crate::ask::Function;
use crate::functions::Parameter;
use crate::value::{Kind, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "context_variables",
        doc: "those `context.NAME` that stand in no group",
        parameters: &[],
        rest: None,
        result: None,
        compute: |_, _| Ok(context_variables()),
    },
    Function {
        name: "parse_mapping.is_context_variable",
        doc: "whether there is such a `context.NAME`",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_context_variable)),
    },
];

const PREFIX: &str = "context.";

/// Variables that stand alone. Some of them are meant for access logs.
const VARIABLES: [&str; 28] = [
    "accountId",
    "apiId",
    "awsEndpointRequestId",
    "cipherSuite",
    "deploymentId",
    "domainName",
    "domainPrefix",
    "extendedRequestId",
    "httpMethod",
    "integrationErrorMessage",
    "integrationLatency",
    "integrationStatus",
    "isCanaryRequest",
    "path",
    "protocol",
    "requestId",
    "requestTime",
    "requestTimeEpoch",
    "resourceId",
    "resourcePath",
    "responseLatency",
    "responseLength",
    "stage",
    "status",
    "tlsVersion",
    "wafResponseCode",
    "webaclArn",
    "xrayTraceId",
];

/// Groups of variables. What is in them depends on the authorizer, or grows.
const GROUPS: [&str; 11] = [
    "access",
    "authenticate",
    "authorize",
    "authorizer",
    "customDomain",
    "error",
    "identity",
    "integration",
    "requestOverride",
    "responseOverride",
    "waf",
];

/// The names that stand alone, as a mapping writes them.
fn context_variables() -> Value {
    Value::tuple(VARIABLES.map(|name| Value::string(format!("{PREFIX}{name}"))).into())
}

/// Whether it is a variable of the context, or of a group of them.
fn is_context_variable(text: &Text) -> Truth {
    let alone = VARIABLES.map(|name| text.equals(&Text::known(format!("{PREFIX}{name}"))));
    let grouped = GROUPS.map(|group| text.starts_with(&format!("{PREFIX}{group}.")));
    Truth::any(alone.into_iter().chain(grouped))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_stand_alone_are_known_and_groups_are_open() {
        let is = |text: &str| is_context_variable(&Text::known(text));
        assert_eq!(is("context.requestId"), Truth::True);
        assert_eq!(is("context.authorizer.claims.sub"), Truth::True);
        assert_eq!(is("context.identity.sourceIp"), Truth::True);
        assert_eq!(is("context.requestid"), Truth::False);
        assert_eq!(is("context.sourceIp"), Truth::False);
        assert_eq!(is("context.identity"), Truth::False);
    }

    #[test]
    fn what_may_follow_is_not_decided() {
        use crate::value::Piece;
        let text = Text::of([Piece::Known("context.request".into()), Piece::Unknown(None)]);
        assert_eq!(is_context_variable(&text), Truth::Unknown);
        let text = Text::of([Piece::Known("context.foo".into()), Piece::Unknown(None)]);
        assert_eq!(is_context_variable(&text), Truth::False);
    }
}
