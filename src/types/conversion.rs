//! Conversion of a value to a type. Elements and entries keep the places where they were written.

use super::unify::unified;
use super::{Attribute, Type};
use crate::block::BlockValue;
use crate::convert::{to_number, to_text};
use crate::value::{
    Address, Data, Entries, Entry, Kind, Mapping, Sequence, Symbol, Unknown, Value,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Terraform refuses the conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

impl Value {
    /// Something else that this value was made into, at the same place and as sensitive.
    pub(super) fn becomes(&self, data: Data) -> Self {
        Self::new(data).at(self.origin.clone()).hidden_with(self)
    }
}

impl Type {
    /// The value as a variable of this type has it.
    ///
    /// # Errors
    ///
    /// When Terraform certainly refuses it, whatever the parts are that are not known.
    pub fn convert(&self, value: Value) -> Result<Value, Refused> {
        match (self, &value.data) {
            (Self::Any, _) | (_, Data::Null) => Ok(value),
            (_, Data::Unknown(unknown)) => self.of_unknown(&value, unknown),
            (Self::Bool | Self::Number | Self::String, _) => self.primitive(&value),
            (Self::Tuple(types), Data::Sequence(Sequence::Tuple, elements)) => {
                if types.len() != elements.len() {
                    return Err(Refused);
                }
                let elements = types.iter().zip(elements.iter()).map(|(t, e)| t.convert(e.clone()));
                let elements = elements.collect::<Result<_, _>>()?;
                Ok(value.becomes(Data::Sequence(Sequence::Tuple, Arc::new(elements))))
            }
            (Self::List(of), Data::Sequence(_, elements)) => {
                let elements = of.all(elements.iter().cloned())?;
                Ok(value.becomes(Data::Sequence(Sequence::List, Arc::new(elements))))
            }
            (Self::Set(of), Data::Sequence(_, elements)) => {
                Ok(set(&value, of.all(elements.iter().cloned())?))
            }
            (Self::Map(of), Data::Mapping(_, entries)) => of.map(&value, entries),
            (Self::Object(attributes), Data::Mapping(_, entries)) => {
                object(&value, attributes, |name| entries.get(name).cloned())
            }
            (Self::Object(attributes), Data::Block(block)) => {
                object(&value, attributes, |name| Some(attribute(block, name)))
            }
            (Self::Map(_), Data::Block(_)) => {
                Ok(value.becomes(unknown(Unknown::of(Kind::Mapping))))
            }
            _ => Err(Refused),
        }
    }

    /// Elements of this type, or, where they decide on it, of the one that suits all of them.
    fn all(&self, elements: impl Iterator<Item = Value>) -> Result<Vec<Value>, Refused> {
        let elements = elements.map(|e| self.convert(e)).collect::<Result<Vec<_>, _>>()?;
        if self.has_any() { unified(elements) } else { Ok(elements) }
    }

    fn map(&self, value: &Value, entries: &Entries) -> Result<Value, Refused> {
        let elements = self.all(entries.values().map(|entry| entry.value.clone()))?;
        let entry = |((name, entry), value): ((&Arc<str>, &Entry), Value)| {
            (Arc::clone(name), Entry { key: entry.key.clone(), value })
        };
        let entries = entries.iter().zip(elements).map(entry).collect();
        Ok(value.becomes(Data::Mapping(Mapping::Map, Arc::new(entries))))
    }

    fn primitive(&self, value: &Value) -> Result<Value, Refused> {
        let partly = |text: &crate::value::Text| text.as_known().is_none();
        let data = match (self, &value.data) {
            (Self::String, _) => to_text(value).map(Data::String),
            (Self::Number | Self::Bool, Data::String(text)) if partly(text) => {
                self.kind().map(|kind| unknown(Unknown::of(kind)))
            }
            (Self::Number, Data::Number(_) | Data::String(_)) => to_number(value).map(Data::Number),
            (Self::Bool, Data::Bool(value)) => Some(Data::Bool(*value)),
            (Self::Bool, Data::String(text)) => match text.as_known() {
                Some("true" | "1") => Some(Data::Bool(true)),
                Some("false" | "0") => Some(Data::Bool(false)),
                _ => None,
            },
            _ => None,
        };
        data.map(|data| value.becomes(data)).ok_or(Refused)
    }

    fn of_unknown(&self, value: &Value, known: &Unknown) -> Result<Value, Refused> {
        if known.refused {
            return Ok(value.clone());
        }
        let fits = match (known.kind, self.kind()) {
            (Some(from), Some(to)) if from != to => match to {
                Kind::String => matches!(from, Kind::Bool | Kind::Number),
                Kind::Bool | Kind::Number => from == Kind::String,
                Kind::Sequence | Kind::Mapping => false,
            },
            _ => true,
        };
        if !fits {
            return Err(Refused);
        }
        // An element of a set is not the element that the other type had at that index.
        let symbol = known.symbol.clone().filter(|_| self.kind() != Some(Kind::Sequence));
        let data = Unknown { kind: self.kind().or(known.kind), symbol, ..known.clone() };
        Ok(value.becomes(unknown(data)))
    }
}

fn unknown(unknown: Unknown) -> Data {
    Data::Unknown(Arc::new(unknown))
}

/// A set of which an element is not known has no known length, unless it is the only one.
fn set(value: &Value, elements: Vec<Value>) -> Value {
    let set = if elements.len() < 2 || elements.iter().all(Value::is_wholly_known) {
        Value::set(elements)
    } else {
        let parts: Vec<&Value> = elements.iter().collect();
        Value::unknown(Unknown::of(Kind::Sequence)).made_of(&parts)
    };
    set.at(value.origin.clone()).hidden_with(value)
}

/// An object with the attributes of a type, and no others.
fn object(
    value: &Value,
    attributes: &BTreeMap<Arc<str>, Attribute>,
    given: impl Fn(&str) -> Option<Entry>,
) -> Result<Value, Refused> {
    let mut entries = Entries::new();
    for (name, attribute) in attributes {
        let entry = match given(name) {
            Some(entry) => Entry { value: attribute.value(entry.value)?, ..entry },
            None if attribute.optional => {
                let default = attribute.default.clone().unwrap_or_else(Value::null);
                Entry { key: None, value: default }
            }
            None => return Err(Refused),
        };
        entries.insert(Arc::clone(name), entry);
    }
    Ok(value.becomes(Data::Mapping(Mapping::Object, Arc::new(entries))))
}

impl Attribute {
    /// What the attribute has when this is given for it.
    fn value(&self, given: Value) -> Result<Value, Refused> {
        let value = self.r#type.convert(given)?;
        Ok(match &self.default {
            Some(default) => or_default(value, default),
            None => value,
        })
    }
}

/// The default stands in for `null`, and perhaps for what may turn out to be `null`.
pub(super) fn or_default(value: Value, default: &Value) -> Value {
    match &value.data {
        Data::Null => default.clone(),
        Data::Unknown(known) if !known.not_null && !known.refused => {
            let not_null = default.is_null() == crate::value::Truth::False;
            let kind = known.kind;
            value.becomes(unknown(Unknown { not_null, kind, ..Unknown::default() }))
        }
        _ => value,
    }
}

/// An attribute of a block: what is written, or what only the provider knows.
fn attribute(block: &Arc<BlockValue>, name: &str) -> Entry {
    let value = match block.written(name) {
        Value { data: Data::Null, .. } => {
            let address: Address = block.address.clone();
            Value::unknown(Unknown::symbol(Symbol { address, path: vec![name.into()] }))
        }
        written => written,
    };
    Entry { key: None, value }
}

#[cfg(test)]
mod tests {
    use super::{Refused, Type};
    use crate::eval::{Environment, eval};
    use crate::module::Module;
    use crate::scope::ModuleScope;
    use crate::source::Sources;
    use crate::value::{Data, Kind, Value};
    use std::path::Path;

    /// The value, of which `var.u` is not known, converted to the type.
    fn convert(r#type: &str, value: &str) -> Result<Value, Refused> {
        let text = format!("variable \"u\" {{}}\nlocals {{\n  t = {type}\n  v = {value}\n}}\n");
        let module = Module::of_text(Sources::default().add(Path::new("main.tf"), &*text), &text);
        let local = |name| &module.local(name).unwrap().value;
        let scope = ModuleScope::new(&module);
        Type::read(local("t")).unwrap().convert(eval(local("v"), Environment::new(&*scope)))
    }

    fn element(value: &Value, position: usize) -> Value {
        value.elements().unwrap().swap_remove(position)
    }

    #[test]
    fn what_is_not_known_has_the_kind_of_its_type() {
        let value = convert("object({ a = number, b = list(string) })", "{ a = var.u, b = var.u }");
        let value = value.unwrap();
        assert_eq!(element(&value, 0).kind(), Some(Kind::Number));
        assert_eq!(element(&value, 1).kind(), Some(Kind::Sequence));
        assert!(element(&value, 0).symbol().is_some());
    }

    #[test]
    fn what_may_be_null_may_be_the_default() {
        let value = convert("object({ a = optional(string, \"d\") })", "{ a = var.u }").unwrap();
        assert!(element(&value, 0).symbol().is_none());
        assert_eq!(element(&value, 0).is_null(), crate::value::Truth::False);
    }

    #[test]
    fn a_set_with_an_unknown_element_has_no_known_length() {
        assert!(convert("set(string)", "[var.u]").unwrap().elements().is_some());
        assert!(convert("set(string)", "[var.u, \"a\"]").unwrap().elements().is_none());
        assert!(convert("list(string)", "[var.u, \"a\"]").unwrap().elements().is_some());
    }

    #[test]
    fn a_number_beside_an_unknown_may_become_a_string() {
        let value = convert("map(any)", "{ a = 1, b = var.u, c = null }").unwrap();
        assert!(matches!(element(&value, 0).data, Data::Unknown(_)));
        assert!(matches!(element(&value, 2).data, Data::Null));
        let value = convert("map(any)", "{ a = 1, b = var.u, c = \"x\" }").unwrap();
        assert_eq!(element(&value, 0).as_str(), Some("1"));
        let value = convert("map(any)", "{ a = { t = \"HTTP\", n = 1 }, b = { t = var.u } }");
        let first = element(&value.unwrap(), 0);
        assert_eq!(element(&first, 1).as_str(), Some("HTTP"));
    }

    #[test]
    fn what_cannot_be_converted_is_refused_however_little_is_known() {
        assert_eq!(convert("list(number)", "[var.u, true]").unwrap_err(), Refused);
        assert_eq!(convert("object({ a = string })", "{ b = var.u }").unwrap_err(), Refused);
        assert_eq!(convert("string", "[var.u]").unwrap_err(), Refused);
        assert_eq!(convert("string", "[for x in var.u : x]").unwrap_err(), Refused);
    }

    #[test]
    fn elements_and_entries_keep_their_places() {
        let value = convert("map(list(string))", "{ a = [1, true] }").unwrap();
        let Data::Mapping(_, entries) = &value.data else { panic!("{value:?}") };
        assert!(entries["a"].key.is_some());
        let spans: Vec<_> = entries["a"].value.elements().unwrap();
        let span = |i: usize| spans[i].origin.as_ref().unwrap().span;
        assert_eq!(span(1).end - span(1).start, 4);
        let set = convert("set(string)", "[\"b\", \"a\", \"b\"]").unwrap().elements().unwrap();
        let start = |i: usize| set[i].origin.as_ref().unwrap().span.start;
        assert!(set.len() == 2 && start(0) > start(1));
    }
}
