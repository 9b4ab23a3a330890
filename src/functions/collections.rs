//! Functions on collections. Entries and elements keep the place where they were written.

use super::conversions::{make_sequence, unify};
use super::{ANY, Function};
use crate::convert::{to_number, to_text};
use crate::value::{Data, Entries, Entry, Kind, Mapping, Number, Sequence, Truth, Value, equal};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "alltrue",
        arity: (1, 1),
        result: Some(Kind::Bool),
        compute: |a| quantify(a, Truth::all),
    },
    Function {
        name: "anytrue",
        arity: (1, 1),
        result: Some(Kind::Bool),
        compute: |a| quantify(a, Truth::any),
    },
    Function { name: "coalesce", arity: (1, ANY), result: None, compute: coalesce },
    Function { name: "compact", arity: (1, 1), result: Some(Kind::Sequence), compute: compact },
    Function { name: "concat", arity: (1, ANY), result: Some(Kind::Sequence), compute: concat },
    Function { name: "contains", arity: (2, 2), result: Some(Kind::Bool), compute: contains },
    Function { name: "distinct", arity: (1, 1), result: Some(Kind::Sequence), compute: distinct },
    Function { name: "element", arity: (2, 2), result: None, compute: element },
    Function { name: "flatten", arity: (1, 1), result: Some(Kind::Sequence), compute: flatten },
    Function { name: "keys", arity: (1, 1), result: Some(Kind::Sequence), compute: keys },
    Function { name: "length", arity: (1, 1), result: Some(Kind::Number), compute: length },
    Function { name: "lookup", arity: (2, 3), result: None, compute: lookup },
    Function { name: "merge", arity: (0, ANY), result: None, compute: merge },
    Function { name: "one", arity: (1, 1), result: None, compute: one },
    Function { name: "reverse", arity: (1, 1), result: Some(Kind::Sequence), compute: reverse },
    Function { name: "sort", arity: (1, 1), result: Some(Kind::Sequence), compute: sort },
    Function { name: "values", arity: (1, 1), result: Some(Kind::Sequence), compute: values },
    Function { name: "zipmap", arity: (2, 2), result: Some(Kind::Mapping), compute: zipmap },
];

fn sequence(kind: Sequence, elements: Vec<Value>) -> Value {
    Value::new(Data::Sequence(kind, Arc::new(elements)))
}

/// The elements of a tuple, list or set.
fn elements(value: &Value) -> Option<&[Value]> {
    match &value.data {
        Data::Sequence(_, elements) => Some(elements),
        _ => None,
    }
}

fn entries(value: &Value) -> Option<(Mapping, &Entries)> {
    match &value.data {
        Data::Mapping(kind, entries) => Some((*kind, entries)),
        _ => None,
    }
}

/// Sorts and takes each once, as sets of strings and of numbers are. Sets of other types keep the order in which they
/// were written: Terraform's order of them is by hash.
pub(super) fn sorted_set(values: Vec<Value>) -> Vec<Value> {
    let mut unique = once(values);
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let number = |value: &Value| to_number(value).filter(|_| value.kind() == Some(Kind::Number));
    if unique.iter().all(|value| text(value).is_some()) {
        unique.sort_by_key(text);
    } else if unique.iter().all(|value| number(value).is_some()) {
        unique.sort_by_key(number);
    }
    unique
}

fn once(values: Vec<Value>) -> Vec<Value> {
    let mut unique: Vec<Value> = Vec::new();
    for value in values {
        if !unique.iter().any(|known| equal(known, &value) == Truth::True) {
            unique.push(value);
        }
    }
    unique
}

fn quantify(args: &[Value], decide: fn(Vec<Truth>) -> Truth) -> Option<Value> {
    let truths = elements(args.first()?)?.iter().map(Value::as_truth).collect();
    Some(Value::truth(decide(truths)))
}

fn coalesce(args: &[Value]) -> Option<Value> {
    for arg in args {
        let empty = match &arg.data {
            Data::String(text) => text.is_empty(),
            _ => arg.is_null(),
        };
        match empty {
            Truth::True => {}
            Truth::False => return Some(arg.clone()),
            Truth::Unknown => return Some(Value::anything()),
        }
    }
    None
}

fn compact(args: &[Value]) -> Option<Value> {
    let list = elements(args.first()?)?;
    let empty = |value: &Value| match &value.data {
        Data::String(text) => text.is_empty(),
        _ => value.is_null(),
    };
    if list.iter().any(|value| empty(value) == Truth::Unknown) {
        return None;
    }
    Some(sequence(
        Sequence::List,
        list.iter().filter(|value| empty(value) == Truth::False).cloned().collect(),
    ))
}

fn concat(args: &[Value]) -> Option<Value> {
    let lists = args.iter().map(elements).collect::<Option<Vec<_>>>()?;
    let all_lists = args.iter().all(|arg| matches!(arg.data, Data::Sequence(Sequence::List, _)));
    let joined = lists.concat();
    Some(if all_lists {
        sequence(Sequence::List, unify(&joined))
    } else {
        sequence(Sequence::Tuple, joined)
    })
}

fn contains(args: &[Value]) -> Option<Value> {
    let (list, value) = (elements(args.first()?)?, args.get(1)?);
    Some(Value::truth(Truth::any(list.iter().map(|element| equal(element, value)))))
}

fn distinct(args: &[Value]) -> Option<Value> {
    let list = elements(args.first()?)?;
    list.iter().all(Value::is_wholly_known).then(|| sequence(Sequence::List, once(list.to_vec())))
}

fn element(args: &[Value]) -> Option<Value> {
    let list = elements(args.first()?)?;
    let position = to_number(args.get(1)?)?.modulo(&Number::from(list.len()))?.as_usize()?;
    list.get(position).cloned()
}

fn flatten(args: &[Value]) -> Option<Value> {
    fn push(value: &Value, flat: &mut Vec<Value>) -> Option<()> {
        match &value.data {
            Data::Sequence(_, elements) => {
                elements.iter().try_for_each(|element| push(element, flat))
            }
            // It may turn out to be a list, which would be flattened too.
            Data::Unknown(unknown) if unknown.kind.is_none_or(|kind| kind == Kind::Sequence) => {
                None
            }
            _ => {
                flat.push(value.clone());
                Some(())
            }
        }
    }
    let mut flat = Vec::new();
    for value in elements(args.first()?)? {
        push(value, &mut flat)?;
    }
    Some(Value::tuple(flat))
}

fn keys(args: &[Value]) -> Option<Value> {
    let (_, entries) = entries(args.first()?)?;
    let key =
        |(key, entry): (&Arc<str>, &Entry)| Value::string(Arc::clone(key)).at(entry.key.clone());
    Some(Value::tuple(entries.iter().map(key).collect()))
}

fn values(args: &[Value]) -> Option<Value> {
    let (kind, entries) = entries(args.first()?)?;
    let kind = if kind == Mapping::Map { Sequence::List } else { Sequence::Tuple };
    Some(sequence(kind, entries.values().map(|entry| entry.value.clone()).collect()))
}

fn length(args: &[Value]) -> Option<Value> {
    match &args.first()?.data {
        Data::Sequence(_, elements) => Some(Value::number(elements.len())),
        Data::Mapping(_, entries) => Some(Value::number(entries.len())),
        // Terraform counts grapheme clusters; in ASCII each byte but the pair of a line end is one.
        Data::String(text) => {
            let text = text.as_known()?;
            let plain = text.is_ascii() && !text.contains("\r\n");
            Some(if plain {
                Value::number(text.len())
            } else {
                Value::unknown(crate::value::Unknown::of(Kind::Number))
            })
        }
        _ => None,
    }
}

fn lookup(args: &[Value]) -> Option<Value> {
    let ((_, entries), key) = (entries(args.first()?)?, to_text(args.get(1)?)?);
    match entries.get(key.as_known()?) {
        Some(entry) => Some(entry.value.clone()),
        None => args.get(2).cloned(),
    }
}

fn merge(args: &[Value]) -> Option<Value> {
    let mut merged = Entries::new();
    let mut kind = Mapping::Map;
    for arg in args {
        if matches!(arg.data, Data::Null) {
            continue;
        }
        let (each, entries) = entries(arg)?;
        if each == Mapping::Object {
            kind = Mapping::Object;
        }
        merged.extend(entries.iter().map(|(key, entry)| (Arc::clone(key), entry.clone())));
    }
    let kind = if args.is_empty() { Mapping::Object } else { kind };
    Some(Value::new(Data::Mapping(kind, Arc::new(merged))))
}

fn one(args: &[Value]) -> Option<Value> {
    match elements(args.first()?)? {
        [] => Some(Value::null()),
        [only] => Some(only.clone()),
        _ => None,
    }
}

fn reverse(args: &[Value]) -> Option<Value> {
    let Data::Sequence(kind, list) = &args.first()?.data else { return None };
    let kind = if *kind == Sequence::Set { Sequence::List } else { *kind };
    Some(sequence(kind, list.iter().rev().cloned().collect()))
}

fn sort(args: &[Value]) -> Option<Value> {
    let mut texts = elements(args.first()?)?
        .iter()
        .map(|value| to_text(value)?.as_known().map(|text| (text.to_owned(), value.origin.clone())))
        .collect::<Option<Vec<_>>>()?;
    texts.sort_by(|(a, _), (b, _)| a.cmp(b));
    Some(make_sequence(
        &texts.into_iter().map(|(text, origin)| Value::string(text).at(origin)).collect::<Vec<_>>(),
        Sequence::List,
    ))
}

fn zipmap(args: &[Value]) -> Option<Value> {
    let (keys, values) = (elements(args.first()?)?, elements(args.get(1)?)?);
    if keys.len() != values.len() {
        return None;
    }
    let entry = |(key, value): (&Value, &Value)| {
        let text = to_text(key)?.as_known().map(Arc::from)?;
        Some((text, Entry { key: key.origin.clone(), value: value.clone() }))
    };
    keys.iter().zip(values).map(entry).collect::<Option<Entries>>().map(Value::object)
}
