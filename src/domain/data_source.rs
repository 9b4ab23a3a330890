//! What a module asks of AWS.

use super::{Function, Site};
use crate::value::{Truth, Value};

pub(super) const FUNCTIONS: &[Function] =
    &[Function { name: "has_data_source", arity: 1..=1, compute: has_data_source }];

/// Whether the module has a data source of that type.
fn has_data_source(args: &[Value], site: &Site) -> Value {
    let Some(r#type) = args.first().and_then(Value::as_str) else { return Value::anything() };
    let module = site.module.module;
    let is_there = module
        .blocks
        .iter()
        .any(|block| &*block.kind.text == "data" && block.label(0) == Some(r#type));
    Value::truth(match (is_there, module.incomplete) {
        (false, true) => Truth::Unknown,
        _ => Truth::from(is_there),
    })
}
