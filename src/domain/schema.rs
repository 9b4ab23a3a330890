//! The provider's schema, as the pages see it.

use super::Function;
use crate::schema::{self, Argument, NestedBlock, Schema};
use crate::value::{Entries, Entry, Value};
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

pub(super) const FUNCTIONS: &[Function] =
    &[Function { name: "schema", arity: 1..=1, compute: |args, _| schema_of(args) }];

fn object(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    let entry = |(name, value): (String, Value)| (name.into(), Entry { key: None, value });
    Value::object(entries.into_iter().map(entry).collect::<Entries>())
}

fn arguments(arguments: &BTreeMap<String, Argument>) -> Value {
    let optional = |text: &Option<String>| text.as_deref().map_or_else(Value::null, Value::string);
    object(arguments.iter().map(|(name, argument)| {
        let fields = [
            ("type".to_owned(), Value::string(argument.r#type.as_str())),
            ("required".to_owned(), Value::bool(argument.required)),
            ("since".to_owned(), optional(&argument.since)),
        ];
        (name.clone(), object(fields))
    }))
}

fn value(schema: &Schema) -> Value {
    let block = |(name, block): (&String, &NestedBlock)| {
        let fields = [
            ("max".to_owned(), block.max.map_or_else(Value::null, Value::number)),
            ("since".to_owned(), block.since.as_deref().map_or_else(Value::null, Value::string)),
            ("arguments".to_owned(), arguments(&block.argument)),
        ];
        (name.clone(), object(fields))
    };
    object([
        ("arguments".to_owned(), arguments(&schema.argument)),
        ("blocks".to_owned(), object(schema.block.iter().map(block))),
    ])
}

/// What is known of a resource type; unknown for one of which there is no file.
fn schema_of(args: &[Value]) -> Value {
    static VALUES: LazyLock<HashMap<&str, Value>> =
        LazyLock::new(|| schema::all().map(|(r#type, schema)| (r#type, value(schema))).collect());
    args.first()
        .and_then(Value::as_str)
        .and_then(|r#type| VALUES.get(r#type).cloned())
        .unwrap_or_else(Value::anything)
}
