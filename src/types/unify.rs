//! The one type that the elements of a `list(any)` are converted to.

use super::{Attribute, Refused, Type};
use crate::value::{Data, Entry, Kind, Sequence, Unknown, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why there is no such type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum No {
    /// Terraform finds none either.
    Refused,
    /// What Terraform finds depends on more than is followed here.
    Unsure,
}

/// The type that all of these can be converted to.
pub(super) fn unify(types: &[&Type]) -> Result<Type, No> {
    let known: Vec<&Type> = types.iter().copied().filter(|t| **t != Type::Any).collect();
    let Some((first, rest)) = known.split_first() else { return Ok(Type::Any) };
    if rest.iter().all(|other| other == first) {
        return Ok((*first).clone());
    }
    let all = |is: fn(&Type) -> bool| known.iter().all(|t| is(t));
    if all(Type::is_primitive) {
        let string = known.contains(&&Type::String);
        // Neither a boolean nor a number can be made of the other; a string of both.
        return if string { Ok(Type::String) } else { Err(No::Refused) };
    }
    let is_mapping = |t: &Type| t.kind() == Some(Kind::Mapping);
    let is_sequence = |t: &Type| t.kind() == Some(Kind::Sequence);
    if all(is_mapping) {
        if known.len() < types.len() { Err(No::Unsure) } else { mappings(&known) }
    } else if all(is_sequence) {
        if known.len() < types.len() { Err(No::Unsure) } else { sequences(&known) }
    } else {
        Err(No::Refused)
    }
}

/// Objects with the same attributes are one object, all others a map.
fn mappings(types: &[&Type]) -> Result<Type, No> {
    if let Some(objects) = types.iter().map(|t| attributes(t)).collect::<Option<Vec<_>>>()
        && let Some((first, rest)) = objects.split_first()
        && rest.iter().all(|other| first.keys().eq(other.keys()))
    {
        let attribute = |name: &Arc<str>| {
            let types: Vec<&Type> =
                objects.iter().filter_map(|o| o.get(name)).map(|a| &a.r#type).collect();
            Ok((Arc::clone(name), Attribute::required(unify(&types)?)))
        };
        return Ok(Type::Object(first.keys().map(attribute).collect::<Result<_, No>>()?));
    }
    let elements: Vec<&Type> = types
        .iter()
        .flat_map(|t| match t {
            Type::Object(attributes) => attributes.values().map(|a| &a.r#type).collect(),
            Type::Map(element) => vec![&**element],
            _ => Vec::new(),
        })
        .collect();
    Ok(Type::Map(Box::new(unify(&elements)?)))
}

fn attributes(r#type: &Type) -> Option<&BTreeMap<Arc<str>, Attribute>> {
    if let Type::Object(attributes) = r#type { Some(attributes) } else { None }
}

/// Tuples of the same length are one tuple, others and lists a list.
fn sequences(types: &[&Type]) -> Result<Type, No> {
    let parts = |t: &Type| -> Option<Vec<Type>> {
        match t {
            Type::Tuple(elements) => Some(elements.clone()),
            Type::List(element) => Some(vec![(**element).clone()]),
            _ => None,
        }
    };
    let is_tuple = |t: &&Type| matches!(t, Type::Tuple(_));
    let is_set = |t: &&Type| matches!(t, Type::Set(_));
    if types.iter().all(is_set) {
        let elements: Vec<&Type> = types
            .iter()
            .filter_map(|t| if let Type::Set(element) = t { Some(&**element) } else { None })
            .collect();
        return Ok(Type::Set(Box::new(unify(&elements)?)));
    }
    let parts = types.iter().map(|t| parts(t)).collect::<Option<Vec<_>>>().ok_or(No::Unsure)?;
    let length = parts.first().map_or(0, Vec::len);
    if types.iter().all(is_tuple) && parts.iter().all(|elements| elements.len() == length) {
        let element = |i| unify(&parts.iter().filter_map(|t| t.get(i)).collect::<Vec<_>>());
        return Ok(Type::Tuple((0..length).map(element).collect::<Result<_, No>>()?));
    }
    Ok(Type::List(Box::new(unify(&parts.iter().flatten().collect::<Vec<_>>())?)))
}

/// The elements converted to the one type that a list, set or map has for all of them.
pub(super) fn unified(elements: Vec<Value>) -> Result<Vec<Value>, Refused> {
    if elements.len() < 2 {
        return Ok(elements);
    }
    let types: Vec<Option<Type>> = elements.iter().map(Type::of).collect();
    let found = match types.iter().map(Option::as_ref).collect::<Option<Vec<&Type>>>() {
        Some(types) => unify(&types),
        // Whatever stands beside a string becomes one, if it can be converted at all.
        None if types.contains(&Some(Type::String)) => Ok(Type::String),
        None => Err(No::Unsure),
    };
    match found {
        Ok(r#type) => elements.into_iter().map(|element| r#type.convert(element)).collect(),
        Err(No::Refused) => Err(Refused),
        Err(No::Unsure) => Ok(elements.iter().map(weakened).collect()),
    }
}

/// What is certain of a value whatever the other elements make of its type: a string stays what it is, and a number may
/// become a string.
fn weakened(value: &Value) -> Value {
    let unknown = |unknown| value.becomes(Data::Unknown(Arc::new(unknown)));
    match &value.data {
        Data::Null | Data::String(_) | Data::Block(_) => value.clone(),
        Data::Bool(_) | Data::Number(_) => unknown(Unknown::not_null()),
        Data::Sequence(Sequence::Set, _) => unknown(Unknown::of(Kind::Sequence)),
        Data::Sequence(kind, elements) => {
            value.becomes(Data::Sequence(*kind, Arc::new(elements.iter().map(weakened).collect())))
        }
        Data::Mapping(kind, entries) => {
            let entry = |(key, entry): (&Arc<str>, &Entry)| {
                let value = weakened(&entry.value);
                (Arc::clone(key), Entry { key: entry.key.clone(), value })
            };
            value.becomes(Data::Mapping(*kind, Arc::new(entries.iter().map(entry).collect())))
        }
        Data::Unknown(known) => match known.kind {
            Some(Kind::Bool | Kind::Number) => unknown(Unknown { kind: None, ..(**known).clone() }),
            _ => value.clone(),
        },
    }
}
