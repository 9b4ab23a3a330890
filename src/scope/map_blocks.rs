//! Maps that are written as blocks, `name { key = value }`, as Terraform 0.11 allowed.
//!
//! With quoted keys the parser finds them. With bare ones, or none, only the schema tells them from nested blocks.

use super::shape::Shape;
use crate::schema::Schema;
use crate::value::{Argument, BlockValue, Data, Entries, Entry, Origin, Value};
use std::sync::Arc;

/// Makes arguments of the nested blocks of a resource that stand for the map that the type has of that name.
pub(super) fn read(block: &mut BlockValue, schema: &Schema, shape: Shape) {
    for name in block.blocks.keys().cloned().collect::<Vec<Arc<str>>>() {
        let map = block.blocks.get(&name).filter(|_| is_map(schema, &name)).and_then(map);
        if let Some(mut map) = map {
            map.value = shape.converted(&name, map.value);
            block.blocks.remove(&name);
            block.arguments.insert(name, map);
        }
    }
}

fn is_map(schema: &Schema, name: &str) -> bool {
    schema.body.argument.get(name).is_some_and(|argument| argument.r#type.starts_with("map"))
}

/// What is meant by one block, which has nothing but arguments.
fn map(blocks: &Argument) -> Option<Argument> {
    let Data::Sequence(_, elements) = &blocks.value.data else { return None };
    let [Value { data: Data::Block(block), .. }] = elements.as_slice() else { return None };
    if !block.is_whole || !block.blocks.is_empty() {
        return None;
    }
    let entry = |(name, argument): (&Arc<str>, &Argument)| {
        let key = Some(Origin::written(argument.name));
        (Arc::clone(name), Entry { key, value: argument.value.clone() })
    };
    let entries: Entries = block.arguments.iter().map(entry).collect();
    let value = Value::object(entries).at(Some(Origin::written(blocks.span)));
    Some(Argument { value, written_as_block: true, ..blocks.clone() })
}
