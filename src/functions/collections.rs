//! Functions on collections of any kind.

use super::arguments::{arg, element_type, elements, list, text, tuple};
use super::clusters::clusters;
use super::{Answer, Function, Parameter};
use crate::convert::Stop;
use crate::value::{Data, Kind, Number, Sequence, Type, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "flatten",
        doc: "the list with the elements of the lists in it in their place",
        parameters: &[Parameter::ANY],
        rest: None,
        result: Some(Kind::Sequence),
        compute: flatten,
    },
    Function {
        name: "length",
        doc: "how many elements, entries or characters there are",
        parameters: &[Parameter::ANY],
        rest: None,
        result: Some(Kind::Number),
        compute: length,
    },
    Function {
        name: "one",
        doc: "the only element, or `null` of an empty list",
        parameters: &[Parameter::ANY],
        rest: None,
        result: None,
        compute: one,
    },
    Function {
        name: "reverse",
        doc: "the elements in reverse",
        parameters: &[Parameter::ANY],
        rest: None,
        result: Some(Kind::Sequence),
        compute: reverse,
    },
    Function {
        name: "sum",
        doc: "the sum of the numbers of a list",
        parameters: &[Parameter::ANY],
        rest: None,
        result: Some(Kind::Number),
        compute: sum,
    },
];

fn flatten(args: &[Value]) -> Answer {
    fn push(value: &Value, flat: &mut Vec<Value>) -> Result<(), Stop> {
        match &value.data {
            Data::Sequence(_, elements) => {
                elements.iter().try_for_each(|element| push(element, flat))
            }
            // It may turn out to be a list, which would be flattened too.
            Data::Unknown(unknown) if unknown.kind.is_none_or(|kind| kind == Kind::Sequence) => {
                Err(Stop::Unknown)
            }
            _ => {
                flat.push(value.clone());
                Ok(())
            }
        }
    }
    let mut flat = Vec::new();
    let (_, elements) = elements(arg(args, 0)?)?;
    elements.iter().try_for_each(|value| push(value, &mut flat))?;
    Ok(tuple(flat))
}

fn length(args: &[Value]) -> Answer {
    match &arg(args, 0)?.data {
        Data::Sequence(_, elements) => Ok(Value::number(elements.len())),
        Data::Mapping(_, entries) => Ok(Value::number(entries.len())),
        Data::String(_) => {
            let text = text(args, 0)?;
            let known = text.as_known().ok_or(Stop::Unknown)?;
            Ok(Value::number(clusters(known).count()))
        }
        Data::Unknown(unknown) => match unknown.kind {
            Some(Kind::Bool | Kind::Number) => Err(Stop::Refused),
            _ => Err(Stop::Unknown),
        },
        Data::Block(_) => Err(Stop::Unknown),
        Data::Null | Data::Bool(_) | Data::Number(_) => Err(Stop::Refused),
    }
}

fn one(args: &[Value]) -> Answer {
    let value = arg(args, 0)?;
    match elements(value)? {
        (_, []) => Ok(match element_type(value) {
            Type::Dynamic => Value::null(),
            of => Value::null().of_type(&of),
        }),
        (_, [only]) => Ok(only.clone()),
        _ => Err(Stop::Refused),
    }
}

fn reverse(args: &[Value]) -> Answer {
    let value = arg(args, 0)?;
    let (kind, elements) = elements(value)?;
    let reversed = elements.iter().rev().cloned().collect();
    Ok(match kind {
        Sequence::Tuple => tuple(reversed),
        _ => list(reversed, element_type(value)),
    })
}

fn sum(args: &[Value]) -> Answer {
    let (_, elements) = elements(arg(args, 0)?)?;
    let mut sum: Option<Number> = None;
    let mut unknown = false;
    for element in elements {
        let Data::Number(number) = Parameter::NUMBER.take(element)?.data else {
            unknown = true;
            continue;
        };
        sum = Some(match sum {
            Some(sum) => sum.plus(&number).ok_or(Stop::Unknown)?,
            None => number,
        });
    }
    if unknown {
        return Err(Stop::Unknown);
    }
    sum.map(|sum| Value::new(Data::Number(sum))).ok_or(Stop::Refused)
}
