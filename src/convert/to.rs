//! Conversions of values to a type.

use super::{Stop, to_number, to_text_or_unknown, unify};
use crate::value::budget;
use crate::value::{
    Data, Entries, Entry, Kind, Mapping, Sequence, Truth, Type, Unknown, Value, sorted_set,
};
use std::sync::Arc;

/// Whether values of one type convert to another one, if their content allows it.
pub(crate) fn is_convertible(from: &Type, to: &Type) -> bool {
    use Type::{Bool, Dynamic, List, Map, Number, Object, Set, String, Tuple, Unknown};
    let elements = |from: &Type, to: &Type| from == to || is_convertible(from, to);
    match (from, to) {
        (_, Dynamic | Unknown)
        | (Dynamic | Unknown, _)
        | (Bool | Number | String, String)
        | (String | Bool, Bool)
        | (String | Number, Number) => true,
        (List(from) | Set(from), List(to) | Set(to)) | (Map(from), Map(to)) => elements(from, to),
        (Tuple(from), Tuple(to)) => {
            from.len() == to.len() && from.iter().zip(to).all(|(from, to)| elements(from, to))
        }
        (Tuple(from), List(to) | Set(to)) => all_convert(from.iter(), to, false),
        (Object(from), Map(to)) => all_convert(from.values(), to, true),
        (Object(from), Object(to)) => {
            to.iter().all(|(name, to)| from.get(name).is_some_and(|from| elements(from, to)))
        }
        (Map(from), Object(to)) => to.values().all(|to| elements(from, to)),
        _ => false,
    }
}

/// Whether they are elements of one collection, in which `null` may stand beside structures if it is a map.
fn all_convert<'t>(
    mut from: impl Iterator<Item = &'t Type> + Clone,
    to: &Type,
    is_map: bool,
) -> bool {
    if *to == Type::Dynamic {
        let types: Vec<Type> = from.clone().cloned().collect();
        return match unify(&types) {
            Ok(Type::Dynamic) => is_map || from.all(|one| *one == Type::Dynamic),
            Ok(_) | Err(Stop::Unknown) => true,
            Err(Stop::Refused) => types.is_empty(),
        };
    }
    from.all(|from| from == to || is_convertible(from, to))
}

/// The value as one of that type.
///
/// # Errors
///
/// If it has none of that type, or if that depends on what is not known.
pub(crate) fn convert(value: &Value, to: &Type) -> Result<Value, Stop> {
    // The type of a large value takes long to tell, and any will do.
    if *to == Type::Dynamic && !value.is_refused() {
        return Ok(value.clone());
    }
    // Most values are what is wanted.
    if let (Data::Bool(_), Type::Bool)
    | (Data::Number(_), Type::Number)
    | (Data::String(_), Type::String) = (&value.data, to)
    {
        return Ok(value.clone());
    }
    if !value.is_refused() && !budget::look(value.size()) {
        return Err(Stop::Unknown);
    }
    if value.is_refused() || !is_convertible(&Type::of(value), to) {
        return Err(Stop::Refused);
    }
    with_type(value, to)
}

/// The value as one of that type, or some value of the type where what it is depends on what is not known.
///
/// # Errors
///
/// If it has none of that type.
pub(crate) fn convert_or_unknown(value: &Value, to: &Type) -> Result<Value, Stop> {
    convert(value, to).or_else(|stop| some(stop, value, to))
}

fn some(stop: Stop, value: &Value, to: &Type) -> Result<Value, Stop> {
    match stop {
        Stop::Refused => Err(stop),
        Stop::Unknown => Ok(value.becomes(super::unknown_of(to).data)),
    }
}

fn with_type(value: &Value, to: &Type) -> Result<Value, Stop> {
    if is_of(value, to) {
        return Ok(value.clone());
    }
    let made = |data: Data| Ok(value.becomes(data));
    let wrong = Err(Stop::Refused);
    match (&value.data, to) {
        (_, Type::Dynamic) | (Data::Number(_), Type::Number) | (Data::Bool(_), Type::Bool) => {
            Ok(value.clone())
        }
        (Data::Unknown(unknown), _) => unknown_as(value, unknown, to),
        (_, Type::Unknown) => Ok(of_some_type(value)),
        (Data::Null, _) => Ok(value.clone().of_type(to)),
        (_, Type::String) => {
            let text = to_text_or_unknown(value).ok_or(Stop::Refused)?;
            made(Data::String(text))
        }
        (Data::String(text), Type::Number) => match (to_number(value), text.as_known()) {
            (Some(number), _) => made(Data::Number(number)),
            (None, Some(text)) if super::is_infinite(text) => Err(Stop::Unknown),
            (None, Some(_)) => wrong,
            (None, None) => Err(Stop::Unknown),
        },
        (Data::String(text), Type::Bool) => match (value.as_truth(), text.as_known()) {
            (Truth::Unknown, Some(_)) => wrong,
            (Truth::Unknown, None) => Err(Stop::Unknown),
            (truth, _) => made(Value::truth(truth).data),
        },
        (Data::Sequence(_, elements), Type::List(of)) => {
            sequence(value, elements, Sequence::List, of)
        }
        (Data::Sequence(_, elements), Type::Set(of)) => {
            sequence(value, elements, Sequence::Set, of)
        }
        (Data::Sequence(Sequence::Tuple, elements), Type::Tuple(types)) => {
            let pairs = elements.iter().zip(types);
            let converted = pairs.map(|(element, to)| convert_part(element, to));
            made(Data::Sequence(Sequence::Tuple, Arc::new(converted.collect::<Result<_, _>>()?)))
        }
        (Data::Mapping(_, entries), Type::Map(of)) => mapping(value, entries, of),
        (Data::Mapping(_, entries), Type::Object(types)) => {
            let entry = |(key, to): (&Arc<str>, &Type)| {
                let entry = entries.get(key).ok_or(Stop::Refused)?;
                let value = convert_part(&entry.value, to)?;
                Ok((Arc::clone(key), Entry { key: entry.key.clone(), value }))
            };
            let entries = types.iter().map(entry).collect::<Result<Entries, Stop>>()?;
            made(Data::Mapping(Mapping::Object, Arc::new(entries)))
        }
        (Data::Block(_), Type::Map(_) | Type::Object(_)) => Err(Stop::Unknown),
        _ => wrong,
    }
}

/// Whether it is a list or map of exactly that type, which has nothing to be converted: it is shared, and not copied.
fn is_of(value: &Value, to: &Type) -> bool {
    let is_kept = matches!(
        (&value.data, to),
        (Data::Sequence(Sequence::List, _), Type::List(_)) | (Data::Mapping(..), Type::Map(_))
    );
    let is_exact = |known: &Type| known == to && !known.has_dynamic() && !known.has_unknown();
    is_kept && value.typed.as_deref().is_some_and(is_exact)
}

/// A part that is not known does not make the whole unknown.
fn convert_part(value: &Value, to: &Type) -> Result<Value, Stop> {
    with_type(value, to).or_else(|stop| some(stop, value, to))
}

fn unknown_as(value: &Value, unknown: &Unknown, to: &Type) -> Result<Value, Stop> {
    let fits = match (unknown.kind, to.kind()) {
        (Some(from), Some(to)) => {
            from == to
                || to == Kind::String && matches!(from, Kind::Bool | Kind::Number)
                || from == Kind::String && matches!(to, Kind::Bool | Kind::Number)
        }
        _ => true,
    };
    if unknown.refused || !fits {
        return Err(Stop::Refused);
    }
    let kind = match to {
        Type::Unknown => unknown.kind.filter(|kind| !matches!(kind, Kind::Bool | Kind::Number)),
        _ => to.kind().or(unknown.kind),
    };
    let same = kind.is_some() && kind == unknown.kind;
    let of_structure = matches!(kind, Some(Kind::Sequence | Kind::Mapping));
    // An element of a set is not the element that the other type had at that index.
    let symbol = unknown.symbol.clone().filter(|_| !matches!(to, Type::Set(_)));
    let converted = unknown.converted || !same || of_structure;
    let data = Unknown { kind, symbol, converted, ..unknown.clone() };
    Ok(value.becomes(Data::Unknown(Arc::new(data))))
}

/// What is certain of a value whatever it is converted to: a string stays what it is, and a number may become a string.
fn of_some_type(value: &Value) -> Value {
    let kind = match &value.data {
        Data::Null => return value.clone().of_type(&Type::Unknown),
        Data::String(_) => return value.clone(),
        _ => value.kind().filter(|kind| matches!(kind, Kind::Sequence | Kind::Mapping)),
    };
    let unknown = Unknown { not_null: true, kind, ..Unknown::default() };
    value.becomes(Data::Unknown(Arc::new(unknown)))
}

/// The elements of a collection, converted to one type, and that type.
fn elements<'v>(
    elements: impl Iterator<Item = &'v Value>,
    wanted: &Type,
) -> Result<(Vec<Value>, Type), Stop> {
    let all = |elements: &mut dyn Iterator<Item = &Value>, to: &Type| {
        elements.map(|element| convert_part(element, to)).collect::<Result<Vec<_>, _>>()
    };
    let converted = all(&mut { elements }, wanted)?;
    if !wanted.has_dynamic() || converted.is_empty() {
        return Ok((converted, wanted.clone()));
    }
    // What the elements decide on, they have to agree on.
    let types: Vec<Type> = converted.iter().map(Type::of).collect();
    let of = match unify(&types) {
        Err(Stop::Unknown) => Type::Unknown,
        found => found?,
    };
    let converted = all(&mut converted.iter(), &of)?;
    let of = if of.has_dynamic() { of_one_type(&converted)? } else { of };
    Ok((converted, of))
}

/// The one type of elements that are not converted any further. That of `null` is told by the others.
fn of_one_type(elements: &[Value]) -> Result<Type, Stop> {
    let mut types = elements.iter().map(Type::of).filter(|one| *one != Type::Dynamic);
    let Some(first) = types.next() else { return Ok(Type::Dynamic) };
    if first.has_unknown() || types.clone().any(|one| one.has_unknown()) {
        return Ok(Type::Unknown);
    }
    if types.all(|one| one == first) { Ok(first) } else { Err(Stop::Refused) }
}

fn sequence(value: &Value, parts: &[Value], kind: Sequence, wanted: &Type) -> Result<Value, Stop> {
    let (mut converted, of) = elements(parts.iter(), wanted)?;
    let of = match (of, Type::of(value).element()) {
        (Type::Dynamic, Some(known)) => known.clone(),
        (of, _) => of,
    };
    if kind == Sequence::List {
        let made = value.becomes(Data::Sequence(kind, Arc::new(converted)));
        return Ok(made.of_type(&Type::List(Box::new(of))));
    }
    // A set of which not all is known has no known order and length, unless it has one element only.
    if converted.len() > 1 && !converted.iter().all(Value::is_wholly_known) {
        let unknown = Data::Unknown(Arc::new(Unknown::of(Kind::Sequence)));
        return Ok(value.becomes(unknown).made_of(&converted.iter().collect::<Vec<_>>()));
    }
    converted = sorted_set(converted);
    let made = value.becomes(Data::Sequence(kind, Arc::new(converted)));
    Ok(made.of_type(&Type::Set(Box::new(of))))
}

fn mapping(value: &Value, entries: &Entries, wanted: &Type) -> Result<Value, Stop> {
    let (converted, of) = elements(entries.values().map(|entry| &entry.value), wanted)?;
    let entry = |((key, entry), value): ((&Arc<str>, &Entry), Value)| {
        (Arc::clone(key), Entry { key: entry.key.clone(), value })
    };
    let entries = entries.iter().zip(converted).map(entry).collect();
    let made = value.becomes(Data::Mapping(Mapping::Map, Arc::new(entries)));
    Ok(made.of_type(&Type::Map(Box::new(of))))
}
