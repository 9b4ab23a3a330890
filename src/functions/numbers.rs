//! Functions on numbers.

use super::{ANY, Function};
use crate::convert::to_number;
use crate::value::{Data, Kind, Number, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "abs", arity: (1, 1), result: Some(Kind::Number), compute: |a| map(a, abs) },
    Function {
        name: "ceil",
        arity: (1, 1),
        result: Some(Kind::Number),
        compute: |a| map(a, Number::ceil),
    },
    Function {
        name: "floor",
        arity: (1, 1),
        result: Some(Kind::Number),
        compute: |a| map(a, Number::floor),
    },
    Function {
        name: "max",
        arity: (1, ANY),
        result: Some(Kind::Number),
        compute: |a| pick(a, Iterator::max),
    },
    Function {
        name: "min",
        arity: (1, ANY),
        result: Some(Kind::Number),
        compute: |a| pick(a, Iterator::min),
    },
    Function { name: "range", arity: (1, 3), result: Some(Kind::Sequence), compute: range },
];

/// Terraform refuses a range of more elements.
const MAX_RANGE: usize = 1024;

fn number(number: Number) -> Value {
    Value::new(Data::Number(number))
}

fn abs(value: &Number) -> Number {
    if value.is_negative() { value.negated() } else { value.clone() }
}

fn map(args: &[Value], change: fn(&Number) -> Number) -> Option<Value> {
    Some(number(change(&to_number(args.first()?)?)))
}

fn pick(args: &[Value], best: fn(std::vec::IntoIter<Number>) -> Option<Number>) -> Option<Value> {
    let numbers: Vec<Number> = args.iter().map(to_number).collect::<Option<_>>()?;
    best(numbers.into_iter()).map(number)
}

fn range(args: &[Value]) -> Option<Value> {
    let numbers: Vec<Number> = args.iter().map(to_number).collect::<Option<_>>()?;
    let zero = Number::from(0_i64);
    let (start, limit) = match numbers.as_slice() {
        [limit] => (zero.clone(), limit.clone()),
        [start, limit, ..] => (start.clone(), limit.clone()),
        [] => return None,
    };
    let down = limit < start;
    let one = if down { Number::from(-1_i64) } else { Number::from(1_i64) };
    let step = numbers.get(2).cloned().unwrap_or(one);
    // A step of 0, or one that leads away from the limit, never ends.
    if start != limit && (step.is_zero() || step.is_negative() != down) {
        return None;
    }
    let mut elements = Vec::new();
    let mut next = start;
    while if down { next > limit } else { next < limit } {
        if elements.len() == MAX_RANGE {
            return None;
        }
        elements.push(number(next.clone()));
        next = next.plus(&step)?;
    }
    Some(Value::new(Data::Sequence(crate::value::Sequence::List, elements.into())))
}
