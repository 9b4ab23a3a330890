//! The status code in the request template of a `MOCK` integration.

use crate::ask::Function;
use crate::functions::Parameter;
use crate::value::Value;

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "mock_status",
    doc: "what a `MOCK` integration's template has after `statusCode`, with its quotes; `null` if nothing",
    parameters: &[Parameter::ANY_OR_NULL],
    rest: None,
    result: None,
    compute: |args, _| Ok(mock_status(args)),
}];

const KEY: &str = "statusCode";

/// What is written after `statusCode` in a template, with its quotes; `null` if that does not stand in it. A template with
/// statements or variables of VTL writes whatever they make of it, and is not known.
fn mock_status(args: &[Value]) -> Value {
    let Some(value) = args.first() else { return Value::refused() };
    let Some(template) = value.as_str() else { return Value::anything() };
    if template.contains(['#', '$']) {
        return Value::anything();
    }
    let mut parts = template.split(KEY);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(_), None, _) => Value::null(),
        (Some(before), Some(after), None) => {
            written(before, after).map_or_else(Value::anything, Value::string)
        }
        // One of them may be a text.
        _ => Value::anything(),
    }
}

/// The value of a key at the beginning or the end of an object, with or without quotes around the key.
fn written<'t>(before: &'t str, after: &'t str) -> Option<&'t str> {
    let quote = ['"', '\''].into_iter().find(|quote| before.ends_with(*quote));
    let (before, after) = match quote {
        Some(quote) => (before.strip_suffix(quote)?, after.strip_prefix(quote)?),
        None => (before, after),
    };
    let before = before.trim_start();
    let is_key = before.starts_with('{') && before.trim_end().ends_with(['{', ',']);
    let value = after.trim_start().strip_prefix(':')?.trim_start();
    let end = match value.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        Some(quote) => value.get(1..)?.find(quote)? + 2,
        None => value.find([',', '}'])?,
    };
    let is_whole = value.get(end..)?.trim_start().starts_with([',', '}']);
    (is_key && is_whole).then_some(value.get(..end)?.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(template: &str) -> Value {
        mock_status(&[Value::string(template)])
    }

    #[test]
    fn the_value_is_found_as_it_is_written() {
        for (template, wanted) in [
            ("{\"statusCode\": 200}", "200"),
            ("{ statusCode: 200 }", "200"),
            ("{'statusCode':'200'}", "'200'"),
            ("{\n  \"message\": \"x\",\n  \"statusCode\": \"404\"\n}\n", "\"404\""),
            ("{\"statusCode\": 20, \"a\": 1}", "20"),
        ] {
            assert_eq!(status(template).as_str(), Some(wanted), "{template}");
        }
        assert!(matches!(status("{\"status\": 200}").data, crate::value::Data::Null));
    }

    #[test]
    fn what_is_no_plain_object_is_not_judged() {
        for template in [
            "#set($status = 200){\"statusCode\": $status}",
            "{\"statusCode\": 200, \"old\": {\"statusCode\": 404}}",
            "{\\\"statusCode\\\": 200}",
            "statusCode: 200",
            "{\"statusCode\": 200",
            "{\"statusCode\" 200}",
            "{\"a\": \"statusCode\"}",
        ] {
            let value = status(template);
            assert!(matches!(value.data, crate::value::Data::Unknown(_)), "{template}");
        }
    }
}
