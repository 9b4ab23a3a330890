//! Mapping expressions: which part of a request becomes which part of the request to the back end.
//!
//! The grammar is that of "Request and response data mapping" in the developer guide of API Gateway.

use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Data, Kind, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_mapping.declared_as",
        doc: "the key under which the method declares the parameter",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: None,
        compute: |args, _| Ok(declared_parameter(args)),
    },
    Function {
        name: "parse_mapping.is_key",
        doc: "whether it is a key of the integration's `request_parameters`",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_mapping_key)),
    },
    Function {
        name: "parse_mapping.is_value",
        doc: "whether it is a value of the integration's `request_parameters`",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_mapping_value)),
    },
    Function {
        name: "parse_mapping.is_method_key",
        doc: "whether it is a key of the method's `request_parameters`",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_method_key)),
    },
    Function {
        name: "parse_mapping.is_parameter",
        doc: "whether it is a parameter of the method",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_method_parameter)),
    },
];

/// Whether names with dots between that begin so are a mapping expression: no resource type is called like that.
pub(crate) fn is_mapping(root: &str, next: Option<&str>) -> bool {
    match root {
        "method" | "integration" => matches!(next, Some("request" | "response")),
        "context" => next.is_some(),
        _ => false,
    }
}

/// Places of the request to the back end.
const KEYS: [&str; 3] = [
    "integration.request.header.",
    "integration.request.path.",
    "integration.request.querystring.",
];

/// Places of the request of which the method declares the names.
const PARAMETERS: [&str; 5] = [
    "method.request.header.",
    "method.request.multivalueheader.",
    "method.request.multivaluequerystring.",
    "method.request.path.",
    "method.request.querystring.",
];

/// What need not be declared: the body or a part of it, stage variables and the context.
const SOURCES: [&str; 3] = ["context.", "method.request.body.", "stageVariables."];

/// `null` and an empty text are no mapping, and so not a wrong one.
pub(super) fn test(args: &[Value], holds: fn(&Text) -> Truth) -> Value {
    let Some(value) = args.first() else { return Value::refused() };
    if matches!(value.data, Data::Null) {
        return Value::bool(true);
    }
    Value::truth(to_text_or_unknown(value).map_or(Truth::Unknown, |text| holds(&text)))
}

/// Whether a name follows one of the prefixes. The guide allows letters, digits and `._$-`; only a name without
/// anything or with a blank is certainly none.
pub(super) fn named(text: &Text, prefixes: &[&str]) -> Truth {
    let is_name = |name: &str| !name.is_empty() && !name.contains(char::is_whitespace);
    let each = |prefix: &&str| match text.as_known() {
        Some(known) => Truth::from(known.strip_prefix(*prefix).is_some_and(is_name)),
        None => text.starts_with(prefix),
    };
    Truth::any(prefixes.iter().map(each))
}

fn is_mapping_key(text: &Text) -> Truth {
    named(text, &KEYS)
}

fn is_method_parameter(text: &Text) -> Truth {
    named(text, &PARAMETERS)
}

/// Whether a method can declare it. The guide has no names of multiple values there; that AWS refuses them is not certain.
fn is_method_key(text: &Text) -> Truth {
    let [header, _, _, path, querystring] = PARAMETERS;
    let multiple = text.starts_with("method.request.multivalue");
    named(text, &[header, path, querystring]).or(multiple.and(Truth::Unknown))
}

fn is_mapping_value(text: &Text) -> Truth {
    let body = text.equals(&Text::known("method.request.body"));
    // `$context.x` is how other places spell it; whether it is taken here is another rule's to say.
    let dollar = text.starts_with("$");
    Truth::any([
        text.is_empty(),
        body,
        dollar,
        is_static(text),
        named(text, &SOURCES),
        is_method_parameter(text),
    ])
}

/// Whether it is `'text'`.
pub(super) fn is_static(text: &Text) -> Truth {
    let quoted = text.starts_with("'").and(text.ends_with("'"));
    if text.as_known() == Some("'") { Truth::False } else { quoted }
}

/// The key under which a method declares the parameter: one key declares the single and the multiple values.
fn declared_parameter(args: &[Value]) -> Value {
    let Some(value) = args.first() else { return Value::refused() };
    match value.as_str() {
        Some(text) => {
            let key = text
                .replacen("method.request.multivaluequerystring.", "method.request.querystring.", 1)
                .replacen("method.request.multivalueheader.", "method.request.header.", 1);
            Value::string(key).at(value.origin.clone())
        }
        None => Value::anything(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, Truth, is_mapping_key, is_mapping_value, is_method_key};

    #[test]
    fn the_documented_forms_are_mappings() {
        for value in [
            "method.request.path.id",
            "method.request.querystring.a.b",
            "method.request.multivalueheader.X-A",
            "method.request.body",
            "method.request.body.petstore.pets[0].name",
            "stageVariables.host",
            "context.identity.sourceIp",
            "'static'",
            "''",
            "$context.requestId",
            "",
        ] {
            assert_eq!(is_mapping_value(&Text::known(value)), Truth::True, "{value}");
        }
        assert_eq!(is_mapping_key(&Text::known("integration.request.header.X-A")), Truth::True);
    }

    #[test]
    fn other_forms_are_not() {
        for value in [
            "static",
            "true",
            "\"x\"",
            "'x",
            "'",
            "integration.request.path.id",
            "method.request.path.",
        ] {
            assert_eq!(is_mapping_value(&Text::known(value)), Truth::False, "{value}");
        }
        for key in [
            "method.request.path.id",
            "integration.request.path.",
            "X-A",
            "integration.request.body",
        ] {
            assert_eq!(is_mapping_key(&Text::known(key)), Truth::False, "{key}");
        }
    }

    #[test]
    fn a_method_declares_headers_and_parameters_of_the_path_and_the_query() {
        let is_key = |key| is_method_key(&Text::known(key));
        assert_eq!(is_key("method.request.header.X-A"), Truth::True);
        assert_eq!(is_key("method.request.path.id"), Truth::True);
        assert_eq!(is_key("method.request.multivalueheader.X-A"), Truth::Unknown);
        assert_eq!(is_key("method.request.body"), Truth::False);
        assert_eq!(is_key("integration.request.path.id"), Truth::False);
        assert_eq!(is_key("id"), Truth::False);
    }
}
