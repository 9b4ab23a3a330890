//! Functions on lists and tuples. Elements keep the place where they were written.

use super::arguments::{
    arg, element_type, elements, integer, list, may_compare, may_make, number, tuple,
};
use super::{Answer, Function, Parameter};
use crate::convert::{Stop, convert, unify};
use crate::value::{Data, Kind, Number, Sequence, Truth, Type, Value, equal};
use std::collections::HashSet;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "chunklist",
        doc: "the list in parts of a length",
        parameters: &[Parameter::LIST, Parameter::NUMBER],
        rest: None,
        result: Some(Kind::Sequence),
        compute: chunklist,
    },
    Function {
        name: "compact",
        doc: "the texts that are neither `null` nor empty",
        parameters: &[Parameter::STRINGS],
        rest: None,
        result: Some(Kind::Sequence),
        compute: compact,
    },
    Function {
        name: "concat",
        doc: "the elements of all lists",
        parameters: &[],
        rest: Some(Parameter::ANY),
        result: Some(Kind::Sequence),
        compute: concat,
    },
    Function {
        name: "distinct",
        doc: "each element once",
        parameters: &[Parameter::LIST],
        rest: None,
        result: Some(Kind::Sequence),
        compute: distinct,
    },
    Function {
        name: "element",
        doc: "the element at an index that wraps around",
        parameters: &[Parameter::ANY, Parameter::NUMBER],
        rest: None,
        result: None,
        compute: element,
    },
    Function {
        name: "index",
        doc: "the index of an element",
        parameters: &[Parameter::ANY, Parameter::ANY],
        rest: None,
        result: Some(Kind::Number),
        compute: index,
    },
    Function {
        name: "slice",
        doc: "the elements from an index to before another one",
        parameters: &[Parameter::ANY, Parameter::NUMBER, Parameter::NUMBER],
        rest: None,
        result: Some(Kind::Sequence),
        compute: slice,
    },
    Function {
        name: "sort",
        doc: "the texts in order",
        parameters: &[Parameter::STRINGS],
        rest: None,
        result: Some(Kind::Sequence),
        compute: sort,
    },
];

/// The elements of a list or tuple.
fn ordered(value: &Value) -> Result<(Sequence, &[Value]), Stop> {
    match elements(value)? {
        (Sequence::Set, _) => Err(Stop::Refused),
        ordered => Ok(ordered),
    }
}

fn chunklist(args: &[Value]) -> Answer {
    let size = usize::try_from(integer(args, 1)?).map_err(|_| Stop::Refused)?;
    let value = arg(args, 0)?;
    let ((_, elements), of) = (elements(value)?, element_type(value));
    // Of size 0, there is one chunk.
    let size = if size == 0 { elements.len().max(1) } else { size };
    let chunks = elements.chunks(size).map(|chunk| list(chunk.to_vec(), of.clone())).collect();
    Ok(list(chunks, Type::of(value)))
}

fn compact(args: &[Value]) -> Answer {
    let (_, elements) = elements(arg(args, 0)?)?;
    let mut kept = Vec::new();
    for element in elements {
        let empty = match &element.data {
            Data::String(text) => text.is_empty(),
            Data::Unknown(_) => Truth::Unknown,
            _ => element.is_null(),
        };
        match empty {
            Truth::True => {}
            Truth::False => kept.push(element.clone()),
            Truth::Unknown => return Err(Stop::Unknown),
        }
    }
    Ok(list(kept, Type::String))
}

/// Lists and sets whose elements have one type make a list, everything else a tuple.
fn concat(args: &[Value]) -> Answer {
    if args.is_empty() {
        return Err(Stop::Refused);
    }
    let mut unknown = false;
    let length = |arg: &Value| elements(arg).map_or(0, |(_, elements)| elements.len());
    may_make(args.iter().map(length).sum())?;
    let mut joined = Vec::new();
    let mut tuples = false;
    for arg in args {
        match ordered(arg) {
            Ok((kind, elements)) => {
                tuples |= kind == Sequence::Tuple;
                joined.extend(elements.iter().cloned());
            }
            Err(Stop::Unknown) => unknown = true,
            Err(Stop::Refused) => return Err(Stop::Refused),
        }
    }
    if unknown {
        return Err(Stop::Unknown);
    }
    if tuples {
        return Ok(tuple(joined));
    }
    let types: Vec<Type> = args.iter().map(element_type).collect();
    match unify(&types) {
        Ok(Type::Dynamic) if !types.iter().all(|one| *one == Type::Dynamic) => Err(Stop::Unknown),
        Ok(of) => {
            let converted = joined.iter().map(|element| convert(element, &of));
            Ok(list(converted.collect::<Result<_, _>>()?, of))
        }
        Err(Stop::Refused) => Ok(tuple(joined)),
        Err(Stop::Unknown) => Err(Stop::Unknown),
    }
}

fn distinct(args: &[Value]) -> Answer {
    let value = arg(args, 0)?;
    let (_, elements) = elements(value)?;
    if !elements.iter().all(Value::is_wholly_known) {
        return Err(Stop::Unknown);
    }
    let mut unique: Vec<Value> = Vec::new();
    // Texts are told apart by themselves, all else by comparison.
    let mut texts = HashSet::new();
    for element in elements {
        if let Some(text) = element.as_str() {
            if texts.insert(text) {
                unique.push(element.clone());
            }
            continue;
        }
        may_compare(1, unique.len())?;
        if !unique.iter().any(|known| equal(known, element) == Truth::True) {
            unique.push(element.clone());
        }
    }
    Ok(list(unique, element_type(value)))
}

fn element(args: &[Value]) -> Answer {
    let (kind, list) = ordered(arg(args, 0)?)?;
    if list.is_empty() {
        return Err(Stop::Refused);
    }
    let length = i64::try_from(list.len()).map_err(|_| Stop::Unknown)?;
    // A negative one counts from the end. Of a tuple it does so in later versions alone; 1.11 fails.
    let position = match (integer(args, 1)?, kind) {
        (..0, Sequence::Tuple) => return Err(Stop::Unknown),
        (position, _) => position.rem_euclid(length),
    };
    let found = usize::try_from(position).ok().and_then(|position| list.get(position));
    found.cloned().ok_or(Stop::Refused)
}

fn index(args: &[Value]) -> Answer {
    let (_, list) = ordered(arg(args, 0)?)?;
    let value = arg(args, 1)?;
    for (position, element) in list.iter().enumerate() {
        match equal(element, value) {
            Truth::True => return Ok(Value::number(position)),
            Truth::False => {}
            Truth::Unknown => return Err(Stop::Unknown),
        }
    }
    Err(Stop::Refused)
}

fn slice(args: &[Value]) -> Answer {
    let value = arg(args, 0)?;
    let (kind, elements) = ordered(value)?;
    let (start, end) = (number(args, 1), number(args, 2));
    let position = |number: Result<Number, Stop>| -> Result<usize, Stop> {
        number?.as_usize().ok_or(Stop::Refused)
    };
    let (start, end) = match (position(start), position(end)) {
        (Err(Stop::Refused), _) | (_, Err(Stop::Refused)) => return Err(Stop::Refused),
        (start, end) => (start?, end?),
    };
    let part = elements.get(start..end).ok_or(Stop::Refused)?.to_vec();
    Ok(if kind == Sequence::Tuple { tuple(part) } else { list(part, element_type(value)) })
}

fn sort(args: &[Value]) -> Answer {
    let (_, elements) = elements(arg(args, 0)?)?;
    if elements.iter().any(|element| matches!(element.data, Data::Null)) {
        return Err(Stop::Refused);
    }
    if !elements.iter().all(Value::is_wholly_known) {
        return Err(Stop::Unknown);
    }
    let mut sorted = elements.to_vec();
    sorted.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
    Ok(list(sorted, Type::String))
}
