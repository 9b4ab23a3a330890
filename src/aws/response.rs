//! Mapping expressions of responses: which part of the back end's answer becomes which header of the API's.

use super::mapping::{is_static, named, test};
use crate::ask::Function;
use crate::functions::Parameter;
use crate::value::{Kind, Text, Truth};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_mapping.is_response_key",
        doc: "whether it is a key of `response_parameters`",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_response_key)),
    },
    Function {
        name: "parse_mapping.is_response_value",
        doc: "whether it is a value of `response_parameters`",
        parameters: &[Parameter::ANY_OR_NULL.named("expression")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(test(args, is_response_value)),
    },
];

/// What a header can be taken from, beside the whole body and a fixed text.
const SOURCES: [&str; 5] = [
    "context.",
    "integration.response.body.",
    "integration.response.header.",
    "integration.response.multivalueheader.",
    "stageVariables.",
];

fn is_response_key(text: &Text) -> Truth {
    named(text, &["method.response.header."])
}

fn is_response_value(text: &Text) -> Truth {
    Truth::any([
        text.is_empty(),
        text.equals(&Text::known("integration.response.body")),
        // `$context.x` is how other places spell it; whether it is taken here is not certain.
        text.starts_with("$"),
        is_static(text),
        named(text, &SOURCES),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_forms_are_mappings() {
        for value in [
            "'*'",
            "''",
            "integration.response.body",
            "integration.response.body.error.code",
            "integration.response.header.Location",
            "integration.response.multivalueheader.Set-Cookie",
            "stageVariables.origin",
            "context.requestId",
            "$context.requestId",
            "",
        ] {
            assert_eq!(is_response_value(&Text::known(value)), Truth::True, "{value}");
        }
        assert_eq!(is_response_key(&Text::known("method.response.header.X-A")), Truth::True);
    }

    #[test]
    fn other_forms_are_not() {
        for value in
            ["*", "true", "'*", "method.response.header.X-A", "integration.response.header."]
        {
            assert_eq!(is_response_value(&Text::known(value)), Truth::False, "{value}");
        }
        for key in ["X-A", "method.response.header.", "integration.response.header.X-A"] {
            assert_eq!(is_response_key(&Text::known(key)), Truth::False, "{key}");
        }
    }
}
