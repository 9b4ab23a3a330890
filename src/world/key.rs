//! What can be said of two values without knowing them: that they are the same, or that they are not.

use super::{Facts, referred};
use crate::convert;
use crate::value::{Address, Data, InstanceKey, Kind, Piece, Symbol, Text, Truth, Value};
use std::sync::Arc;

/// A value as far as it can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Null,
    /// Wholly known. It is never the same as `null` or another one.
    Known(Arc<str>),
    /// What AWS gives to each object of that class a different one of, by the block that manages the object.
    Id(&'static str, Arc<Symbol>),
    /// The block of a type that it refers to, where that is what is asked for.
    Of(Address),
    /// The same name is the same value, another name may be.
    Named(Arc<Symbol>),
    /// The same for a text in which there are names.
    Text(Text),
    /// May be any.
    Any,
}

/// The parts that are told apart: two of the same class, unless it is open, are different values if they are not equal.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Class {
    Known,
    Id(&'static str),
    Of,
    Open,
}

impl Part {
    pub(super) fn class(&self) -> Class {
        match self {
            Self::Null | Self::Known(_) => Class::Known,
            Self::Id(class, _) => Class::Id(class),
            Self::Of(_) => Class::Of,
            Self::Named(_) | Self::Text(_) | Self::Any => Class::Open,
        }
    }

    /// Whether two are the same.
    pub(super) fn same(&self, other: &Self) -> Truth {
        if self == other && *self != Self::Any {
            return Truth::True;
        }
        let is_decided = self.class() == other.class() && self.class() != Class::Open;
        if is_decided { Truth::False } else { Truth::Unknown }
    }

    /// A value.
    pub(super) fn of(value: &Value, facts: &Facts) -> Self {
        if value.is_null() == Truth::True {
            return Self::Null;
        }
        if let Data::Unknown(unknown) = &value.data {
            // A symbol that was converted to a string is compared as a string.
            let is_text = !unknown.converted || unknown.kind == Some(Kind::String);
            let symbol = unknown.symbol.as_ref().filter(|_| is_text);
            return symbol.map_or(Self::Any, |symbol| Self::of_symbol(symbol, facts));
        }
        match convert::to_text(value) {
            Some(text) => Self::of_text(text),
            None => Self::Any,
        }
    }

    fn of_symbol(symbol: &Arc<Symbol>, facts: &Facts) -> Self {
        if !is_one(&symbol.address) {
            return Self::Any;
        }
        match (facts.identifies)(symbol) {
            Some(class) => Self::Id(class, Arc::clone(symbol)),
            None => Self::Named(Arc::clone(symbol)),
        }
    }

    fn of_text(text: Text) -> Self {
        let is_named = |piece: &Piece| match piece {
            Piece::Known(_) => true,
            Piece::Unknown(symbol) => symbol.as_ref().is_some_and(|it| is_one(&it.address)),
        };
        match text.pieces() {
            [] => Self::Known("".into()),
            [Piece::Known(known)] => Self::Known(Arc::clone(known)),
            pieces if pieces.iter().all(is_named) => Self::Text(text),
            _ => Self::Any,
        }
    }

    /// The block of that type that a value refers to; `null` refers to none.
    pub(super) fn of_block(value: &Value, r#type: &str) -> Self {
        if value.is_null() == Truth::True {
            return Self::Null;
        }
        let of_type = |address: &Address| address.resource_type() == r#type;
        match referred(value).into_iter().rfind(of_type) {
            // A data source finds a block that some resource manages.
            Some(address) if &*address.kind == "resource" => Self::of_address(address),
            _ => Self::Any,
        }
    }

    /// The block of that address.
    pub(super) fn of_address(address: Address) -> Self {
        if is_one(&address) { Self::Of(address) } else { Self::Any }
    }
}

/// Whether the address is that of one instance.
pub(super) fn is_one(address: &Address) -> bool {
    address.key != InstanceKey::Unknown && address.module.is_known()
}
