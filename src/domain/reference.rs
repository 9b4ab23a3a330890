//! What a value refers to.

use super::{Function, Site};
use crate::value::{Address, Data, InstanceKey, Symbol, Truth, Unknown, Value};
use crate::world::{self, referred};

pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "address", arity: 1..=2, compute: |args, _| address(args) },
    Function { name: "attribute_of", arity: 2..=2, compute: attribute_of },
    Function { name: "depends_on", arity: 2..=2, compute: depends_on },
    Function { name: "reference", arity: 1..=2, compute: |args, _| reference(args) },
    Function { name: "referred", arity: 1..=2, compute: referred_block },
    Function { name: "referred_type", arity: 1..=1, compute: |args, _| referred_type(args) },
    Function { name: "refers_to", arity: 2..=2, compute: |args, _| refers_to(args) },
    Function { name: "same", arity: 2..=2, compute: |args, _| same(args) },
];

/// The block that the value was taken from, the nearest one, or the nearest of that type; `null` if it was written as
/// it is.
fn referred_block(args: &[Value], site: &Site) -> Value {
    let Some(value) = args.first() else { return Value::refused() };
    let r#type = args.get(1).and_then(Value::as_str);
    let is_wanted =
        |address: &Address| r#type.is_none_or(|r#type| address.resource_type() == r#type);
    match referred(value).into_iter().find(is_wanted) {
        Some(address) => site
            .world
            .block(&address)
            .map_or_else(Value::anything, |block| Value::new(Data::Block(block))),
        None => null_if_written(value),
    }
}

/// The type of the resource or data source that the value was taken from; `null` if it was written as it is.
fn referred_type(args: &[Value]) -> Value {
    let Some(value) = args.first() else { return Value::refused() };
    let Some(address) = referred(value).into_iter().next() else { return null_if_written(value) };
    let Some(r#type) = address.labels.first() else { return Value::anything() };
    match &*address.kind {
        "data" => Value::string(format!("data.{type}")),
        _ => Value::string(r#type.clone()),
    }
}

fn null_if_written(value: &Value) -> Value {
    if value.is_wholly_known() { Value::null() } else { Value::anything() }
}

/// Whether the value was taken from that block, wholly or as a part of it.
fn refers_to(args: &[Value]) -> Value {
    let [value, block] = args else { return Value::refused() };
    let Data::Block(block) = &block.data else { return Value::truth(Truth::Unknown) };
    let addresses = referred(value);
    Value::truth(if addresses.contains(&block.address) {
        Truth::True
    } else if value.is_wholly_known() && addresses.is_empty() {
        Truth::False
    } else {
        Truth::Unknown
    })
}

/// What a reference to that attribute of a block, or of the block that a value was taken from, evaluates to: what the
/// block says, or what the provider will.
fn attribute_of(args: &[Value], site: &Site) -> Value {
    let (Some(value), Some(name)) = (args.first(), args.get(1).and_then(Value::as_str)) else {
        return Value::anything();
    };
    if let Data::Block(block) = &value.data {
        return block.attribute(name);
    }
    let Some(address) = referred(value).into_iter().next() else { return null_if_written(value) };
    match site.world.block(&address) {
        Some(block) => block.attribute(name),
        None => Value::unknown(Unknown::symbol(Symbol { address, path: vec![name.into()] })),
    }
}

/// The address of a block, as Terraform writes it; with a second block, what is written there to name it, and `null` where
/// nothing names it.
fn address(args: &[Value]) -> Value {
    match args {
        [Value { data: Data::Block(block), .. }] => Value::string(block.address.to_string()),
        [Value { data: Data::Block(block), .. }, Value { data: Data::Block(at), .. }] => {
            name_at(&block.address, &at.address).map_or_else(Value::null, Value::string)
        }
        _ => Value::anything(),
    }
}

/// What a block is named by in another one of its module.
fn name_at(address: &Address, at: &Address) -> Option<String> {
    if address.module != at.module {
        return None;
    }
    let key = match (&address.key, &at.key) {
        (InstanceKey::Unknown, _) => return None,
        (InstanceKey::Key(key), InstanceKey::Key(own)) if key == own => "[each.key]".to_owned(),
        (InstanceKey::Index(key), InstanceKey::Index(own)) if key == own => {
            "[count.index]".to_owned()
        }
        (key, _) => key.to_string(),
    };
    let data = if &*address.kind == "data" { "data." } else { "" };
    Some(format!("{data}{}{key}", address.labels.join(".")))
}

/// A reference to a block, or to an attribute of it, whatever that evaluates to.
fn reference(args: &[Value]) -> Value {
    let Some(Data::Block(block)) = args.first().map(|value| &value.data) else {
        return Value::anything();
    };
    let path = args.get(1).and_then(Value::as_str).map(Into::into).into_iter().collect();
    Value::unknown(Unknown::symbol(Symbol { address: block.address.clone(), path }))
}

/// Whether two values are equal, or two blocks one. Other than `==`, it knows that no two objects have the same id.
fn same(args: &[Value]) -> Value {
    let [one, other] = args else { return Value::refused() };
    let truth = match (&one.data, &other.data) {
        (Data::Block(one), Data::Block(other)) => world::same_block(one, other),
        _ => world::same(one, other),
    };
    Value::truth(truth)
}

/// Whether a block depends on another one, directly or through others, so that Terraform makes it later.
fn depends_on(args: &[Value], site: &Site) -> Value {
    let [Data::Block(from), Data::Block(on)] =
        [args.first(), args.get(1)].map(|arg| arg.map_or(Data::Null, |value| value.data.clone()))
    else {
        return Value::truth(Truth::Unknown);
    };
    Value::truth(site.world.depends(&from.address, &on.address))
}
