//! Types: what the `type` of a variable says, and what Terraform makes of a value that is given to it.

mod conversion;
mod parse;
mod unify;
mod variable;

pub use conversion::Refused;
pub use variable::{Variable, is_sensitive, takes_text};

use crate::value::{Data, Kind, Mapping, Sequence, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A type, or what a value may have of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// `any`: what the value has. Of a value: `null` and the elements of nothing have any type.
    Any,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(T)`
    List(Box<Self>),
    /// `set(T)`
    Set(Box<Self>),
    /// `map(T)`
    Map(Box<Self>),
    /// `tuple([T, U])`
    Tuple(Vec<Self>),
    /// `object({ a = T })`
    Object(BTreeMap<Arc<str>, Attribute>),
}

/// An attribute of an object type.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// The type of its value.
    pub r#type: Type,
    /// Whether it may be left out.
    pub optional: bool,
    /// What stands in for it where it is left out or `null`; of the type.
    pub default: Option<Value>,
}

/// Values of two types that differ in what may be left out have the same type.
impl PartialEq for Attribute {
    fn eq(&self, other: &Self) -> bool {
        self.r#type == other.r#type
    }
}

impl Type {
    /// The type of a value; `None` where something that is not known decides on it.
    pub fn of(value: &Value) -> Option<Self> {
        Some(match &value.data {
            Data::Null => Self::Any,
            Data::Bool(_) => Self::Bool,
            Data::Number(_) => Self::Number,
            Data::String(_) => Self::String,
            Data::Sequence(Sequence::Tuple, elements) => {
                Self::Tuple(elements.iter().map(Self::of).collect::<Option<_>>()?)
            }
            Data::Sequence(kind, elements) => {
                let element = Box::new(Self::of_all(elements.iter())?);
                if *kind == Sequence::List { Self::List(element) } else { Self::Set(element) }
            }
            Data::Mapping(Mapping::Object, entries) => {
                let attribute = |(name, entry): (&Arc<str>, &crate::value::Entry)| {
                    Some((Arc::clone(name), Attribute::required(Self::of(&entry.value)?)))
                };
                Self::Object(entries.iter().map(attribute).collect::<Option<_>>()?)
            }
            Data::Mapping(Mapping::Map, entries) => {
                Self::Map(Box::new(Self::of_all(entries.values().map(|entry| &entry.value))?))
            }
            Data::Unknown(unknown) => match unknown.kind? {
                Kind::Bool => Self::Bool,
                Kind::Number => Self::Number,
                Kind::String => Self::String,
                Kind::Sequence | Kind::Mapping => return None,
            },
            Data::Block(_) => return None,
        })
    }

    /// The type that the elements of a list, set or map have.
    fn of_all<'a>(elements: impl Iterator<Item = &'a Value>) -> Option<Self> {
        let types = elements.map(Self::of).collect::<Option<Vec<_>>>()?;
        unify::unify(&types.iter().collect::<Vec<_>>()).ok()
    }

    /// What the evaluator needs of it; `None` for `any`.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Any => None,
            Self::Bool => Some(Kind::Bool),
            Self::Number => Some(Kind::Number),
            Self::String => Some(Kind::String),
            Self::List(_) | Self::Set(_) | Self::Tuple(_) => Some(Kind::Sequence),
            Self::Map(_) | Self::Object(_) => Some(Kind::Mapping),
        }
    }

    /// Whether it is a boolean, a number or a string.
    fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }

    /// Whether the value decides on some part of it.
    fn has_any(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Bool | Self::Number | Self::String => false,
            Self::List(element) | Self::Set(element) | Self::Map(element) => element.has_any(),
            Self::Tuple(elements) => elements.iter().any(Self::has_any),
            Self::Object(attributes) => attributes.values().any(|a| a.r#type.has_any()),
        }
    }
}

impl Attribute {
    fn required(r#type: Type) -> Self {
        Self { r#type, optional: false, default: None }
    }
}
