//! `.name`, `[key]`, `.*` and `[*]`.

use super::{Environment, Scope, eval};
use crate::convert;
use crate::syntax::Step;
use crate::value::{Data, Kind, Unknown, Value};

/// The value after all steps.
pub(super) fn steps(value: Value, steps: &[Step], env: Environment) -> Value {
    let mut value = value;
    let mut rest = steps;
    while let [step, after @ ..] = rest {
        rest = after;
        let next = match step {
            Step::Attribute(name) => attribute(&value, &name.text, env.scope),
            Step::Index(key) => index(&value, &eval(key, env), env.scope),
            Step::FullSplat => return splat(&value, after, env).hidden_with(&value),
            Step::AttributeSplat => {
                let names =
                    after.iter().take_while(|step| matches!(step, Step::Attribute(_))).count();
                let (inside, outside) = after.split_at(names);
                rest = outside;
                splat(&value, inside, env)
            }
        };
        value = next.hidden_with(&value);
    }
    value
}

/// `value.name`
pub fn attribute(value: &Value, name: &str, scope: &dyn Scope) -> Value {
    match &value.data {
        Data::Mapping(_, entries) => {
            entries.get(name).map_or_else(Value::refused, |entry| entry.value.clone())
        }
        Data::Block(block) => scope.attribute(block, name),
        Data::Unknown(unknown) => unknown_step(unknown, Some(name)),
        // `list.0.name` and `list[0].name` have their own step; a list has no attributes.
        _ => Value::refused(),
    }
}

/// `value[key]`
pub fn index(value: &Value, key: &Value, scope: &dyn Scope) -> Value {
    if key.is_refused() {
        return Value::refused();
    }
    let known_key = convert::to_text(key).and_then(|text| text.as_known().map(str::to_owned));
    match (&value.data, known_key) {
        (Data::Unknown(unknown), key) => unknown_step(unknown, key.as_deref()),
        (Data::Null | Data::Bool(_) | Data::Number(_) | Data::String(_), _) => Value::refused(),
        (_, None) if matches!(key.data, Data::Null) => Value::refused(),
        (_, None) => Value::anything(),
        (Data::Mapping(..) | Data::Block(_), Some(key)) => attribute(value, &key, scope),
        (Data::Sequence(_, elements), Some(_)) => {
            let position = convert::to_number(key).and_then(|number| number.as_usize());
            position
                .and_then(|position| elements.get(position))
                .map_or_else(Value::refused, Clone::clone)
        }
    }
}

/// What is known of a part of an unknown value: its name, where the whole has one.
fn unknown_step(unknown: &Unknown, step: Option<&str>) -> Value {
    let symbol = unknown.symbol.as_ref().zip(step).map(|(symbol, step)| symbol.then(step));
    match symbol {
        Some(symbol) => Value::unknown(Unknown::symbol(symbol)),
        None => Value::unknown(Unknown { refused: unknown.refused, ..Unknown::default() }),
    }
}

/// Applies the steps to each element. What is no sequence counts as a sequence of itself, `null` as an empty one.
fn splat(value: &Value, each: &[Step], env: Environment) -> Value {
    match &value.data {
        Data::Null => Value::tuple(Vec::new()),
        Data::Unknown(unknown) if unknown.refused => Value::refused(),
        Data::Unknown(_) => Value::unknown(Unknown::of(Kind::Sequence)),
        Data::Sequence(_, elements) => {
            Value::tuple(elements.iter().map(|element| steps(element.clone(), each, env)).collect())
        }
        _ => Value::tuple(vec![steps(value.clone(), each, env)]),
    }
}
