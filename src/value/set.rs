//! The order of the elements of a set.

use super::{Data, Decimal, Mapping, Number, Sequence, Truth, Value, equal};
use std::cmp::Ordering;
use std::fmt::Write as _;

/// The elements in Terraform's order, each once. They are of one type and wholly known.
pub(crate) fn sorted_set(values: Vec<Value>) -> Vec<Value> {
    let mut keyed: Vec<(Key, Value)> =
        values.into_iter().map(|value| (key(&value), value)).collect();
    keyed.sort_by(|(a, _), (b, _)| a.cmp(b));
    let mut unique: Vec<(Key, Value)> = Vec::with_capacity(keyed.len());
    for (key, value) in keyed {
        // Only elements with the same key can be equal.
        let same_key = unique.iter().rev().take_while(|(known, _)| *known == key);
        if !same_key.into_iter().any(|(_, known)| equal(known, &value) == Truth::True) {
            unique.push((key, value));
        }
    }
    unique.into_iter().map(|(_, value)| value).collect()
}

/// What elements are sorted by: primitive values by themselves, others by the bytes that cty hashes, `null` last.
#[derive(Debug, PartialEq, Eq)]
enum Key {
    Bool(bool),
    Number(Number),
    Bytes(String),
    Null,
}

impl Key {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (Self::Bytes(a), Self::Bytes(b)) => a.cmp(b),
            (a, b) => a.rank().cmp(&b.rank()),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Bool(_) => 0,
            Self::Number(_) => 1,
            Self::Bytes(_) => 2,
            Self::Null => 3,
        }
    }
}

fn key(value: &Value) -> Key {
    match &value.data {
        Data::Null => Key::Null,
        Data::Bool(value) => Key::Bool(*value),
        Data::Number(number) => Key::Number(number.clone()),
        Data::String(text) => Key::Bytes(text.as_known().unwrap_or_default().to_owned()),
        _ => {
            let mut bytes = String::new();
            push(value, &mut bytes);
            Key::Bytes(bytes)
        }
    }
}

fn push(value: &Value, bytes: &mut String) {
    match &value.data {
        Data::Null => bytes.push('~'),
        Data::Bool(value) => bytes.push(if *value { 'T' } else { 'F' }),
        Data::Number(number) => bytes.push_str(&Decimal::rounded(number, 10).general(Some(10))),
        Data::String(text) => push_quoted(text.as_known().unwrap_or_default(), bytes),
        Data::Sequence(kind, elements) => {
            let (open, close) = if *kind == Sequence::Tuple { ('<', '>') } else { ('[', ']') };
            bytes.push(open);
            for element in elements.iter() {
                push(element, bytes);
                bytes.push(';');
            }
            bytes.push(close);
        }
        Data::Mapping(kind, entries) => {
            let (open, close) = if *kind == Mapping::Object { ('<', '>') } else { ('{', '}') };
            bytes.push(open);
            for (key, entry) in entries.iter() {
                if *kind == Mapping::Map {
                    push_quoted(key, bytes);
                    bytes.push(':');
                }
                push(&entry.value, bytes);
                bytes.push(';');
            }
            bytes.push(close);
        }
        Data::Block(_) | Data::Unknown(_) => bytes.push('?'),
    }
}

/// The text as Go quotes it.
fn push_quoted(text: &str, bytes: &mut String) {
    bytes.push('"');
    for c in text.chars() {
        match c {
            '"' => bytes.push_str("\\\""),
            '\\' => bytes.push_str("\\\\"),
            '\n' => bytes.push_str("\\n"),
            '\r' => bytes.push_str("\\r"),
            '\t' => bytes.push_str("\\t"),
            '\u{7}' => bytes.push_str("\\a"),
            '\u{8}' => bytes.push_str("\\b"),
            '\u{b}' => bytes.push_str("\\v"),
            '\u{c}' => bytes.push_str("\\f"),
            c if c.is_ascii_control() => {
                let _ = write!(bytes, "\\x{:02x}", u32::from(c));
            }
            c => bytes.push(c),
        }
    }
    bytes.push('"');
}
