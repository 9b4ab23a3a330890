//! The schema of a model: JSON Schema, of which AWS takes draft 4.

use crate::ask::{self, Asked, Function};
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Data, Sequence, Truth, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    field(
        "parse_schema.has_empty_required",
        "whether a `required` in it is an empty list; unknown where none is",
        |args, _| Ok(has_empty_required(args)),
    ),
    field("parse_schema.references", "each `$ref` in it that is known", |args, _| {
        Ok(texts(args, "$ref"))
    }),
    field("parse_schema.types", "each `type` in it that is known", |args, _| {
        Ok(texts(args, "type"))
    }),
];

const fn field(name: &'static str, doc: &'static str, compute: Asked) -> Function {
    const SCHEMA: &[Parameter] = &[Parameter::ANY_OR_NULL.named("schema")];
    Function { name, doc, parameters: SCHEMA, rest: None, result: None, compute }
}

/// Keywords whose value is a schema, or a list of schemas.
const SCHEMAS: [&str; 7] =
    ["additionalItems", "additionalProperties", "allOf", "anyOf", "items", "not", "oneOf"];
/// Keywords whose value has a schema for each name.
const NAMED: [&str; 3] = ["definitions", "patternProperties", "properties"];

/// The texts under a keyword, in the schema and in those in it.
fn texts(args: &[Value], keyword: &str) -> Value {
    let Some(schemas) = schemas(args) else { return Value::anything() };
    let found = schemas.iter().filter_map(|schema| entry(schema, keyword));
    let each = |value: Value| listed(&value).map_or_else(|| vec![value.clone()], <[_]>::to_vec);
    let texts = found.flat_map(each).filter(|value| value.as_str().is_some()).collect();
    Value::new(Data::Sequence(Sequence::List, Arc::new(texts)))
}

fn has_empty_required(args: &[Value]) -> Value {
    let schemas = schemas(args).unwrap_or_default();
    let mut required = schemas.iter().filter_map(|schema| entry(schema, "required"));
    let has_empty = required.any(|value| listed(&value).is_some_and(<[_]>::is_empty));
    Value::truth(if has_empty { Truth::True } else { Truth::Unknown })
}

/// The schema and those in it; `None` where it is not known. What describes a property of the name `type` is none of its types.
fn schemas(args: &[Value]) -> Option<Vec<Value>> {
    let whole = ask::decode(&to_text_or_unknown(args.first()?)?)?;
    let mut schemas = matches!(whole.data, Data::Mapping(..)).then(|| vec![whole])?;
    let mut position = 0;
    while let Some(schema) = schemas.get(position).cloned() {
        for value in SCHEMAS.iter().filter_map(|keyword| entry(&schema, keyword)) {
            match listed(&value) {
                Some(several) => schemas.extend_from_slice(several),
                None => schemas.push(value),
            }
        }
        for value in NAMED.iter().filter_map(|keyword| entry(&schema, keyword)) {
            if let Data::Mapping(_, entries) = &value.data {
                schemas.extend(entries.values().map(|entry| entry.value.clone()));
            }
        }
        position += 1;
    }
    Some(schemas)
}

fn entry(value: &Value, name: &str) -> Option<Value> {
    match &value.data {
        Data::Mapping(_, entries) => entries.get(name).map(|entry| entry.value.clone()),
        _ => None,
    }
}

fn listed(value: &Value) -> Option<&[Value]> {
    match &value.data {
        Data::Sequence(_, elements) => Some(elements),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{has_empty_required, texts};
    use crate::functions;
    use crate::value::{Data, Truth, Value, test};

    fn schema(text: &str) -> [Value; 1] {
        [Value::new(Data::String(test::text(text)))]
    }

    fn types(text: &str) -> Option<String> {
        let types = texts(&schema(text), "type");
        functions::call("jsonencode", &[types]).as_str().map(str::to_owned)
    }

    #[test]
    fn types_are_those_of_schemas() {
        let orders = r#"{"type": "object", "properties": {"type": {"type": ["string", "null"]},
            "lines": {"items": {"type": "strng"}}, "id": ?}, "example": {"type": "x"}}"#;
        assert_eq!(types(orders).as_deref(), Some(r#"["object","string","null","strng"]"#));
        assert_eq!(types("[1]"), None);
        assert_eq!(types("?"), None);
    }

    #[test]
    fn an_empty_list_is_found_at_any_depth() {
        let of = |text: &str| has_empty_required(&schema(text)).as_truth();
        assert_eq!(of(r#"{"properties": {"a": {"required": []}}}"#), Truth::True);
        assert_eq!(of(r#"{"required": ["a"]}"#), Truth::Unknown);
        assert_eq!(of("?"), Truth::Unknown);
    }
}
