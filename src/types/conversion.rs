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
