//! Conversions between the primitive types, as Terraform makes them on its own.

use crate::value::{Data, Number, Piece, Text, Unknown, Value};

/// The value as a string; `None` where it has none, or nothing of it is known.
pub fn to_text(value: &Value) -> Option<Text> {
    match &value.data {
        Data::String(text) => Some(text.clone()),
        Data::Bool(value) => Some(Text::known(value.to_string())),
        Data::Number(number) => Some(Text::known(number.to_string())),
        _ => None,
    }
}

/// The value as a string of which perhaps nothing is known; `None` where it certainly is none.
pub fn to_text_or_unknown(value: &Value) -> Option<Text> {
    match &value.data {
        Data::Unknown(unknown) if may_be_primitive(unknown) => {
            Some(Text::of([Piece::Unknown(unknown.symbol.clone())]))
        }
        _ => to_text(value),
    }
}

fn may_be_primitive(unknown: &Unknown) -> bool {
    use crate::value::Kind::{Mapping, Sequence};
    !unknown.refused && !matches!(unknown.kind, Some(Mapping | Sequence))
}

/// The value as a number; `None` where it has none, or is not known.
pub fn to_number(value: &Value) -> Option<Number> {
    match &value.data {
        Data::Number(number) => Some(number.clone()),
        Data::String(text) => text.as_known()?.parse().ok(),
        _ => None,
    }
}
