//! Conversions of values to a type.

use super::{Stop, to_number, to_text_or_unknown, unify};
use crate::value::{
    Data, Entries, Entry, Kind, Mapping, Sequence, Truth, Type, Unknown, Value, sorted_set,
};
use std::sync::Arc;

/// Whether values of one type convert to another one, if their content allows it.
pub fn is_convertible(from: &Type, to: &Type) -> bool {
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
        (Tuple(from), List(to) | Set(to)) => all_convert(from.iter(), to),
        (Object(from), Map(to)) => all_convert(from.values(), to),
        (Object(from), Object(to)) => {
            to.iter().all(|(name, to)| from.get(name).is_some_and(|from| elements(from, to)))
        }
        (Map(from), Object(to)) => to.values().all(|to| elements(from, to)),
        _ => false,
    }
}

fn all_convert<'t>(mut from: impl Iterator<Item = &'t Type> + Clone, to: &Type) -> bool {
    if *to == Type::Dynamic {
        let types: Vec<Type> = from.clone().cloned().collect();
        return match unify(&types) {
            Ok(Type::Dynamic) => from.all(|one| *one == Type::Dynamic),
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
pub fn convert(value: &Value, to: &Type) -> Result<Value, Stop> {
    if value.is_refused() || !is_convertible(&Type::of(value), to) {
        return Err(Stop::Refused);
    }
    with_type(value, to)
}

fn with_type(value: &Value, to: &Type) -> Result<Value, Stop> {
    let made = |data: Data| Ok(Value::new(data).at(value.origin.clone()));
    let wrong = Err(Stop::Refused);
    match (&value.data, to) {
        (_, Type::Dynamic) | (Data::Number(_), Type::Number) | (Data::Bool(_), Type::Bool) => {
            Ok(value.clone())
        }
        (Data::Null, _) => Ok(value.clone().of_type(to)),
        (Data::Unknown(unknown), _) => unknown_as(value, unknown, to),
        (_, Type::Unknown) => Ok(value.clone()),
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
            (truth, _) => Ok(Value::truth(truth).at(value.origin.clone())),
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
        (Data::Mapping(_, entries), Type::Map(of)) => {
            let of = common(entries.values().map(|entry| &entry.value), of)?;
            let entry = |(key, entry): (&Arc<str>, &Entry)| {
                let value = convert_part(&entry.value, &of)?;
                Ok((Arc::clone(key), Entry { key: entry.key.clone(), value }))
            };
            let entries = entries.iter().map(entry).collect::<Result<Entries, Stop>>()?;
            let made = made(Data::Mapping(Mapping::Map, Arc::new(entries)))?;
            Ok(made.of_type(&Type::Map(Box::new(of))))
        }
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

/// A part that is not known does not make the whole unknown.
fn convert_part(value: &Value, to: &Type) -> Result<Value, Stop> {
    match with_type(value, to) {
        Err(Stop::Unknown) => {
            let kind = to.kind();
            Ok(Value::unknown(Unknown { not_null: true, kind, ..Unknown::default() })
                .at(value.origin.clone()))
        }
        other => other,
    }
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
    let kind = to.kind().or(unknown.kind);
    let same = kind.is_some() && kind == unknown.kind;
    let of_structure = matches!(kind, Some(Kind::Sequence | Kind::Mapping));
    Ok(Value::unknown(Unknown {
        kind,
        converted: unknown.converted || !same || of_structure,
        ..unknown.clone()
    })
    .at(value.origin.clone()))
}

/// The type that the elements of a collection get.
fn common<'v>(elements: impl Iterator<Item = &'v Value>, wanted: &Type) -> Result<Type, Stop> {
    if *wanted != Type::Dynamic {
        return Ok(wanted.clone());
    }
    let types: Vec<Type> = elements.map(Type::of).collect();
    if types.is_empty() {
        return Ok(Type::Dynamic);
    }
    match unify(&types)? {
        Type::Dynamic if types.iter().any(|one| *one != Type::Dynamic) => Err(Stop::Refused),
        found => Ok(found),
    }
}

fn sequence(value: &Value, elements: &[Value], kind: Sequence, of: &Type) -> Result<Value, Stop> {
    let of = match (common(elements.iter(), of)?, Type::of(value).element()) {
        (Type::Dynamic, Some(known)) => known.clone(),
        (of, _) => of,
    };
    let mut converted =
        elements.iter().map(|element| convert_part(element, &of)).collect::<Result<Vec<_>, _>>()?;
    let mut r#type = Type::List(Box::new(of.clone()));
    if kind == Sequence::Set {
        // A set of which not all is known has no known order and length.
        if !converted.iter().all(Value::is_wholly_known) {
            return Ok(Value::unknown(Unknown::of(Kind::Sequence)).at(value.origin.clone()));
        }
        converted = sorted_set(converted);
        r#type = Type::Set(Box::new(of));
    }
    let made = Value::new(Data::Sequence(kind, Arc::new(converted))).at(value.origin.clone());
    Ok(made.of_type(&r#type))
}
