//! The `source_arn` of a Lambda permission: which requests of which API it lets through.
//!
//! A request has the ARN `arn:aws:execute-api:region:account:api-id/stage/METHOD/path`.

use super::Function;
use super::arn::Arn;
use crate::convert::to_text_or_unknown;
use crate::value::{Piece, Symbol, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "is_execute_api_arn",
        arity: 1..=1,
        compute: |args, _| {
            let text = args.first().and_then(to_text_or_unknown);
            let is_null = args.first().map_or(Truth::True, Value::is_null);
            Value::truth(match text {
                Some(text) => is_execute_api_arn(&text),
                None if is_null == Truth::True => Truth::False,
                None => Truth::Unknown,
            })
        },
    },
    Function {
        name: "source_arn_fault",
        arity: 1..=1,
        compute: |args, _| {
            let text = args.first().and_then(to_text_or_unknown);
            let fault = text.as_ref().and_then(fault);
            fault.map_or_else(Value::null, Value::string)
        },
    },
];

const REST_API: &str = "aws_api_gateway_rest_api";
const STAGE: &str = "aws_api_gateway_stage";
/// Of version 5 of the provider and before.
const DEPLOYMENT: &str = "aws_api_gateway_deployment";
/// Whatever has an `execution_arn`.
const APIS: [&str; 5] =
    [REST_API, STAGE, DEPLOYMENT, "aws_apigatewayv2_api", "aws_apigatewayv2_stage"];

fn first_symbol(text: &Text) -> Option<&Symbol> {
    match text.pieces().first() {
        Some(Piece::Unknown(symbol)) => symbol.as_deref(),
        _ => None,
    }
}

/// Whether it is, or begins with, the ARN of requests to an API.
fn is_execute_api_arn(text: &Text) -> Truth {
    let attribute = first_symbol(text).and_then(|symbol| symbol.attribute_of(&APIS));
    if attribute == Some("execution_arn") {
        return Truth::True;
    }
    Arn::is_arn(text).and(Arn::of(text).has_service("execute-api"))
}

/// Why no request of a REST API has such an ARN: `apigateway` is the ARN of the API as an object to manage, `bare` ends
/// before the method and the path, `method` names `ANY`, which is the method of no request, and `slash` has two slashes
/// before the path. `None` where some request may.
fn fault(text: &Text) -> Option<&'static str> {
    let symbol = first_symbol(text);
    let is = |types: &[&str], name: &str| {
        symbol.and_then(|symbol| symbol.attribute_of(types)) == Some(name)
    };
    if is(&[REST_API, STAGE], "arn")
        || Arn::is_arn(text).and(Arn::of(text).has_service("apigateway")) == Truth::True
    {
        return Some("apigateway");
    }
    let missing = match () {
        () if is(&[REST_API], "execution_arn") => 3,
        () if is(&[STAGE, DEPLOYMENT], "execution_arn") => 2,
        () => return None,
    };
    after(text.pieces().get(1..)?, missing)
}

/// The same, of what follows the ARN of an API or a stage, to which so many segments are missing.
fn after(pieces: &[Piece], missing: usize) -> Option<&'static str> {
    let mut tail = String::new();
    let mut is_whole = true;
    for piece in pieces {
        match piece {
            Piece::Known(known) => tail.push_str(known),
            // A name, without a slash in it.
            Piece::Unknown(Some(symbol)) if symbol.attribute_of(&[STAGE]) == Some("stage_name") => {
                tail.push_str("stage");
            }
            Piece::Unknown(Some(symbol)) if is_path(symbol) => {
                if tail.ends_with('/') {
                    return Some("slash");
                }
                tail.push('/');
                is_whole = false;
                break;
            }
            Piece::Unknown(_) => {
                is_whole = false;
                break;
            }
        }
    }
    if tail.is_empty() {
        return is_whole.then_some("bare");
    }
    let mut segments = tail.strip_prefix('/')?.split('/');
    let count = segments.clone().count();
    if is_whole && count < missing && !tail.contains(['*', '?']) {
        return Some("bare");
    }
    // Without a slash after it, the segment may go on in what is not known.
    let is_any = segments.nth(missing - 2) == Some("ANY");
    (is_any && (is_whole || count >= missing)).then_some("method")
}

fn is_path(symbol: &Symbol) -> bool {
    symbol.attribute_of(&["aws_api_gateway_resource"]) == Some("path")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{Address, InstanceKey, ModulePath};

    fn symbol(r#type: &str, attribute: &str) -> Piece {
        let address = Address {
            module: ModulePath::default(),
            kind: "resource".into(),
            labels: vec![r#type.into(), "x".into()],
            key: InstanceKey::None,
        };
        Piece::Unknown(Some(Symbol { address, path: vec![attribute.into()] }.into()))
    }

    fn of_api(tail: &str) -> Text {
        Text::of([symbol(REST_API, "execution_arn"), Piece::Known(tail.into())])
    }

    #[test]
    fn requests_that_exist_are_let_through() {
        for tail in
            ["/*", "/*/*", "*", "/*/*/*", "/prod/GET/orders", "/prod/GET/", "/*/GET", "/*/*/ANY"]
        {
            assert_eq!(fault(&of_api(tail)), None, "{tail}");
        }
        let path = symbol("aws_api_gateway_resource", "path");
        assert_eq!(fault(&of_api("/*/GET").followed_by(&Text::of([path]))), None);
        let unknown = Text::of([Piece::Unknown(None)]);
        assert_eq!(fault(&of_api("/*/ANY").followed_by(&unknown)), None);
        assert_eq!(fault(&of_api("").followed_by(&unknown)), None);
        assert_eq!(
            fault(&Text::of([symbol(STAGE, "execution_arn"), Piece::Known("/*/*".into())])),
            None
        );
        assert_eq!(fault(&Text::of([symbol("aws_apigatewayv2_api", "execution_arn")])), None);
        assert_eq!(fault(&Text::known("arn:aws:s3:::bucket")), None);
    }

    #[test]
    fn others_are_not() {
        assert_eq!(fault(&of_api("")), Some("bare"));
        assert_eq!(fault(&of_api("/prod")), Some("bare"));
        assert_eq!(fault(&of_api("/prod/GET")), Some("bare"));
        assert_eq!(fault(&Text::of([symbol(STAGE, "execution_arn")])), Some("bare"));
        assert_eq!(fault(&Text::of([symbol(REST_API, "arn")])), Some("apigateway"));
        let managed = "arn:aws:apigateway:us-east-1::/restapis/a1b2c3";
        assert_eq!(fault(&Text::known(managed)), Some("apigateway"));
        assert_eq!(fault(&of_api("/*/ANY/orders")), Some("method"));
        let path = Text::of([symbol("aws_api_gateway_resource", "path")]);
        assert_eq!(fault(&of_api("/*/ANY").followed_by(&path)), Some("method"));
        assert_eq!(fault(&of_api("/*/GET/").followed_by(&path)), Some("slash"));
        let staged = Text::of([
            symbol(REST_API, "execution_arn"),
            Piece::Known("/".into()),
            symbol(STAGE, "stage_name"),
            Piece::Known("/ANY/orders".into()),
        ]);
        assert_eq!(fault(&staged), Some("method"));
    }

    #[test]
    fn only_apis_have_such_arns() {
        assert_eq!(is_execute_api_arn(&of_api("/*")), Truth::True);
        let literal = "arn:aws:execute-api:us-east-1:123456789012:a1b2c3/*";
        assert_eq!(is_execute_api_arn(&Text::known(literal)), Truth::True);
        assert_eq!(is_execute_api_arn(&Text::known("arn:aws:s3:::bucket")), Truth::False);
        assert_eq!(is_execute_api_arn(&Text::of([Piece::Unknown(None)])), Truth::Unknown);
    }
}
