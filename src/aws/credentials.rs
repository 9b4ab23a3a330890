//! The `credentials` of an integration: the role that API Gateway takes, or the caller's own.

use super::arn::{Arn, STAGE_VARIABLE};
use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Kind, Piece, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "is_credentials",
    doc: "whether it is the ARN of a role, or `arn:aws:iam::*:user/*`",
    parameters: &[Parameter::ANY_OR_NULL],
    rest: None,
    result: Some(Kind::Bool),
    compute: |args, _| Ok(compute(args)),
}];

/// Attributes of a role that are not its ARN.
const NOT_ARNS: [&str; 3] = ["id", "name", "unique_id"];

fn compute(args: &[Value]) -> Value {
    Value::truth(
        args.first()
            .and_then(to_text_or_unknown)
            .map_or(Truth::Unknown, |text| is_credentials(&text)),
    )
}

/// False only where it is certainly neither the ARN of a role nor `arn:aws:iam::*:user/*`, a stage variable by itself
/// say. What else AWS takes, an ARN of another kind of identity, is not known, and so Unknown.
fn is_credentials(text: &Text) -> Truth {
    if let [Piece::Unknown(Some(symbol))] = text.pieces() {
        return match symbol.attribute_of(&["aws_iam_role"]) {
            Some("arn") => Truth::True,
            Some(name) if NOT_ARNS.contains(&name) => Truth::False,
            _ => Truth::Unknown,
        };
    }
    if is_stage_variable(text) {
        return Truth::False;
    }
    if text.contains(STAGE_VARIABLE) == Truth::True { Truth::Unknown } else { form(text) }
}

/// Whether it is one stage variable and nothing else. AWS takes one behind the account only:
/// <https://github.com/awslabs/aws-apigateway-importer/issues/94>.
fn is_stage_variable(text: &Text) -> bool {
    let name = text.as_known().and_then(|text| text.strip_prefix(STAGE_VARIABLE));
    name.and_then(|name| name.strip_suffix('}')).is_some_and(|name| !name.contains(['{', '}']))
}

fn form(text: &Text) -> Truth {
    let arn = Arn::of(text);
    let role = arn.resource_starts_with("role/").or(arn.resource_starts_with("user/"));
    match Truth::all([Arn::is_arn(text), arn.has_service("iam").or(arn.has_service("sts"))]) {
        Truth::True if role == Truth::True => Truth::True,
        Truth::True => Truth::Unknown,
        decided => decided,
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, Truth, is_credentials};

    #[test]
    fn only_what_is_certainly_no_identity_is_refused() {
        for (text, truth) in [
            ("arn:aws:iam::123456789012:role/api", Truth::True),
            ("arn:aws:iam::*:user/*", Truth::True),
            ("arn:aws:iam::123456789012:${stageVariables.role}", Truth::Unknown),
            ("${stageVariables.role}", Truth::False),
            ("${stageVariables.partition}:iam::1:${stageVariables.role}", Truth::Unknown),
            ("arn:aws:iam::${stageVariables.account}:role/api", Truth::Unknown),
            ("arn:aws:iam::123456789012:policy/x", Truth::Unknown),
            ("api-role", Truth::False),
            ("arn:aws:lambda:us-east-1:123456789012:function:f", Truth::False),
        ] {
            assert_eq!(is_credentials(&Text::known(text)), truth, "{text}");
        }
    }
}
