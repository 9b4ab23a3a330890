//! Operators, with the conversions that Terraform makes of their operands.

use crate::convert::{Stop, convert};
use crate::syntax::{Binary, Unary};
use crate::value::budget;
use crate::value::{Data, Kind, Number, Truth, Type, Unknown, Value, equal};
use std::cmp::Ordering;

pub(crate) fn unary(operator: Unary, operand: &Value) -> Value {
    let (result, kind) = match operator {
        Unary::Not => (truth_of(operand).map(|truth| Value::truth(!truth)), Kind::Bool),
        Unary::Negate => {
            let negated = number(operand).map(|number| Value::new(Data::Number(number.negated())));
            (negated, Kind::Number)
        }
    };
    or_unknown(result, kind)
}

pub(crate) fn binary(operator: Binary, a: &Value, b: &Value) -> Value {
    match operator {
        Binary::Equal => or_unknown(equals(a, b).map(Value::truth), Kind::Bool),
        Binary::NotEqual => or_unknown(equals(a, b).map(|truth| Value::truth(!truth)), Kind::Bool),
        Binary::And | Binary::Or => logic(operator, a, b),
        Binary::Add => arithmetic(a, b, |x, y| x.plus(y).ok_or(Stop::Unknown)),
        Binary::Subtract => arithmetic(a, b, |x, y| x.minus(y).ok_or(Stop::Unknown)),
        Binary::Multiply => arithmetic(a, b, |x, y| x.times(y).ok_or(Stop::Unknown)),
        Binary::Divide => arithmetic(a, b, divide),
        Binary::Modulo => arithmetic(a, b, |x, y| {
            // Terraform gives back what is divided by zero.
            if y.is_zero() { Ok(x.clone()) } else { x.modulo(y).ok_or(Stop::Unknown) }
        }),
        Binary::Less => order(a, b, Ordering::is_lt),
        Binary::LessEqual => order(a, b, Ordering::is_le),
        Binary::Greater => order(a, b, Ordering::is_gt),
        Binary::GreaterEqual => order(a, b, Ordering::is_ge),
    }
}

/// The operand as a boolean. `null` is refused.
pub(crate) fn truth_of(operand: &Value) -> Result<Truth, Stop> {
    if let Data::Bool(known) = operand.data {
        return Ok(Truth::from(known));
    }
    match convert(operand, &Type::Bool) {
        Ok(value) if matches!(value.data, Data::Null) => Err(Stop::Refused),
        Ok(value) => Ok(value.as_truth()),
        Err(Stop::Unknown) => Ok(Truth::Unknown),
        Err(Stop::Refused) => Err(Stop::Refused),
    }
}

fn number(operand: &Value) -> Result<Number, Stop> {
    match convert(operand, &Type::Number)?.data {
        Data::Number(number) => Ok(number),
        Data::Null => Err(Stop::Refused),
        _ => Err(Stop::Unknown),
    }
}

/// Both operands, so that one that is refused counts although the other is unknown.
fn numbers(a: &Value, b: &Value) -> Result<(Number, Number), Stop> {
    match (number(a), number(b)) {
        (Err(Stop::Refused), _) | (_, Err(Stop::Refused)) => Err(Stop::Refused),
        (a, b) => Ok((a?, b?)),
    }
}

fn arithmetic(
    a: &Value,
    b: &Value,
    compute: impl Fn(&Number, &Number) -> Result<Number, Stop>,
) -> Value {
    let result = numbers(a, b).and_then(|(x, y)| compute(&x, &y));
    or_unknown(result.map(|number| Value::new(Data::Number(number))), Kind::Number)
}

/// Infinity, which Terraform has, is not computed with here.
fn divide(x: &Number, y: &Number) -> Result<Number, Stop> {
    match (x.is_zero(), y.is_zero()) {
        (true, true) => Err(Stop::Refused),
        _ => x.over(y).ok_or(Stop::Unknown),
    }
}

fn order(a: &Value, b: &Value, holds: fn(Ordering) -> bool) -> Value {
    or_unknown(numbers(a, b).map(|(x, y)| Value::bool(holds(x.cmp(&y)))), Kind::Bool)
}

/// Whether both operands are equal. One that is refused is equal to nothing, and different from nothing.
pub(crate) fn equals(a: &Value, b: &Value) -> Result<Truth, Stop> {
    if a.is_refused() || b.is_refused() {
        return Err(Stop::Refused);
    }
    let is_looked_at = budget::look(a.size()) && budget::look(b.size());
    Ok(if is_looked_at { equal(a, b) } else { Truth::Unknown })
}

/// What the left operand of `&&` or `||` decides alone, if it does.
pub(crate) fn decided(operator: Binary, left: &Value) -> Option<Value> {
    alone(operator, truth_of(left)).map(|truth| Value::truth(truth).made_of(&[left]))
}

/// The same of an operand whose truth is known.
pub(crate) fn alone(operator: Binary, left: Result<Truth, Stop>) -> Option<Truth> {
    match (operator, left) {
        (Binary::And, Ok(Truth::False)) => Some(Truth::False),
        (Binary::Or, Ok(Truth::True)) => Some(Truth::True),
        _ => None,
    }
}

/// The truth of `&&` or `||`. `Err(Stop::Unknown)`: not even the type of the result is certain.
pub(crate) fn joined(
    operator: Binary,
    a: Result<Truth, Stop>,
    b: Result<Truth, Stop>,
) -> Result<Truth, Stop> {
    let join = if operator == Binary::And { Truth::and } else { Truth::or };
    match (a, b) {
        (Ok(x), Ok(y)) => Ok(join(x, y)),
        // Where the left operand decides, or turns out to, whether anybody asks the right one depends on the version.
        (Ok(x), Err(_)) if x == Truth::Unknown || join(x, Truth::Unknown) != Truth::Unknown => {
            Err(Stop::Unknown)
        }
        _ => Err(Stop::Refused),
    }
}

/// Since Terraform 1.12 the left operand may decide alone, and then the right one may be refused. Before, all of it is.
fn logic(operator: Binary, a: &Value, b: &Value) -> Value {
    match joined(operator, truth_of(a), truth_of(b)) {
        Err(Stop::Unknown) => Value::anything(),
        truth => or_unknown(truth.map(Value::truth), Kind::Bool),
    }
}

fn or_unknown(result: Result<Value, Stop>, kind: Kind) -> Value {
    result.unwrap_or_else(|stop| match stop {
        Stop::Refused if kind == Kind::Number => Value::refused_as(&Type::Number),
        Stop::Refused => Value::refused_as(&Type::Bool),
        Stop::Unknown => Value::unknown(Unknown::of(kind)),
    })
}
