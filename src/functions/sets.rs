//! Functions on sets.

use super::arguments::{arg, element_type, elements, list, may_compare, may_make};
use super::{Answer, Function, Parameter};
use crate::convert::{Stop, convert, unify};
use crate::value::{Data, Kind, Sequence, Truth, Type, Value, equal, sorted_set};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "setintersection",
        doc: "the elements that all sets have",
        parameters: &[Parameter::SET],
        rest: Some(Parameter::SET),
        result: Some(Kind::Sequence),
        compute: |args| {
            combine(args, |a, b| {
                may_compare(a.len(), b.len())?;
                Ok(a.into_iter().filter(|one| holds(&b, one)).collect())
            })
        },
    },
    Function {
        name: "setproduct",
        doc: "all ways to take an element of each set",
        parameters: &[],
        rest: Some(Parameter::ANY),
        result: Some(Kind::Sequence),
        compute: setproduct,
    },
    Function {
        name: "setsubtract",
        doc: "the elements of the first set that the second has not",
        parameters: &[Parameter::SET, Parameter::SET],
        rest: None,
        result: Some(Kind::Sequence),
        compute: |args| {
            combine(args, |a, b| {
                may_compare(a.len(), b.len())?;
                Ok(a.into_iter().filter(|one| !holds(&b, one)).collect())
            })
        },
    },
    Function {
        name: "setunion",
        doc: "the elements that any set has",
        parameters: &[Parameter::SET],
        rest: Some(Parameter::SET),
        result: Some(Kind::Sequence),
        compute: |args| {
            combine(args, |mut a, b| {
                may_make(a.len() + b.len())?;
                a.extend(b);
                Ok(a)
            })
        },
    },
];

fn holds(set: &[Value], value: &Value) -> bool {
    set.iter().any(|element| equal(element, value) == Truth::True)
}

fn set(elements: Vec<Value>, of: Type) -> Value {
    let value = Value::new(Data::Sequence(Sequence::Set, sorted_set(elements).into()));
    value.of_type(&Type::Set(Box::new(of)))
}

/// The elements of two sets, combined.
type Step = fn(Vec<Value>, Vec<Value>) -> Result<Vec<Value>, Stop>;

/// Sets of one element type, combined from the first to the last. Which of them are the same has to be known.
fn combine(args: &[Value], step: Step) -> Answer {
    let mut types = Vec::new();
    for arg in args {
        let (_, elements) = elements(arg)?;
        let of = element_type(arg);
        if !(elements.is_empty() && of == Type::Dynamic) {
            types.push(of);
        }
    }
    let of = if types.is_empty() { Type::Dynamic } else { unify(&types)? };
    let wanted = Type::Set(Box::new(of.clone()));
    let mut result: Option<Vec<Value>> = None;
    for arg in args {
        let converted = convert(arg, &wanted)?;
        let (_, next) = elements(&converted)?;
        // Only a set of one element has some of which not all is known.
        if args.len() > 1 && !converted.is_wholly_known() {
            return Err(Stop::Unknown);
        }
        result = Some(match result {
            Some(before) => step(before, next.to_vec())?,
            None => next.to_vec(),
        });
    }
    Ok(set(result.unwrap_or_default(), of))
}

fn setproduct(args: &[Value]) -> Answer {
    if args.len() < 2 {
        return Err(Stop::Refused);
    }
    let mut types = Vec::new();
    let mut any_set = false;
    let mut unknown = false;
    let mut total = 1_usize;
    for arg in args {
        match elements(arg) {
            Ok((kind, elements)) => {
                any_set |= kind == Sequence::Set;
                total = total.saturating_mul(elements.len());
                let own: Vec<Type> = elements.iter().map(Type::of).collect();
                types.push(match kind {
                    Sequence::Tuple if own.is_empty() => Type::Dynamic,
                    Sequence::Tuple => unify(&own)?,
                    _ => element_type(arg),
                });
            }
            Err(Stop::Unknown) => unknown = true,
            Err(Stop::Refused) => return Err(Stop::Refused),
        }
    }
    if unknown {
        return Err(Stop::Unknown);
    }
    may_make(total.saturating_mul(args.len() + 1))?;
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for (position, of) in types.iter().enumerate() {
        let (_, elements) = elements(arg(args, position)?)?;
        let column =
            elements.iter().map(|element| convert(element, of)).collect::<Result<Vec<_>, _>>()?;
        let extend = |row: &Vec<Value>| -> Vec<Vec<Value>> {
            let longer = |element: &Value| row.iter().chain([element]).cloned().collect();
            column.iter().map(longer).collect()
        };
        // Of a product with nothing in it, not even the rows before are made.
        rows = if total == 0 { Vec::new() } else { rows.iter().flat_map(extend).collect() };
    }
    let rows: Vec<Value> = rows.into_iter().map(Value::tuple).collect();
    let of = Type::Tuple(types);
    if !any_set {
        return Ok(list(rows, of));
    }
    if !rows.iter().all(Value::is_wholly_known) {
        return Err(Stop::Unknown);
    }
    Ok(set(rows, of))
}
