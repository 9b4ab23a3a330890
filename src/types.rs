//! What the `type` of a variable says, and what Terraform makes of a value that is given to the variable.

mod conversion;
mod parse;
mod variable;

pub(crate) use variable::{Variable, is_sensitive, takes_text};

use crate::value::{Type, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A type of which parts may be left open, and attributes left out.
#[derive(Debug, Clone)]
pub(crate) enum Constraint {
    /// `any`: what the value has.
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

/// An attribute of an object.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    /// What its value is.
    pub constraint: Constraint,
    /// Whether it may be left out.
    pub optional: bool,
    /// What stands in for it where it is left out or `null`; of the type.
    pub default: Option<Value>,
}

impl Constraint {
    /// The type that a value is converted to once nothing is left out of it.
    pub(crate) fn r#type(&self) -> Type {
        let boxed = |of: &Self| Box::new(of.r#type());
        match self {
            Self::Any => Type::Dynamic,
            Self::Bool => Type::Bool,
            Self::Number => Type::Number,
            Self::String => Type::String,
            Self::List(of) => Type::List(boxed(of)),
            Self::Set(of) => Type::Set(boxed(of)),
            Self::Map(of) => Type::Map(boxed(of)),
            Self::Tuple(parts) => Type::Tuple(parts.iter().map(Self::r#type).collect()),
            Self::Object(attributes) => Type::Object(
                attributes
                    .iter()
                    .map(|(name, attribute)| (Arc::clone(name), attribute.constraint.r#type()))
                    .collect(),
            ),
        }
    }
}

impl Attribute {
    fn required(constraint: Constraint) -> Self {
        Self { constraint, optional: false, default: None }
    }
}
