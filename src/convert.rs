//! Conversions between types, as Terraform makes them on its own.

mod to;
mod unify;

pub(crate) use to::{convert, convert_or_unknown, is_convertible};
pub(crate) use unify::unify;

use crate::value::{Data, Kind, Number, Piece, Text, Type, Unknown, Value};

/// Why there is no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stop {
    /// Terraform refuses to compute it, whatever the unknown values turn out to be.
    Refused,
    /// It depends on what is not known.
    Unknown,
}

/// The value as a string; `None` where it has none, or nothing of it is known.
pub(crate) fn to_text(value: &Value) -> Option<Text> {
    match &value.data {
        Data::String(text) => Some(text.clone()),
        Data::Bool(value) => Some(Text::known(value.to_string())),
        Data::Number(number) => Some(Text::known(number.to_string())),
        _ => None,
    }
}

/// The value as a string of which perhaps nothing is known; `None` where it certainly is none.
pub(crate) fn to_text_or_unknown(value: &Value) -> Option<Text> {
    match &value.data {
        Data::Unknown(unknown) if may_be_primitive(unknown) => {
            Some(Text::of([Piece::Unknown(unknown.symbol.clone())]))
        }
        _ => to_text(value),
    }
}

fn may_be_primitive(unknown: &Unknown) -> bool {
    !unknown.refused && !matches!(unknown.kind, Some(Kind::Mapping | Kind::Sequence))
}

/// The value as a number; `None` where it has none, or is not known.
pub(crate) fn to_number(value: &Value) -> Option<Number> {
    match &value.data {
        Data::Number(number) => Some(number.clone()),
        Data::String(text) => text.as_known()?.parse().ok(),
        _ => None,
    }
}

/// Whether Terraform reads the text as a number that is out of all bounds of [`Number`].
pub(crate) fn is_infinite(text: &str) -> bool {
    let digits = text.trim_start_matches(['+', '-']);
    let signs = text.len() - digits.len();
    signs <= 1 && (digits.eq_ignore_ascii_case("inf") || Number::is_out_of_bounds(text))
}

/// The value of an unknown that has that type and is not `null`.
pub(crate) fn unknown_of(r#type: &Type) -> Value {
    Value::unknown(Unknown { not_null: true, kind: r#type.kind(), ..Unknown::default() })
}
