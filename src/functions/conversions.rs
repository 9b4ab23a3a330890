//! Functions that change types, or catch what was refused.

use super::{ANY, Function};
use crate::convert::{to_number, to_text};
use crate::value::{Data, Kind, Mapping, Piece, Sequence, Symbol, Truth, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "can", arity: (1, 1), result: Some(Kind::Bool), compute: can },
    Function { name: "nonsensitive", arity: (1, 1), result: None, compute: |a| a.first().cloned() },
    Function { name: "sensitive", arity: (1, 1), result: None, compute: |a| a.first().cloned() },
    Function { name: "tobool", arity: (1, 1), result: None, compute: tobool },
    Function {
        name: "tolist",
        arity: (1, 1),
        result: None,
        compute: |a| sequence(a, Sequence::List),
    },
    Function { name: "tomap", arity: (1, 1), result: None, compute: tomap },
    Function { name: "tonumber", arity: (1, 1), result: None, compute: tonumber },
    Function {
        name: "toset",
        arity: (1, 1),
        result: None,
        compute: |a| sequence(a, Sequence::Set),
    },
    Function { name: "tostring", arity: (1, 1), result: None, compute: tostring },
    Function {
        name: "try",
        arity: (1, ANY),
        result: None,
        compute: |args| Some(first_certain(args)),
    },
];

fn can(args: &[Value]) -> Option<Value> {
    let value = args.first()?;
    if value.is_refused() {
        return Some(Value::bool(false));
    }
    // A part that is not known could still turn out to be refused.
    value.is_wholly_known().then(|| Value::bool(true))
}

/// The first argument that is not refused.
fn first_certain(args: &[Value]) -> Value {
    match args.iter().find(|arg| !arg.is_refused()) {
        Some(first) if is_certain_to_evaluate(first) => first.clone(),
        // It may turn out to be refused, and so the next argument to count.
        Some(_) => Value::anything(),
        None => Value::refused(),
    }
}

/// Whether no unknown part of the value can turn out to be refused: the attribute of a resource is there, whatever its
/// value; the attribute of an unknown object may not be.
fn is_certain_to_evaluate(value: &Value) -> bool {
    let of_resource =
        |symbol: &Symbol| &*symbol.address.kind == "resource" && symbol.path.len() == 1;
    match &value.data {
        Data::String(text) => text.pieces().iter().all(|piece| match piece {
            Piece::Known(_) => true,
            Piece::Unknown(symbol) => symbol.as_deref().is_some_and(of_resource),
        }),
        Data::Unknown(unknown) => unknown.symbol.as_deref().is_some_and(of_resource),
        Data::Sequence(_, elements) => elements.iter().all(is_certain_to_evaluate),
        Data::Mapping(_, entries) => {
            entries.values().all(|entry| is_certain_to_evaluate(&entry.value))
        }
        _ => value.is_wholly_known(),
    }
}

fn tostring(args: &[Value]) -> Option<Value> {
    match args {
        [value] if matches!(value.data, Data::Null) => Some(value.clone()),
        [value] => Some(Value::new(Data::String(to_text(value)?))),
        _ => None,
    }
}

fn tonumber(args: &[Value]) -> Option<Value> {
    match args {
        [value] if matches!(value.data, Data::Null) => Some(value.clone()),
        [value] => Some(Value::new(Data::Number(to_number(value)?))),
        _ => None,
    }
}

fn tobool(args: &[Value]) -> Option<Value> {
    match args {
        [value] if matches!(value.data, Data::Null) => Some(value.clone()),
        [value] if value.as_truth() != Truth::Unknown => Some(Value::truth(value.as_truth())),
        _ => None,
    }
}

/// Elements of a list or set have one type: strings, if any of them is one.
fn sequence(args: &[Value], kind: Sequence) -> Option<Value> {
    let Data::Sequence(_, elements) = &args.first()?.data else {
        return matches!(args.first()?.data, Data::Null).then(Value::null);
    };
    Some(make_sequence(elements, kind))
}

/// A list or set of these elements, converted to one type. A set of which not all is known has no known order and
/// length, so it is Unknown.
pub(super) fn make_sequence(elements: &[Value], kind: Sequence) -> Value {
    let mut elements = unify(elements);
    if kind == Sequence::Set {
        if !elements.iter().all(Value::is_wholly_known) {
            return Value::unknown(crate::value::Unknown::of(Kind::Sequence));
        }
        elements = super::collections::sorted_set(elements);
    }
    Value::new(Data::Sequence(kind, Arc::new(elements)))
}

/// The values converted to strings, if one of them is a string and the others are primitive.
pub(super) fn unify(values: &[Value]) -> Vec<Value> {
    let strings = values.iter().any(|value| value.kind() == Some(Kind::String));
    let as_string = |value: &Value| match to_text(value) {
        Some(text) => Value::new(Data::String(text)).at(value.origin.clone()),
        None => value.clone(),
    };
    values.iter().map(|value| if strings { as_string(value) } else { value.clone() }).collect()
}

fn tomap(args: &[Value]) -> Option<Value> {
    match &args.first()?.data {
        Data::Mapping(_, entries) => {
            Some(Value::new(Data::Mapping(Mapping::Map, Arc::clone(entries))))
        }
        Data::Null => Some(Value::null()),
        _ => None,
    }
}
