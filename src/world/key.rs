//! What can be said of two values without knowing them: that they are the same, or that they are not.

use super::{Facts, referred};
use crate::convert;
use crate::value::{Address, Data, InstanceKey, Kind, Piece, Symbol, Text, Truth, Value};
use std::fmt::Write as _;

/// A value as far as it can be compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// Wholly known, or `null`. Two different ones are different.
    Known(String),
    /// What AWS gives to each object of that class a different one of, by the block that manages the object.
    Id(&'static str, String),
    /// The block of a type that it refers to, where that is what is asked for.
    Of(String),
    /// The same name is the same value, another name may be.
    Named(String),
    /// May be any.
    Any,
}

/// What two parts of the same class, which are not equal, are not.
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
            Self::Known(_) => Class::Known,
            Self::Id(class, _) => Class::Id(class),
            Self::Of(_) => Class::Of,
            Self::Named(_) | Self::Any => Class::Open,
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
            return Self::Known("null".to_owned());
        }
        if let Data::Unknown(unknown) = &value.data {
            // A symbol that was converted to a string is compared as a string.
            let is_text = !unknown.converted || unknown.kind == Some(Kind::String);
            let symbol = unknown.symbol.as_deref().filter(|_| is_text);
            return symbol.map_or(Self::Any, |symbol| Self::of_symbol(symbol, facts));
        }
        let Some(text) = convert::to_text(value) else { return Self::Any };
        match text.as_known() {
            Some(known) => Self::Known(format!("={known}")),
            None => Self::of_text(&text),
        }
    }

    fn of_symbol(symbol: &Symbol, facts: &Facts) -> Self {
        if !is_one(&symbol.address) {
            return Self::Any;
        }
        match (facts.identifies)(symbol) {
            Some(class) => Self::Id(class, symbol.to_string()),
            None => Self::Named(symbol.to_string()),
        }
    }

    fn of_text(text: &Text) -> Self {
        let mut name = String::new();
        for piece in text.pieces() {
            match piece {
                Piece::Known(text) => name.push_str(text),
                Piece::Unknown(Some(symbol)) if is_one(&symbol.address) => {
                    let _ = write!(name, "${{{symbol}}}");
                }
                Piece::Unknown(_) => return Self::Any,
            }
        }
        Self::Named(name)
    }

    /// The block of that type that a value refers to.
    pub(super) fn of_block(value: &Value, r#type: &str) -> Self {
        let of_type = |address: &Address| address.resource_type() == r#type;
        match referred(value).into_iter().rfind(of_type) {
            // A data source finds a block that some resource manages.
            Some(address) if &*address.kind == "resource" => Self::of_address(&address),
            _ => Self::Any,
        }
    }

    /// The block of that address.
    pub(super) fn of_address(address: &Address) -> Self {
        if is_one(address) { Self::Of(address.to_string()) } else { Self::Any }
    }
}

/// Whether the address is that of one instance.
fn is_one(address: &Address) -> bool {
    address.key != InstanceKey::Unknown && address.module.is_known()
}
