//! Types, as Terraform gives them to values.

use super::budget::Size;
use super::{Data, Kind, Mapping, Sequence, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The type of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Type {
    /// It depends on what is not known.
    Unknown,
    /// Terraform's own placeholder: what `null` has, and the elements of `tolist([])`.
    Dynamic,
    /// A boolean.
    Bool,
    /// A number.
    Number,
    /// A string.
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
    Object(BTreeMap<Arc<str>, Self>),
}

impl Type {
    /// The type of a value, as far as it is known.
    pub(crate) fn of(value: &Value) -> Self {
        if let Some(r#type) = &value.typed {
            return Self::clone(r#type);
        }
        match &value.data {
            Data::Null => Self::Dynamic,
            Data::Bool(_) => Self::Bool,
            Data::Number(_) => Self::Number,
            Data::String(_) => Self::String,
            Data::Sequence(Sequence::Tuple, elements) => {
                Self::Tuple(elements.iter().map(Self::of).collect())
            }
            Data::Sequence(Sequence::List, elements) => {
                Self::List(Box::new(Self::common(elements.iter())))
            }
            Data::Sequence(Sequence::Set, elements) => {
                Self::Set(Box::new(Self::common(elements.iter())))
            }
            Data::Mapping(Mapping::Object, entries) => Self::Object(
                entries
                    .iter()
                    .map(|(key, entry)| (Arc::clone(key), Self::of(&entry.value)))
                    .collect(),
            ),
            Data::Mapping(Mapping::Map, entries) => {
                Self::Map(Box::new(Self::common(entries.values().map(|entry| &entry.value))))
            }
            Data::Block(_) => Self::Unknown,
            Data::Unknown(unknown) if unknown.refused => Self::Dynamic,
            Data::Unknown(unknown) => match unknown.kind {
                Some(Kind::Bool) => Self::Bool,
                Some(Kind::Number) => Self::Number,
                Some(Kind::String) => Self::String,
                _ => Self::Unknown,
            },
        }
    }

    /// The type that the elements of a collection have in common.
    fn common<'v>(elements: impl Iterator<Item = &'v Value>) -> Self {
        elements.map(Self::of).fold(Self::Dynamic, Self::meet)
    }

    /// The more exact of two types of the same collection.
    fn meet(self, other: Self) -> Self {
        match (self, other) {
            // What one of them is tells what all are, but that one of them is `null` does not.
            (Self::Unknown, Self::Dynamic) => Self::Unknown,
            (Self::Dynamic | Self::Unknown, other) | (other, Self::Dynamic | Self::Unknown) => {
                other
            }
            (Self::List(a), Self::List(b)) => Self::List(Box::new(a.meet(*b))),
            (Self::Set(a), Self::Set(b)) => Self::Set(Box::new(a.meet(*b))),
            (Self::Map(a), Self::Map(b)) => Self::Map(Box::new(a.meet(*b))),
            (Self::Tuple(a), Self::Tuple(b)) if a.len() == b.len() => {
                Self::Tuple(a.into_iter().zip(b).map(|(a, b)| a.meet(b)).collect())
            }
            (Self::Object(a), Self::Object(mut b)) => {
                let entry = |(key, a): (Arc<str>, Self)| {
                    let met = match b.remove(&key) {
                        Some(b) => a.meet(b),
                        None => a,
                    };
                    (key, met)
                };
                Self::Object(a.into_iter().map(entry).collect())
            }
            (one, _) => one,
        }
    }

    /// How much is in it.
    pub(crate) fn size(&self) -> Size {
        match self {
            Self::Unknown | Self::Dynamic | Self::Bool | Self::Number | Self::String => Size::ONE,
            Self::List(of) | Self::Set(of) | Self::Map(of) => Size::of(std::iter::once(of.size())),
            Self::Tuple(types) => Size::of(types.iter().map(Self::size)),
            Self::Object(types) => Size::of(types.values().map(Self::size)),
        }
    }

    /// Whether it is a boolean, number or string.
    pub(crate) fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }

    /// Whether some of it depends on what is not known.
    pub(crate) fn has_unknown(&self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Dynamic | Self::Bool | Self::Number | Self::String => false,
            Self::List(of) | Self::Set(of) | Self::Map(of) => of.has_unknown(),
            Self::Tuple(types) => types.iter().any(Self::has_unknown),
            Self::Object(types) => types.values().any(Self::has_unknown),
        }
    }

    /// Whether a value decides on some of it.
    pub(crate) fn has_dynamic(&self) -> bool {
        match self {
            Self::Dynamic => true,
            Self::Unknown | Self::Bool | Self::Number | Self::String => false,
            Self::List(of) | Self::Set(of) | Self::Map(of) => of.has_dynamic(),
            Self::Tuple(types) => types.iter().any(Self::has_dynamic),
            Self::Object(types) => types.values().any(Self::has_dynamic),
        }
    }

    /// The type of the elements of a list, set or map.
    pub(crate) fn element(&self) -> Option<&Self> {
        match self {
            Self::List(of) | Self::Set(of) | Self::Map(of) => Some(of),
            _ => None,
        }
    }

    /// What is certain of an unknown value of this type.
    pub(crate) fn kind(&self) -> Option<Kind> {
        match self {
            Self::Unknown | Self::Dynamic => None,
            Self::Bool => Some(Kind::Bool),
            Self::Number => Some(Kind::Number),
            Self::String => Some(Kind::String),
            Self::List(_) | Self::Set(_) | Self::Tuple(_) => Some(Kind::Sequence),
            Self::Map(_) | Self::Object(_) => Some(Kind::Mapping),
        }
    }
}
