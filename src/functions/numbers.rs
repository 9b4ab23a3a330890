//! Functions on numbers.

use super::arguments::{arg, integer, known, list, number};
use super::logarithm::{log, pow};
use super::{Answer, Function, OfArguments, Parameter};
use crate::convert::Stop;
use crate::value::{Data, Kind, Number, Type, Value};

const fn of_one(name: &'static str, doc: &'static str, compute: OfArguments) -> Function {
    Function::of(name, doc, &[Parameter::NUMBER], Kind::Number, compute)
}

const fn of_two(name: &'static str, doc: &'static str, compute: OfArguments) -> Function {
    Function::of(name, doc, &[Parameter::NUMBER, Parameter::NUMBER], Kind::Number, compute)
}

const fn of_many(
    name: &'static str,
    doc: &'static str,
    compute: fn(&[Value]) -> Answer,
) -> Function {
    Function {
        name,
        doc,
        parameters: &[],
        rest: Some(Parameter::NUMBER),
        result: Some(Kind::Number),
        compute,
    }
}

pub(super) const FUNCTIONS: &[Function] = &[
    of_one("abs", "the number without its sign", |args| Ok(made(number(args, 0)?.absolute()))),
    of_one("ceil", "the next whole number that is not smaller", |args| {
        Ok(made(number(args, 0)?.ceil()))
    }),
    of_one("floor", "the next whole number that is not greater", |args| {
        Ok(made(number(args, 0)?.floor()))
    }),
    of_two("log", "the logarithm of the first number to the base of the second", |args| {
        double(args, log)
    }),
    of_many("max", "the greatest of the numbers", |args| pick(args, Iterator::max)),
    of_many("min", "the smallest of the numbers", |args| pick(args, Iterator::min)),
    Function {
        name: "parseint",
        doc: "the whole number that a text spells in a base",
        parameters: &[Parameter::ANY, Parameter::NUMBER],
        rest: None,
        result: Some(Kind::Number),
        compute: parseint,
    },
    of_two("pow", "the first number to the power of the second", |args| double(args, pow)),
    Function {
        name: "range",
        doc: "numbers in order, up to a limit, from a start, by a step",
        parameters: &[],
        rest: Some(Parameter::NUMBER),
        result: Some(Kind::Sequence),
        compute: range,
    },
    of_one("signum", "-1, 0 or 1, by the sign of the number", |args| {
        Ok(Value::number(integer(args, 0)?.signum()))
    }),
];

/// Terraform refuses a range of more elements.
const MAX_RANGE: usize = 1024;

fn made(number: Number) -> Value {
    Value::new(Data::Number(number))
}

/// Computed in double precision. Infinity, which Terraform has, is not known here.
fn double(args: &[Value], compute: fn(f64, f64) -> f64) -> Answer {
    let (a, b) = (number(args, 0)?.to_f64(), number(args, 1)?.to_f64());
    let result = compute(a, b);
    if result.is_nan() || a.is_infinite() || b.is_infinite() {
        return Err(Stop::Refused);
    }
    Number::from_f64(result).map(made).ok_or(Stop::Unknown)
}

fn pick(args: &[Value], best: fn(std::vec::IntoIter<Number>) -> Option<Number>) -> Answer {
    let numbers =
        (0..args.len()).map(|position| number(args, position)).collect::<Result<Vec<_>, _>>()?;
    best(numbers.into_iter()).map(made).ok_or(Stop::Refused)
}

fn parseint(args: &[Value]) -> Answer {
    // Only a string is read: another primitive value is refused, although it would convert.
    match &arg(args, 0)?.data {
        Data::String(_) | Data::Unknown(_) => {}
        _ => return Err(Stop::Refused),
    }
    let base = integer(args, 1)?;
    let base =
        u32::try_from(base).ok().filter(|base| (2..=62).contains(base)).ok_or(Stop::Refused)?;
    let text = known(args, 0)?;
    Number::from_digits(&text, base).map_or_else(
        |long| Err(if long { Stop::Unknown } else { Stop::Refused }),
        |number| Ok(made(number)),
    )
}

fn range(args: &[Value]) -> Answer {
    let numbers =
        (0..args.len()).map(|position| number(args, position)).collect::<Result<Vec<_>, _>>()?;
    let zero = Number::from(0_i64);
    let (start, limit) = match numbers.as_slice() {
        [limit] => (zero.clone(), limit.clone()),
        [start, limit] | [start, limit, _] => (start.clone(), limit.clone()),
        _ => return Err(Stop::Refused),
    };
    let down = limit < start;
    let one = Number::from(if down { -1_i64 } else { 1 });
    let step = numbers.get(2).cloned().unwrap_or(one);
    // A step of 0, or one that leads away from the limit, never ends.
    if step.is_zero() || (start != limit && step.is_negative() != down) {
        return Err(Stop::Refused);
    }
    let mut elements = Vec::new();
    let mut next = start;
    while if down { next > limit } else { next < limit } {
        if elements.len() == MAX_RANGE {
            return Err(Stop::Refused);
        }
        elements.push(made(next.clone()));
        next = next.plus(&step).ok_or(Stop::Unknown)?;
    }
    Ok(list(elements, Type::Number))
}
