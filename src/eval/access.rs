//! `.name`, `[key]`, `.*` and `[*]`.

use super::{Environment, Scope, eval};
use crate::convert;
use crate::syntax::Step;
use crate::value::budget::{self, Bound};
use crate::value::{BlockValue, Data, Kind, Sequence, Truth, Type, Unknown, Value};
use std::borrow::Cow;
use std::sync::Arc;

/// Splats within splats that are followed: each uses the stack.
const MAX_SPLATS: usize = 64;

/// The value after all steps. What has too many splats is Unknown.
pub(super) fn all(value: Value, all: &[Step], env: Environment) -> Value {
    let splats = all.iter().filter(|step| matches!(step, Step::FullSplat)).count();
    if splats > MAX_SPLATS {
        budget::beyond(Bound::Depth);
        return Value::anything();
    }
    steps(value, all, env)
}

/// The value after all steps.
pub(super) fn steps(value: Value, steps: &[Step], env: Environment) -> Value {
    let mut value = value;
    let mut rest = steps;
    while let [step, after @ ..] = rest {
        if !budget::steps(1) {
            return Value::anything();
        }
        rest = after;
        let next = match step {
            Step::Attribute(name) => attribute(&value, &name.text, env.scope),
            Step::Index(key) | Step::LegacyIndex(key) => index(&value, &eval(key, env), env.scope),
            Step::FullSplat => return splat(&value, after, env).hidden_with(&value),
            Step::AttributeSplat => {
                let inside =
                    |step: &&Step| matches!(step, Step::Attribute(_) | Step::LegacyIndex(_));
                let names = after.iter().take_while(inside).count();
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
pub(crate) fn attribute(value: &Value, name: &str, scope: &dyn Scope) -> Value {
    named(value, name, |block| Cow::Owned(scope.attribute(block, name))).into_owned()
}

/// The same, borrowed where it is there. `of_block` is what the attribute of a block is.
pub(crate) fn named<'v>(
    value: &'v Value,
    name: &str,
    of_block: impl FnOnce(&'v Arc<BlockValue>) -> Cow<'v, Value>,
) -> Cow<'v, Value> {
    match &value.data {
        Data::Mapping(_, entries) => match entries.get(name) {
            Some(entry) => Cow::Borrowed(&entry.value),
            None => Cow::Owned(Value::refused()),
        },
        Data::Block(block) => of_block(block),
        Data::Unknown(_) if value.is_refused() => {
            Cow::Owned(refused_part(value, &Value::string(name)))
        }
        Data::Unknown(unknown) => Cow::Owned(unknown_step(unknown, Some(name))),
        // `list.0.name` and `list[0].name` have their own step; a list has no attributes.
        _ => Cow::Owned(Value::refused()),
    }
}

/// `value[key]`
pub(crate) fn index(value: &Value, key: &Value, scope: &dyn Scope) -> Value {
    let part = at_key(value, key, |block, name| Cow::Owned(scope.attribute(block, name)));
    part.into_owned().hidden_with(key)
}

/// The same, borrowed where it is there.
pub(crate) fn at_key<'v>(
    value: &'v Value,
    key: &Value,
    of_block: impl FnOnce(&'v Arc<BlockValue>, &str) -> Cow<'v, Value>,
) -> Cow<'v, Value> {
    // The key of most that is looked up needs no conversion.
    if let (Data::Mapping(..) | Data::Block(_), Some(name)) = (&value.data, key.as_str()) {
        return named(value, name, |block| of_block(block, name));
    }
    if key.is_refused() || matches!(key.data, Data::Null) {
        return Cow::Owned(Value::refused());
    }
    let wanted = match &value.data {
        Data::Unknown(_) if value.is_refused() => return Cow::Owned(refused_part(value, key)),
        Data::Unknown(unknown) => {
            let text = convert::to_text(key).and_then(|text| text.as_known().map(str::to_owned));
            return Cow::Owned(unknown_step(unknown, text.as_deref()));
        }
        Data::Sequence(Sequence::Tuple | Sequence::List, _) => Type::Number,
        Data::Mapping(..) | Data::Block(_) => Type::String,
        // The elements of a set have no index, and what is no collection has none either.
        _ => return Cow::Owned(Value::refused()),
    };
    let key = match convert::convert(key, &wanted) {
        Ok(key) => key,
        Err(convert::Stop::Refused) => return Cow::Owned(Value::refused()),
        Err(convert::Stop::Unknown) => return Cow::Owned(Value::anything()),
    };
    match (&value.data, &key.data) {
        (Data::Sequence(_, elements), Data::Number(number)) => {
            let position = number.as_usize();
            let element = position.and_then(|position| elements.get(position));
            element.map_or_else(|| Cow::Owned(Value::refused()), Cow::Borrowed)
        }
        (Data::Sequence(_, elements), _) if elements.is_empty() => Cow::Owned(Value::refused()),
        _ => match key.as_str() {
            Some(name) => named(value, name, |block| of_block(block, name)),
            None => Cow::Owned(Value::anything()),
        },
    }
}

/// A part of what is refused is refused, and has its type.
fn refused_part(value: &Value, key: &Value) -> Value {
    let number = || convert::to_number(key).and_then(|number| number.as_usize());
    let part = match value.typed.as_deref() {
        Some(Type::Tuple(types)) => number().and_then(|position| types.get(position)),
        Some(Type::Object(types)) => key.as_str().and_then(|key| types.get(key)),
        Some(other) => other.element(),
        None => None,
    };
    part.map_or_else(Value::refused, Value::refused_as)
}

/// What is known of a part of an unknown value: its name, where the whole has one.
fn unknown_step(unknown: &Unknown, step: Option<&str>) -> Value {
    let symbol = unknown.symbol.as_ref().zip(step).and_then(|(symbol, step)| symbol.then(step));
    match symbol {
        // A part of what was converted may have been converted too.
        Some(symbol) => {
            let converted = unknown.converted;
            Value::unknown(Unknown { converted, ..Unknown::symbol(symbol) })
        }
        None => Value::unknown(Unknown { refused: unknown.refused, ..Unknown::default() }),
    }
}

/// Applies the steps to each element. What is no sequence counts as a sequence of itself, `null` as an empty one.
fn splat(value: &Value, each: &[Step], env: Environment) -> Value {
    if !budget::look(value.size()) {
        return Value::anything();
    }
    let apply = |elements: &[Value]| -> Vec<Value> {
        elements.iter().map(|element| steps(element.clone(), each, env)).collect()
    };
    let (results, collection) = match &value.data {
        Data::Null => match value.typed.as_deref() {
            Some(Type::List(_) | Type::Set(_) | Type::Tuple(_)) => return Value::refused(),
            _ => (Vec::new(), false),
        },
        Data::Unknown(unknown) if unknown.refused => return Value::refused(),
        Data::Unknown(_) => return Value::unknown(Unknown::of(Kind::Sequence)),
        Data::Sequence(kind, elements) => (apply(elements), *kind != Sequence::Tuple),
        _ => (apply(std::slice::from_ref(value)), false),
    };
    if results.iter().any(Value::is_refused) {
        // Of a splat within, Terraform does not know the type.
        if each.iter().any(|step| matches!(step, Step::FullSplat)) {
            return Value::refused();
        }
        let mut types = results.iter().map(Type::of);
        return Value::refused_as(&match types.next() {
            Some(first) if collection => Type::List(Box::new(first)),
            first => Type::Tuple(first.into_iter().chain(types).collect()),
        });
    }
    if !collection {
        return Value::tuple(results);
    }
    let types: Vec<Type> = results.iter().map(Type::of).collect();
    let differ = types.iter().any(|one| {
        types.first().is_some_and(|first| first != one)
            && !one.has_unknown()
            && !types.iter().any(Type::has_unknown)
    });
    // A list of elements of different types is refused; with `null` among them, the types are not known that well.
    if differ && results.iter().all(|result| result.is_null() == Truth::False) {
        return Value::refused();
    }
    Value::new(Data::Sequence(Sequence::List, results.into()))
}
