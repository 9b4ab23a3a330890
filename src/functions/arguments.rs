//! Takes arguments apart. They have been converted before, so whatever is not of the type is unknown.

use crate::convert::{Stop, to_text_or_unknown};
use crate::value::budget;
use crate::value::{Data, Entries, Kind, Mapping, Number, Sequence, Text, Type, Value};
use std::sync::Arc;

pub(super) fn arg(args: &[Value], position: usize) -> Result<&Value, Stop> {
    args.get(position).ok_or(Stop::Refused)
}

/// A string, of which perhaps nothing is known.
pub(super) fn text(args: &[Value], position: usize) -> Result<Text, Stop> {
    to_text_or_unknown(arg(args, position)?).ok_or(Stop::Refused)
}

/// A string that is wholly known.
pub(super) fn known(args: &[Value], position: usize) -> Result<Arc<str>, Stop> {
    text(args, position)?.into_known().ok_or(Stop::Unknown)
}

pub(super) fn number(args: &[Value], position: usize) -> Result<Number, Stop> {
    match &arg(args, position)?.data {
        Data::Number(number) => Ok(number.clone()),
        _ => Err(Stop::Unknown),
    }
}

/// A whole number.
pub(super) fn integer(args: &[Value], position: usize) -> Result<i64, Stop> {
    number(args, position)?.as_i64().ok_or(Stop::Refused)
}

/// Stops before a string of that many bytes is made, if it would be too long.
pub(super) fn fits(bytes: usize) -> Result<(), Stop> {
    if bytes <= budget::MAX_TEXT {
        return Ok(());
    }
    budget::beyond(budget::Bound::Size);
    Err(Stop::Unknown)
}

/// Stops before that many values are made, if they would be too many.
pub(super) fn may_make(values: usize) -> Result<(), Stop> {
    if budget::values(values) { Ok(()) } else { Err(Stop::Unknown) }
}

/// Stops before something takes that many steps more, if it would take too long.
pub(super) fn may_take(steps: usize) -> Result<(), Stop> {
    if budget::steps(steps as u64) { Ok(()) } else { Err(Stop::Unknown) }
}

/// Stops before that many values are compared with that many, if it would take too long.
pub(super) fn may_compare(one: usize, other: usize) -> Result<(), Stop> {
    if budget::pairs(one, other) { Ok(()) } else { Err(Stop::Unknown) }
}

/// The elements of a tuple, list or set. Everything else is refused.
pub(super) fn elements(value: &Value) -> Result<(Sequence, &[Value]), Stop> {
    match &value.data {
        Data::Sequence(kind, elements) => Ok((*kind, elements)),
        Data::Unknown(unknown) if unknown.kind.is_none_or(|kind| kind == Kind::Sequence) => {
            Err(Stop::Unknown)
        }
        _ => Err(Stop::Refused),
    }
}

/// The entries of an object or map. Everything else is refused.
pub(super) fn entries(value: &Value) -> Result<(Mapping, &Entries), Stop> {
    match &value.data {
        Data::Mapping(kind, entries) => Ok((*kind, entries)),
        Data::Block(_) => Err(Stop::Unknown),
        Data::Unknown(unknown) if unknown.kind.is_none_or(|kind| kind == Kind::Mapping) => {
            Err(Stop::Unknown)
        }
        _ => Err(Stop::Refused),
    }
}

pub(super) fn tuple(elements: Vec<Value>) -> Value {
    Value::tuple(elements)
}

/// A list of elements of that type.
pub(super) fn list(elements: Vec<Value>, of: Type) -> Value {
    let value = Value::new(Data::Sequence(Sequence::List, elements.into()));
    value.of_type(&Type::List(Box::new(of)))
}

/// A list of strings.
pub(super) fn strings<T: Into<Arc<str>>>(texts: impl IntoIterator<Item = T>) -> Value {
    list(texts.into_iter().map(Value::string).collect(), Type::String)
}

pub(super) fn map(entries: Entries, of: Type) -> Value {
    let value = Value::new(Data::Mapping(Mapping::Map, Arc::new(entries)));
    value.of_type(&Type::Map(Box::new(of)))
}

pub(super) fn string(text: Text) -> Value {
    Value::new(Data::String(text))
}

/// The type of the elements of a list, set or map.
pub(super) fn element_type(value: &Value) -> Type {
    Type::of(value).element().cloned().unwrap_or(Type::Dynamic)
}
