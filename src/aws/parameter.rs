//! Parameter mappings of HTTP and WebSocket APIs: what of a request or a response an integration changes.
//!
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html> and
//! <https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html>

use super::mapping::{is_static, named, test};
use crate::ask::Function;
use crate::functions::Parameter;
use crate::value::{Kind, Text, Truth};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_mapping.is_request_action",
        doc: "whether it is a key of the `request_parameters` of an HTTP API, as `append:header.NAME`",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_request_action)),
    },
    Function {
        name: "parse_mapping.is_response_action",
        doc: "whether it is a key of the `response_parameters` of an HTTP API, as `overwrite:statuscode`",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_response_action)),
    },
    Function {
        name: "parse_mapping.is_unreserved",
        doc: "whether such a key is about no header that only API Gateway sets",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_unreserved)),
    },
    Function {
        name: "parse_mapping.is_websocket_key",
        doc: "whether it is a key of the `request_parameters` of a WebSocket API",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_websocket_key)),
    },
    Function {
        name: "parse_mapping.is_websocket_value",
        doc: "whether it is a value of the `request_parameters` of a WebSocket API",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_websocket_value)),
    },
];

/// What is done with a header or a parameter of the query.
const ACTIONS: [&str; 3] = ["append:", "overwrite:", "remove:"];

/// Headers that cannot be mapped, and how others of them begin.
const RESERVED: [&str; 18] = [
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-location",
    "forwarded",
    "keep-alive",
    "origin",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailers",
    "transfer-encoding",
    "upgrade",
    "via",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
];
const RESERVED_BEGINNINGS: [&str; 4] = ["access-control-", "apigw-", "x-amz-", "x-amzn-"];

/// Places of the request to the back end of a WebSocket API.
const WEBSOCKET_KEYS: [&str; 3] = [
    "integration.request.header.",
    "integration.request.path.",
    "integration.request.querystring.",
];

/// The guide writes `route.request`, the reference of the API `method.request`.
const WEBSOCKET_SOURCES: [&str; 4] =
    ["context.", "method.request.", "route.request.", "stageVariables."];

/// Whether upper case matters to AWS is not known.
fn lower(text: &Text) -> Text {
    text.map_pieces(str::to_lowercase)
}

fn acts_on(text: &Text, places: &[&str]) -> Truth {
    let prefixes: Vec<String> = ACTIONS
        .iter()
        .flat_map(|action| places.iter().map(move |place| format!("{action}{place}")))
        .collect();
    let prefixes: Vec<&str> = prefixes.iter().map(String::as_str).collect();
    named(text, &prefixes)
}

fn is_request_action(text: &Text) -> Truth {
    let text = lower(text);
    acts_on(&text, &["header.", "querystring."]).or(text.equals(&Text::known("overwrite:path")))
}

fn is_response_action(text: &Text) -> Truth {
    let text = lower(text);
    acts_on(&text, &["header."]).or(text.equals(&Text::known("overwrite:statuscode")))
}

fn is_unreserved(text: &Text) -> Truth {
    let text = lower(text);
    let is_reserved = ACTIONS.iter().map(|action| {
        let exact =
            RESERVED.iter().map(|name| text.equals(&Text::known(format!("{action}header.{name}"))));
        let begins = RESERVED_BEGINNINGS
            .iter()
            .map(|name| text.starts_with(&format!("{action}header.{name}")));
        Truth::any(exact.chain(begins))
    });
    !Truth::any(is_reserved)
}

fn is_websocket_key(text: &Text) -> Truth {
    named(text, &WEBSOCKET_KEYS)
}

fn is_websocket_value(text: &Text) -> Truth {
    // `$context.x` is how other places spell it.
    Truth::any([
        text.is_empty(),
        text.starts_with("$"),
        is_static(text),
        named(text, &WEBSOCKET_SOURCES),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::text;

    #[test]
    fn a_request_has_headers_parameters_and_a_path() {
        for key in [
            "append:header.X-A",
            "overwrite:querystring.a.b",
            "remove:header.x",
            "overwrite:path",
            "Append:Header.x",
        ] {
            assert_eq!(is_request_action(&text(key)), Truth::True, "{key}");
        }
        for key in [
            "badaction:header.x",
            "append:path",
            "remove:path",
            "append:header.",
            "append:body.x",
            "header.x",
            "integration.request.header.x",
        ] {
            assert_eq!(is_request_action(&text(key)), Truth::False, "{key}");
        }
    }

    #[test]
    fn a_response_has_headers_and_a_status() {
        for key in ["append:header.X-A", "overwrite:statuscode", "overwrite:statusCode"] {
            assert_eq!(is_response_action(&text(key)), Truth::True, "{key}");
        }
        for key in [
            "append:querystring.a",
            "overwrite:path",
            "append:statuscode",
            "append:overwrite.static",
        ] {
            assert_eq!(is_response_action(&text(key)), Truth::False, "{key}");
        }
    }

    #[test]
    fn what_is_not_known_of_a_key_does_not_hide_the_rest() {
        assert_eq!(is_request_action(&text("append:header.?")), Truth::True);
        assert_eq!(is_request_action(&text("append:?")), Truth::Unknown);
        assert_eq!(is_request_action(&text("?:header.x")), Truth::Unknown);
        assert_eq!(is_request_action(&text("set:header.?")), Truth::False);
        assert_eq!(is_response_action(&text("append:querystring.?")), Truth::False);
        assert_eq!(is_unreserved(&text("append:header.x-amz-?")), Truth::False);
        assert_eq!(is_unreserved(&text("append:header.?")), Truth::Unknown);
        assert_eq!(is_unreserved(&text("append:querystring.?")), Truth::True);
        assert_eq!(is_websocket_key(&text("integration.request.path.?")), Truth::True);
        assert_eq!(is_websocket_key(&text("?.path.x")), Truth::Unknown);
    }

    #[test]
    fn some_headers_are_reserved() {
        for key in [
            "overwrite:header.Authorization",
            "append:header.Access-Control-Allow-Origin",
            "remove:header.TE",
        ] {
            assert_eq!(is_unreserved(&text(key)), Truth::False, "{key}");
        }
        for key in
            ["overwrite:header.X-Authorization", "append:querystring.via", "append:header.tes"]
        {
            assert_eq!(is_unreserved(&text(key)), Truth::True, "{key}");
        }
    }

    #[test]
    fn a_websocket_api_takes_from_the_route() {
        for value in [
            "route.request.header.X-A",
            "method.request.querystring.a",
            "context.connectionId",
            "stageVariables.a",
            "'value1'",
            "''",
            "$context.connectionId",
        ] {
            assert_eq!(is_websocket_value(&text(value)), Truth::True, "{value}");
        }
        for value in
            ["value1", "request.header.x", "integration.request.header.x", "route.request."]
        {
            assert_eq!(is_websocket_value(&text(value)), Truth::False, "{value}");
        }
        assert_eq!(is_websocket_key(&text("append:header.x")), Truth::False);
    }
}
