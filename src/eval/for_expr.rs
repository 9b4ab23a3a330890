//! `for` expressions.

use super::{Binding, Environment, eval as eval_expr};
use crate::convert::{Stop, convert};
use crate::syntax::{Expr, For};
use crate::value::{Data, Entries, Entry, How, Kind, Sequence, Truth, Type, Unknown, Value};
use std::collections::btree_map;
use std::sync::Arc;

/// The pairs that a `for` walks: index or key, and element. `None` where they are not known.
pub fn elements(collection: &Value) -> Option<Vec<(Value, Value)>> {
    let mut pairs = plain_elements(collection)?;
    if collection.is_sensitive() {
        pairs = pairs.into_iter().map(|(key, value)| (key.hidden(), value.hidden())).collect();
    }
    Some(pairs)
}

fn plain_elements(collection: &Value) -> Option<Vec<(Value, Value)>> {
    match &collection.data {
        // A set has no indexes: its elements are their own keys.
        Data::Sequence(Sequence::Set, elements) => {
            Some(elements.iter().map(|e| (e.clone(), e.clone())).collect())
        }
        Data::Sequence(_, elements) => {
            Some(elements.iter().enumerate().map(|(i, e)| (Value::number(i), e.clone())).collect())
        }
        Data::Mapping(_, entries) => {
            let pair = |(key, entry): (&Arc<str>, &Entry)| {
                (Value::string(Arc::clone(key)).at(entry.key.clone()), entry.value.clone())
            };
            Some(entries.iter().map(pair).collect())
        }
        _ => None,
    }
}

pub(super) fn eval(each: &For, env: Environment) -> Value {
    let kind = if each.result_key.is_some() { Kind::Mapping } else { Kind::Sequence };
    let collection = eval_expr(&each.collection, env);
    let Some(elements) = elements(&collection) else {
        return match &collection.data {
            Data::Unknown(unknown) if may_be_walked(unknown) => Value::unknown(Unknown::of(kind)),
            Data::Block(_) => Value::unknown(Unknown::of(kind)),
            _ => Value::refused(),
        };
    };
    if each.condition.as_ref().is_some_and(|condition| is_misused(each, condition, env)) {
        return Value::refused();
    }
    let Some(env) = env.repeated(elements.len()) else {
        return Value::unknown(Unknown::of(kind)).hidden_with(&collection);
    };
    let mut results = Results::default();
    let mut decided = true;
    for (k, v) in elements {
        let key = each.key.as_deref().map(|name| Binding {
            name,
            value: k,
            how: How::Element,
            outer: env.bindings,
        });
        let outer = key.as_ref().or(env.bindings);
        let binding = Binding { name: &each.value, value: v, how: How::Element, outer };
        match results.add(each, env.with(Some(&binding))) {
            Ok(()) => {}
            Err(Stop::Refused) => return Value::refused(),
            // A later element may still be refused.
            Err(Stop::Unknown) => decided = false,
        }
    }
    if !decided {
        return Value::unknown(Unknown::of(kind)).hidden_with(&collection);
    }
    let result = match each.result_key {
        Some(_) => super::made_object(results.entries()),
        None => super::made_tuple(results.list),
    };
    result.hidden_with(&collection)
}

/// Whether the condition of a `for` can be none, whatever the elements are, also where there are none.
fn is_misused(each: &For, condition: &Expr, env: Environment) -> bool {
    let bound = |name, outer| Binding { name, value: Value::anything(), how: How::Element, outer };
    let key = each.key.as_deref().map(|name| bound(name, env.bindings));
    let value = bound(&each.value, key.as_ref().or(env.bindings));
    super::operator::truth_of(&eval_expr(condition, env.with(Some(&value)))).is_err()
}

/// Whether it may turn out to be a collection.
pub(super) fn may_be_walked(unknown: &Unknown) -> bool {
    !unknown.refused && matches!(unknown.kind, None | Some(Kind::Sequence | Kind::Mapping))
}

#[derive(Default)]
struct Results {
    list: Vec<Value>,
    single: Entries,
    groups: std::collections::BTreeMap<Arc<str>, Vec<Value>>,
}

impl Results {
    fn add(&mut self, each: &For, env: Environment) -> Result<(), Stop> {
        if let Some(condition) = &each.condition {
            match super::operator::truth_of(&eval_expr(condition, env))? {
                Truth::True => {}
                Truth::False => return Ok(()),
                Truth::Unknown => return Err(Stop::Unknown),
            }
        }
        let value = eval_expr(&each.result, env);
        let Some(key) = &each.result_key else {
            self.list.push(value);
            return Ok(());
        };
        let key = eval_expr(key, env);
        let text = convert(&key, &Type::String)?;
        let text = match (text.as_str(), &text.data) {
            (Some(text), _) => Arc::<str>::from(text),
            (None, Data::Null) => return Err(Stop::Refused),
            (None, _) => return Err(Stop::Unknown),
        };
        if each.grouping {
            self.groups.entry(text).or_default().push(value);
            return Ok(());
        }
        match self.single.entry(text) {
            // Two elements with one key need `...`. What there is of the object has its type all the same.
            btree_map::Entry::Occupied(mut slot) => {
                slot.get_mut().value = Value::refused_as(&Type::of(&slot.get().value));
                Ok(())
            }
            btree_map::Entry::Vacant(slot) => {
                slot.insert(Entry { key: key.origin, value });
                Ok(())
            }
        }
    }

    fn entries(self) -> Entries {
        let group = |(key, values)| (key, Entry { key: None, value: super::made_tuple(values) });
        self.single.into_iter().chain(self.groups.into_iter().map(group)).collect()
    }
}
