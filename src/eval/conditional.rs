//! `a ? b : c`

use super::{operator, written};
use crate::convert::{Stop, convert_or_unknown, unify};
use crate::source::Span;
use crate::value::budget;
use crate::value::{Data, Mapping, Sequence, Truth, Type, Unknown, Value, equal};
use std::sync::Arc;

/// Whether a condition that is certain chooses the first branch. Pages are written for one version of the language, and on
/// them nobody asks for the other one.
pub(crate) fn chosen(condition: &Value) -> Option<bool> {
    match operator::truth_of(condition) {
        Ok(Truth::True) => Some(true),
        Ok(Truth::False) => Some(false),
        _ => None,
    }
}

/// Both branches are evaluated, since the result has the type that both convert to. Of a branch that may yet turn out to
/// be refused, and then has no type, nothing is concluded.
pub(crate) fn conditional(condition: &Value, a: Value, b: Value, then: Span) -> Value {
    if !budget::look(a.size()) || !budget::look(b.size()) {
        return Value::anything();
    }
    let certain = [&a, &b].iter().all(|one| one.is_refused() || one.is_certain_to_evaluate());
    // What is refused may have a type, and then the other branch becomes of it, or both are refused.
    let open = |value: &Value| value.is_refused() && value.typed.is_none();
    // Beside it, the other branch has the type that it has by itself.
    let yields = |branch: &Value, other: &Value| match (&branch.data, &other.data) {
        (Data::Null, _) => branch.typed.is_none(),
        (
            Data::Sequence(Sequence::Tuple, elements),
            Data::Sequence(Sequence::List | Sequence::Set, _),
        ) => elements.is_empty(),
        _ => false,
    };
    let types = [Type::of(&a), Type::of(&b)];
    let [of_a, of_b] = &types;
    let r#type = match (yields(&a, &b), yields(&b, &a)) {
        (true, _) => Ok(of_b.clone()),
        (_, true) => Ok(of_a.clone()),
        _ if open(&a) || open(&b) => Ok(Type::Dynamic),
        _ => unify(&types).map_err(|stop| if certain { stop } else { Stop::Unknown }),
    };
    // Whichever is chosen, a branch that is not shown hides the result.
    let hides = condition.is_sensitive() || a.is_sensitive() || b.is_sensitive();
    let convert = |chosen: &Value, of_chosen: &Type, of_other: &Type| {
        let to = match &r#type {
            // Beside a plain `null`, it has the type that it has.
            Ok(wanted) if certain || *wanted == Type::Dynamic || wanted == of_chosen => wanted,
            _ => &Type::Unknown,
        };
        match chosen {
            _ if chosen.is_refused() => Err(Stop::Refused),
            // Beside a collection, cty forgets on the way to what the parts of a structure were to be converted.
            _ if to.element().is_some_and(Type::has_dynamic)
                && of_other.element().is_some()
                && is_structure(of_chosen) =>
            {
                Err(Stop::Unknown)
            }
            _ if *to == Type::Unknown => Ok(match emptied(chosen, of_other) {
                Some(empty) => chosen.becomes(empty),
                None => convert_or_unknown(chosen, to)?,
            }),
            _ => convert_or_unknown(chosen, to),
        }
    };
    let chosen = match (operator::truth_of(condition), &r#type) {
        (Err(stop), _) => Err(stop),
        (_, Err(Stop::Refused)) => Err(Stop::Refused),
        (Ok(Truth::True), _) if yields(&b, &a) => Ok(a),
        (Ok(Truth::False), _) if yields(&a, &b) => Ok(b),
        (Ok(Truth::True), _) => convert(&a, of_a, of_b),
        (Ok(Truth::False), _) => convert(&b, of_b, of_a),
        (Ok(Truth::Unknown), _) => {
            // Beside what is refused it is the other branch, as what both were to become.
            let beside = |one: &Value, of_one, other: &Value, of_other| {
                if one.is_refused() {
                    return None;
                }
                if !other.is_refused() {
                    return Some(one.clone());
                }
                Some(convert(one, of_one, of_other).unwrap_or_else(|_| Value::anything()))
            };
            Ok(either(beside(&a, of_a, &b, of_b), beside(&b, of_b, &a, of_a), then))
        }
    };
    // What a branch turns out to be may leave the two without a type in common.
    let refused = || match &r#type {
        _ if types.iter().any(Type::has_unknown) => Value::refused_as(&Type::Unknown),
        Ok(r#type) => Value::refused_as(r#type),
        Err(_) => Value::refused(),
    };
    let value = chosen.unwrap_or_else(|stop| match stop {
        Stop::Refused => refused().at(written(then)),
        Stop::Unknown => Value::anything().at(written(then)),
    });
    if hides { value.hidden() } else { value }
}

/// What a branch without elements becomes beside one that has some, of whatever types: a collection without elements.
fn emptied(chosen: &Value, of_other: &Type) -> Option<Data> {
    match (&chosen.data, of_other) {
        (Data::Mapping(_, entries), Type::Object(others))
            if entries.is_empty() && !others.is_empty() =>
        {
            Some(Data::Mapping(Mapping::Map, Arc::clone(entries)))
        }
        (Data::Sequence(Sequence::Tuple, elements), Type::Tuple(others))
            if elements.is_empty() && !others.is_empty() =>
        {
            Some(Data::Sequence(Sequence::List, Arc::clone(elements)))
        }
        _ => None,
    }
}

/// Whether each part has a type of its own, and not all the same one.
fn is_structure(r#type: &Type) -> bool {
    let differ = |types: Vec<&Type>| types.windows(2).any(|pair| pair.first() != pair.last());
    match r#type {
        Type::Tuple(types) => differ(types.iter().collect()),
        Type::Object(types) => differ(types.values().collect()),
        _ => false,
    }
}

/// One of the two. If one is refused, which is `None`, the other one is the value, or there is none.
fn either(a: Option<Value>, b: Option<Value>, span: Span) -> Value {
    let (a, b) = match (a, b) {
        (None, None) => return Value::refused(),
        (Some(one), None) | (None, Some(one)) => (one.clone(), one),
        (Some(a), Some(b)) if equal(&a, &b) == Truth::True => return a.made_of(&[&b]),
        (Some(a), Some(b)) => (a, b),
    };
    let not_null = a.is_null() == Truth::False && b.is_null() == Truth::False;
    let kind = a.kind().filter(|kind| b.kind() == Some(*kind));
    let unknown = Unknown { not_null, kind, ..Unknown::default() };
    Value::unknown(unknown).at(written(span)).made_of(&[&a, &b])
}
