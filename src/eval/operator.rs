//! Operators, with the conversions that Terraform makes of their operands.

use crate::convert::to_number;
use crate::syntax::{Binary, Unary};
use crate::value::{Data, Kind, Number, Truth, Unknown, Value, equal};

pub(super) fn unary(operator: Unary, operand: &Value) -> Value {
    match operator {
        Unary::Not => truth(!operand.as_truth(), &[operand]),
        Unary::Negate => number(&[operand], |numbers| Some(numbers.first()?.negated())),
    }
}

pub(super) fn binary(operator: Binary, a: &Value, b: &Value) -> Value {
    let refused = a.is_refused() || b.is_refused();
    let pair =
        |f: fn(&Number, &Number) -> Option<Number>| number(&[a, b], |n| f(n.first()?, n.get(1)?));
    let order = |holds: fn(std::cmp::Ordering) -> bool| match (to_number(a), to_number(b)) {
        (Some(x), Some(y)) => Value::bool(holds(x.cmp(&y))),
        _ => not_decided(Kind::Bool, &[a, b]),
    };
    match operator {
        Binary::Equal | Binary::NotEqual if refused => Value::refused(),
        Binary::Equal => Value::truth(equal(a, b)),
        Binary::NotEqual => Value::truth(!equal(a, b)),
        Binary::And => truth(a.as_truth().and(b.as_truth()), &[a, b]),
        Binary::Or => truth(a.as_truth().or(b.as_truth()), &[a, b]),
        Binary::Add => pair(Number::plus),
        Binary::Subtract => pair(Number::minus),
        Binary::Multiply => pair(Number::times),
        Binary::Divide => pair(Number::over),
        Binary::Modulo => pair(Number::modulo),
        Binary::Less => order(std::cmp::Ordering::is_lt),
        Binary::LessEqual => order(std::cmp::Ordering::is_le),
        Binary::Greater => order(std::cmp::Ordering::is_gt),
        Binary::GreaterEqual => order(std::cmp::Ordering::is_ge),
    }
}

fn truth(truth: Truth, operands: &[&Value]) -> Value {
    if truth == Truth::Unknown { not_decided(Kind::Bool, operands) } else { Value::truth(truth) }
}

fn number(operands: &[&Value], compute: impl Fn(&[Number]) -> Option<Number>) -> Value {
    match operands.iter().map(|operand| to_number(operand)).collect::<Option<Vec<_>>>() {
        Some(numbers) => {
            compute(&numbers).map_or_else(Value::refused, |number| Value::new(Data::Number(number)))
        }
        None => not_decided(Kind::Number, operands),
    }
}

/// An operand that is known and still has no value of the type is refused; so is what was refused before.
fn not_decided(kind: Kind, operands: &[&Value]) -> Value {
    let fits = |operand: &Value| match &operand.data {
        Data::Unknown(unknown) => {
            !unknown.refused && !matches!(unknown.kind, Some(Kind::Sequence | Kind::Mapping))
        }
        Data::String(text) if text.as_known().is_some() && kind == Kind::Number => {
            to_number(operand).is_some()
        }
        Data::String(text) if text.as_known().is_some() => operand.as_truth() != Truth::Unknown,
        Data::String(_) => true,
        Data::Number(_) => kind == Kind::Number || operand.as_truth() != Truth::Unknown,
        Data::Bool(_) => kind == Kind::Bool,
        Data::Null | Data::Sequence(..) | Data::Mapping(..) | Data::Block(_) => false,
    };
    if operands.iter().all(|operand| fits(operand)) {
        Value::unknown(Unknown::of(kind))
    } else {
        Value::refused()
    }
}
