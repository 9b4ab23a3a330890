//! `for` expressions.

use super::{Binding, Environment, eval as eval_expr};
use crate::convert::{Stop, convert};
use crate::syntax::{Expr, For};
use crate::value::budget;
use crate::value::{
    Data, Entries, Entry, How, Kind, Sensitive, Sequence, Truth, Type, Unknown, Value,
};
use std::collections::btree_map;
use std::sync::Arc;

/// The pairs that a `for` walks: index or key, and element. `None` where they are not known.
pub(crate) fn elements(collection: &Value) -> Option<Vec<(Value, Value)>> {
    let mut pairs = Vec::new();
    visit(collection, |key, value| pairs.push((key.clone(), value.clone())))?;
    Some(pairs)
}

/// The same, shown to `look` one by one.
pub(crate) fn visit(collection: &Value, mut look: impl FnMut(&Value, &Value)) -> Option<()> {
    let mut look = |key: Value, value: &Value| {
        if collection.is_sensitive() {
            look(&key.hidden(), &value.clone().hidden());
        } else {
            look(&key, value);
        }
    };
    match &collection.data {
        // A set has no indexes: its elements are their own keys.
        Data::Sequence(Sequence::Set, elements) => {
            elements.iter().for_each(|element| look(element.clone(), element));
        }
        Data::Sequence(_, elements) => {
            elements.iter().enumerate().for_each(|(i, element)| look(Value::number(i), element));
        }
        Data::Mapping(_, entries) => {
            let key =
                |key: &Arc<str>, at: &Entry| Value::string(Arc::clone(key)).at(at.key.clone());
            entries.iter().for_each(|(name, entry)| look(key(name, entry), &entry.value));
        }
        _ => return None,
    }
    Some(())
}

/// What a `for` makes of each element.
pub(crate) trait Loop: Copy {
    /// Whether it makes an object.
    fn has_keys(self) -> bool;
    /// Whether the values of one key are grouped.
    fn groups(self) -> bool;
    /// Whether it takes that element; `None` where it takes all.
    fn condition(self, key: &Value, value: &Value) -> Option<Value>;
    /// The key that it makes.
    fn key(self, key: &Value, value: &Value) -> Option<Value>;
    /// The value that it makes.
    fn value(self, key: &Value, value: &Value) -> Value;
    /// The same for that many elements; `None` if it would take too long.
    fn repeated(self, times: usize) -> Option<Self>;
}

/// A `for` as it is written, and where it stands.
#[derive(Clone, Copy)]
struct Written<'a> {
    each: &'a For,
    env: Environment<'a>,
}

impl Written<'_> {
    fn eval(self, expr: &Expr, key: &Value, value: &Value) -> Value {
        let Self { each, env } = self;
        let bound = |name, value, outer| Binding { name, value, how: How::Element, outer };
        let key = each.key.as_deref().map(|name| bound(name, key, env.bindings));
        let value = bound(&each.value, value, key.as_ref().or(env.bindings));
        eval_expr(expr, env.with(Some(&value)))
    }
}

impl Loop for Written<'_> {
    fn has_keys(self) -> bool {
        self.each.result_key.is_some()
    }

    fn groups(self) -> bool {
        self.each.grouping
    }

    fn condition(self, key: &Value, value: &Value) -> Option<Value> {
        self.each.condition.as_ref().map(|condition| self.eval(condition, key, value))
    }

    fn key(self, key: &Value, value: &Value) -> Option<Value> {
        self.each.result_key.as_ref().map(|result| self.eval(result, key, value))
    }

    fn value(self, key: &Value, value: &Value) -> Value {
        self.eval(&self.each.result, key, value)
    }

    fn repeated(self, times: usize) -> Option<Self> {
        Some(Self { env: self.env.repeated(times)?, ..self })
    }
}

pub(super) fn eval(each: &For, env: Environment) -> Value {
    walk(&eval_expr(&each.collection, env), Written { each, env })
}

/// What a `for` makes of a collection.
pub(crate) fn walk(collection: &Value, each: impl Loop) -> Value {
    let kind = if each.has_keys() { Kind::Mapping } else { Kind::Sequence };
    if !budget::look(collection.size()) {
        return Value::anything();
    }
    let Some(elements) = elements(collection) else {
        return match &collection.data {
            Data::Unknown(unknown) if may_be_walked(unknown) => Value::unknown(Unknown::of(kind)),
            Data::Block(_) => Value::unknown(Unknown::of(kind)),
            _ => Value::refused(),
        };
    };
    if is_misused(each) {
        return Value::refused();
    }
    let Some(each) = each.repeated(elements.len()) else {
        return Value::unknown(Unknown::of(kind)).hidden_with(collection);
    };
    let mut results = Results::default();
    let mut decided = true;
    for (key, value) in elements {
        if !budget::steps(1) {
            return Value::anything();
        }
        match results.add(each, &key, &value) {
            Ok(()) => {}
            Err(Stop::Refused) => return Value::refused(),
            // A later element may still be refused.
            Err(Stop::Unknown) => decided = false,
        }
    }
    if !decided {
        let result = Value::unknown(Unknown::of(kind)).hidden_with(collection);
        return if results.hides { result.hidden() } else { result };
    }
    let hides = results.hides;
    let result = if each.has_keys() {
        super::made_object(results.entries())
    } else {
        super::made_tuple(results.list)
    };
    let result = result.hidden_with(collection);
    if hides { result.hidden() } else { result }
}

/// Whether the condition of a `for` can be none, whatever the elements are, also where there are none.
fn is_misused(each: impl Loop) -> bool {
    let any = Value::anything();
    let condition = each.condition(&any, &any);
    condition.is_some_and(|condition| super::operator::truth_of(&condition).is_err())
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
    /// Whether a key or a condition must not be shown: which elements there are would show it.
    hides: bool,
}

impl Results {
    fn add(&mut self, each: impl Loop, key: &Value, value: &Value) -> Result<(), Stop> {
        if let Some(condition) = each.condition(key, value) {
            self.hides |= condition.sensitive != Sensitive::No;
            match super::operator::truth_of(&condition)? {
                Truth::True => {}
                Truth::False => return Ok(()),
                Truth::Unknown => return Err(Stop::Unknown),
            }
        }
        let (key, value) = (each.key(key, value), each.value(key, value));
        let Some(key) = key else {
            self.list.push(value);
            return Ok(());
        };
        self.hides |= key.sensitive != Sensitive::No;
        let text = convert(&key, &Type::String)?;
        let text = match (text.as_str(), &text.data) {
            (Some(text), _) => Arc::<str>::from(text),
            (None, Data::Null) => return Err(Stop::Refused),
            (None, _) => return Err(Stop::Unknown),
        };
        if each.groups() {
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
