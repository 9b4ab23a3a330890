//! The provider's schema, as far as the pages need it: a file of data beside the pages of each resource type.

use super::Function;
use crate::page::schemas;
use crate::value::{Entries, Entry, Value};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

pub(super) const FUNCTIONS: &[Function] =
    &[Function { name: "schema", arity: 1, compute: |args, _| schema(args) }];

/// The schema of a resource type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Schema {
    /// The provider version that it was read in.
    #[serde(rename = "provider")]
    _provider: String,
    #[serde(default)]
    argument: BTreeMap<String, Argument>,
    #[serde(default)]
    block: BTreeMap<String, NestedBlock>,
}

/// An argument: its type, whether it is required, and the provider version that it came with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Argument {
    r#type: String,
    #[serde(default)]
    required: bool,
    since: Option<String>,
}

/// A nested block: how many there may be, the provider version that it came with, and its arguments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NestedBlock {
    max: Option<usize>,
    since: Option<String>,
    #[serde(default)]
    argument: BTreeMap<String, Argument>,
}

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

impl Schema {
    fn value(&self) -> Value {
        let block = |(name, block): (&String, &NestedBlock)| {
            let fields = [
                ("max".to_owned(), block.max.map_or_else(Value::null, Value::number)),
                (
                    "since".to_owned(),
                    block.since.as_deref().map_or_else(Value::null, Value::string),
                ),
                ("arguments".to_owned(), arguments(&block.argument)),
            ];
            (name.clone(), object(fields))
        };
        object([
            ("arguments".to_owned(), arguments(&self.argument)),
            ("blocks".to_owned(), object(self.block.iter().map(block))),
        ])
    }
}

/// What is known of a resource type; unknown for one of which there is no file.
fn schema(args: &[Value]) -> Value {
    static SCHEMAS: LazyLock<HashMap<&str, Value>> = LazyLock::new(|| {
        let read = |(r#type, text)| Some((r#type, hcl::from_str::<Schema>(text).ok()?.value()));
        schemas().filter_map(read).collect()
    });
    args.first()
        .and_then(Value::as_str)
        .and_then(|r#type| SCHEMAS.get(r#type).cloned())
        .unwrap_or_else(Value::anything)
}

#[cfg(test)]
mod tests {
    use super::{Schema, schemas};

    #[test]
    fn every_schema_is_read() {
        assert!(schemas().count() > 0);
        for (r#type, text) in schemas() {
            hcl::from_str::<Schema>(text).unwrap_or_else(|error| panic!("{type}: {error}"));
        }
    }
}
