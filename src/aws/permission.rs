//! The `source_arn` of a Lambda permission: which requests of which API it lets through.

use super::arn::Arn;
use super::invoking::{Invoking, is_with};
use super::request::{Api, DEPLOYMENT, REST_API, Request, STAGE, first_symbol, split_at_slash};
use super::route::Route;
use super::{INTEGRATION, function};
use crate::ask::{Function, Site, is_open};
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Data, Kind, Piece, Symbol, Text, Truth, Unknown, Value};
use crate::world::{Filter, Wanted};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "answers_elsewhere",
        doc: "an integration with the function, if the `source_arn` matches no request to any of them; `null` if it may",
        parameters: &[
            Parameter::ANY_OR_NULL.named("source_arn"),
            Parameter::ANY_OR_NULL.named("function_name"),
        ],
        rest: None,
        result: None,
        compute: |args, site| Ok(answers_elsewhere(args, site)),
    },
    Function {
        name: "parse_source_arn.api",
        doc: "what stands in the place of the API's id, where it was put together by hand, or is no ARN",
        parameters: &[Parameter::ANY_OR_NULL.named("arn")],
        rest: None,
        result: None,
        compute: |args, _| Ok(api_in_arn(args)),
    },
    Function {
        name: "parse_source_arn.is_of_api",
        doc: "whether it is that of an API",
        parameters: &[Parameter::ANY_OR_NULL.named("arn")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| {
            Ok({
                let text = args.first().and_then(to_text_or_unknown);
                let is_null = args.first().map_or(Truth::True, Value::is_null);
                Value::truth(match text {
                    Some(text) => is_execute_api_arn(&text),
                    None if is_null == Truth::True => Truth::False,
                    None => Truth::Unknown,
                })
            })
        },
    },
    Function {
        name: "parse_source_arn.fault",
        doc: "why no request matches it: `apigateway`, `apigatewayv2`, `id`, `bare`, `method` or `slash`; `null` if one may",
        parameters: &[Parameter::ANY_OR_NULL.named("arn")],
        rest: None,
        result: None,
        compute: |args, _| {
            Ok({
                let text = args.first().and_then(to_text_or_unknown);
                let fault = text.as_ref().and_then(fault);
                fault.map_or_else(Value::null, Value::string)
            })
        },
    },
];

/// Whatever has an `execution_arn`.
const APIS: [&str; 5] =
    [REST_API, STAGE, DEPLOYMENT, "aws_apigatewayv2_api", "aws_apigatewayv2_stage"];

/// An HTTP or WebSocket API, and what has the ARN of one.
const HTTP_OR_SOCKET: [&str; 2] = ["aws_apigatewayv2_api", "aws_apigatewayv2_stage"];

/// Whether it is, or begins with, the ARN of requests to an API.
fn is_execute_api_arn(text: &Text) -> Truth {
    let attribute = first_symbol(text).and_then(|symbol| symbol.attribute_of(&APIS));
    if attribute == Some("execution_arn") {
        return Truth::True;
    }
    // The `arn` of something else is of its own service.
    let is_of_another = |symbol: &Symbol| {
        let r#type = symbol.address.resource_type();
        let is_single =
            symbol.path.len() == 1 && symbol.path.first().is_some_and(|n| &**n == "arn");
        is_single
            && &*symbol.address.kind == "resource"
            && r#type.starts_with("aws_")
            && !r#type.contains("api_gateway")
            && !r#type.contains("apigateway")
    };
    if first_symbol(text).is_some_and(is_of_another) {
        return Truth::False;
    }
    Arn::is_arn(text).and(Arn::of(text).has_service("execute-api"))
}

/// What stands in the place of the API's id where the ARN was put together by hand, and what begins a text that is no ARN;
/// `null` elsewhere.
fn api_in_arn(args: &[Value]) -> Value {
    let Some(text) = args.first().and_then(to_text_or_unknown) else { return Value::null() };
    let id = match Request::of(&text).map(|request| request.api) {
        Some(Api::Text(id)) => id,
        None if Arn::is_arn(&text) != Truth::True => split_at_slash(&text).0,
        Some(Api::Rest(_) | Api::Stage(_)) | None => return Value::null(),
    };
    match id.pieces() {
        [Piece::Unknown(Some(symbol))] => {
            Value::unknown(Unknown::symbol(Symbol::clone(symbol))).not_null()
        }
        _ => Value::new(Data::String(id)),
    }
}

/// The REST API whose requests an ARN names; unknown where it is not seen.
fn api_of_arn(args: &[Value], site: &Site) -> Value {
    let text = args.first().and_then(to_text_or_unknown);
    let address = match text.as_ref().and_then(Request::of).map(|request| request.api) {
        Some(Api::Rest(address)) => Some(address),
        Some(Api::Stage(address)) => {
            let stage = site.world().block(&address);
            let id = stage.map(|stage| stage.written("rest_api_id"));
            let is_id = |symbol: &&Symbol| symbol.attribute_of(&[REST_API]) == Some("id");
            id.and_then(|id| id.symbol().filter(is_id).map(|symbol| symbol.address.clone()))
        }
        Some(Api::Text(_)) | None => None,
    };
    let address = address.filter(|address| &*address.kind == "resource");
    let block = address.and_then(|address| site.world().block(&address));
    block.map_or_else(Value::anything, |block| Value::new(Data::Block(block)))
}

/// An integration with the function, where the ARN matches no request to any of them; `null` where it may match one, or
/// where there is none; unknown where not all of them are seen.
fn answers_elsewhere(args: &[Value], site: &Site) -> Value {
    let [arn, named] = args else { return Value::refused() };
    let text = to_text_or_unknown(arn);
    let request = text.as_ref().and_then(Request::of);
    let function = function::block(named, site);
    // A function that is named by itself is not looked for.
    let is_elsewhere = function.is_none() && named.is_wholly_known();
    if is_elsewhere || request.as_ref().is_some_and(Request::is_any) {
        return Value::null();
    }
    let (Some(request), Some(function), Data::Block(api)) =
        (request, function, api_of_arn(args.get(..1).unwrap_or_default(), site).data)
    else {
        return Value::anything();
    };
    let filter: Filter = vec![("rest_api_id".into(), Wanted::Block(Arc::clone(&api)))];
    let name = api.address.to_string();
    let of_api = site.world().once(&name, || Invoking::of(&filter, site));
    let is_seen = !of_api.may_be_more && !is_open(INTEGRATION, &filter, site);
    if !is_seen || api.written("body").is_null() != Truth::True {
        return Value::anything();
    }
    let mut elsewhere = Value::null();
    let route = Route::of_request(&request, site);
    for integration in of_api.that_may_invoke(&function) {
        let is_with = is_with(&integration.block.written("uri"), &function, site);
        if is_with == Truth::False {
            continue;
        }
        if route.may_meet(integration.route(site)) {
            return if is_with == Truth::True { Value::null() } else { Value::anything() };
        }
        if is_with == Truth::True {
            elsewhere = Value::new(Data::Block(Arc::clone(&integration.block)));
        }
    }
    elsewhere
}

/// Why no request has such an ARN: `apigateway` is the ARN of the API as an object to manage, `apigatewayv2` that of an HTTP or
/// WebSocket API, `id` has something else than
/// the API's id in its place, `bare` ends before the method and the path, `method` names `ANY`, which is the method of no
/// request, and `slash` has two slashes before the path. `None` where some request may.
fn fault(text: &Text) -> Option<&'static str> {
    let is_managed = first_symbol(text)
        .is_some_and(|symbol| symbol.attribute_of(&[REST_API, STAGE]) == Some("arn"));
    if is_managed || Arn::is_arn(text).and(Arn::of(text).has_service("apigateway")) == Truth::True {
        return Some("apigateway");
    }
    if first_symbol(text).is_some_and(|symbol| symbol.attribute_of(&HTTP_OR_SOCKET) == Some("arn"))
    {
        return Some("apigatewayv2");
    }
    let request = Request::of(text)?;
    let pieces = match &request.api {
        Api::Text(text) => text.pieces(),
        Api::Rest(_) | Api::Stage(_) => &[],
    };
    match pieces {
        [Piece::Unknown(Some(symbol))] if is_no_id(symbol) => Some("id"),
        [] | [_] => after(&request),
        _ => None,
    }
}

/// Whether the attribute of a resource is certainly no id of an API.
fn is_no_id(symbol: &Symbol) -> bool {
    let of_api = symbol.attribute_of(&[REST_API]);
    let of_part = symbol.attribute_of(&["aws_api_gateway_resource", STAGE, DEPLOYMENT]);
    &*symbol.address.kind == "resource"
        && (matches!(of_api, Some("root_resource_id" | "arn" | "execution_arn"))
            || matches!(of_part, Some("id" | "arn" | "execution_arn" | "path")))
}

/// In the place of a segment of which only its ends are known.
const SEGMENT: char = '\u{0}';

/// The same, of what follows the API or a stage, to which so many segments are missing.
fn after(request: &Request) -> Option<&'static str> {
    let pieces = request.tail.pieces();
    let mut tail = String::new();
    let mut is_whole = true;
    for (position, piece) in pieces.iter().enumerate() {
        let next = pieces.get(position + 1);
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
            // What stands between two slashes is taken to hold none.
            Piece::Unknown(_) if tail.ends_with('/') && is_slash(next) => tail.push(SEGMENT),
            Piece::Unknown(_) => {
                is_whole = false;
                break;
            }
        }
    }
    let (missing, is_rest) = (request.missing(), request.api.is_rest());
    if tail.is_empty() {
        return (is_whole && request.api.is_certain()).then_some("bare");
    }
    let mut segments = tail.strip_prefix('/')?.split('/');
    // `authorizers/ID` is what a call of an authorizer has there.
    if segments.clone().next() == Some("authorizers") {
        return None;
    }
    let count = segments.clone().count();
    if is_whole && is_rest && count < missing && !tail.contains(['*', '?', SEGMENT]) {
        return Some("bare");
    }
    // Without a slash after it, the segment may go on in what is not known. What stands last may be the route of a
    // WebSocket API.
    let is_any = segments.nth(missing - 2) == Some("ANY");
    (is_any && ((is_whole && is_rest) || count >= missing)).then_some("method")
}

fn is_slash(piece: Option<&Piece>) -> bool {
    matches!(piece, Some(Piece::Known(text)) if text.starts_with('/'))
}

fn is_path(symbol: &Symbol) -> bool {
    symbol.attribute_of(&["aws_api_gateway_resource"]) == Some("path")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::exported;

    /// An ARN that was put together by hand.
    fn by_hand(id: Piece, tail: &str) -> Text {
        let before = Piece::Known("arn:aws:execute-api:".into());
        let account = Piece::Known(":123456789012:".into());
        Text::of([before, Piece::Unknown(None), account, id, Piece::Known(tail.into())])
    }

    fn of_api(tail: &str) -> Text {
        Text::of([exported(REST_API, "execution_arn"), Piece::Known(tail.into())])
    }

    #[test]
    fn requests_that_exist_are_let_through() {
        for tail in
            ["/*", "/*/*", "*", "/*/*/*", "/prod/GET/orders", "/prod/GET/", "/*/GET", "/*/*/ANY"]
        {
            assert_eq!(fault(&of_api(tail)), None, "{tail}");
        }
        let path = exported("aws_api_gateway_resource", "path");
        assert_eq!(fault(&of_api("/*/GET").followed_by(&Text::of([path]))), None);
        let unknown = Text::of([Piece::Unknown(None)]);
        assert_eq!(fault(&of_api("/*/ANY").followed_by(&unknown)), None);
        assert_eq!(fault(&of_api("").followed_by(&unknown)), None);
        assert_eq!(
            fault(&Text::of([exported(STAGE, "execution_arn"), Piece::Known("/*/*".into())])),
            None
        );
        assert_eq!(fault(&Text::of([exported("aws_apigatewayv2_api", "execution_arn")])), None);
        assert_eq!(fault(&Text::of([exported("aws_apigatewayv2_api", "id")])), None);
        assert_eq!(fault(&Text::known("arn:aws:s3:::bucket")), None);
    }

    #[test]
    fn others_are_not() {
        assert_eq!(fault(&of_api("")), Some("bare"));
        assert_eq!(fault(&of_api("/prod")), Some("bare"));
        assert_eq!(fault(&of_api("/prod/GET")), Some("bare"));
        assert_eq!(fault(&Text::of([exported(STAGE, "execution_arn")])), Some("bare"));
        assert_eq!(fault(&Text::of([exported(REST_API, "arn")])), Some("apigateway"));
        let managed = "arn:aws:apigateway:us-east-1::/restapis/a1b2c3";
        assert_eq!(fault(&Text::known(managed)), Some("apigateway"));
        let http = Text::of([exported("aws_apigatewayv2_api", "arn"), Piece::Known("/*/*".into())]);
        assert_eq!(fault(&http), Some("apigatewayv2"));
        assert_eq!(fault(&of_api("/*/ANY/orders")), Some("method"));
        let path = Text::of([exported("aws_api_gateway_resource", "path")]);
        assert_eq!(fault(&of_api("/*/ANY").followed_by(&path)), Some("method"));
        assert_eq!(fault(&of_api("/*/GET/").followed_by(&path)), Some("slash"));
        let staged = Text::of([
            exported(REST_API, "execution_arn"),
            Piece::Known("/".into()),
            exported(STAGE, "stage_name"),
            Piece::Known("/ANY/orders".into()),
        ]);
        assert_eq!(fault(&staged), Some("method"));
    }

    #[test]
    fn an_arn_that_was_put_together_by_hand_is_read_too() {
        let id = || exported(REST_API, "id");
        let variable = || Piece::Unknown(None);
        assert_eq!(fault(&by_hand(id(), "/*/ANY/orders")), Some("method"));
        assert_eq!(fault(&by_hand(variable(), "/*/ANY/orders")), Some("method"));
        assert_eq!(fault(&by_hand(Piece::Known("a1b2c3d4e5".into()), "/*/ANY/x")), Some("method"));
        assert_eq!(fault(&by_hand(id(), "")), Some("bare"));
        assert_eq!(fault(&by_hand(id(), "/prod")), Some("bare"));
        assert_eq!(fault(&by_hand(exported(REST_API, "root_resource_id"), "/*/*")), Some("id"));
        assert_eq!(fault(&by_hand(id(), "/*/GET/orders")), None);
        assert_eq!(fault(&by_hand(variable(), "")), None);
        assert_eq!(fault(&by_hand(variable(), "/prod/ANY")), None);
        assert_eq!(fault(&by_hand(exported("aws_apigatewayv2_api", "id"), "/*/ANY")), None);
        assert_eq!(fault(&by_hand(Piece::Known("*".into()), "/*/ANY/x")), None);
    }

    #[test]
    fn a_stage_that_is_not_known_is_one_segment() {
        let staged = |before: &str, after: &str| {
            let arn = exported(REST_API, "execution_arn");
            let (before, after) = (Piece::Known(before.into()), Piece::Known(after.into()));
            fault(&Text::of([arn, before, Piece::Unknown(None), after]))
        };
        assert_eq!(staged("/", "/ANY/orders"), Some("method"));
        assert_eq!(staged("/", "/ANY"), Some("method"));
        assert_eq!(staged("/", "/GET"), None);
        assert_eq!(staged("/v", "/ANY/orders"), None);
        assert_eq!(staged("/*/", "/ANY/orders"), None);
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
