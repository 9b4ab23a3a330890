//! Functions that encode values as text.

use super::Function;
use crate::value::{Data, Kind, Piece, Text, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "jsonencode",
    arity: (1, 1),
    result: Some(Kind::String),
    compute: jsonencode,
}];

fn jsonencode(args: &[Value]) -> Option<Value> {
    let mut pieces = Vec::new();
    push_json(args.first()?, &mut pieces);
    Some(Value::new(Data::String(Text::of(pieces))))
}

/// Writes what is known; an unknown value is an unknown piece.
fn push_json(value: &Value, pieces: &mut Vec<Piece>) {
    let known = |text: &str| Piece::Known(text.into());
    match &value.data {
        Data::Null => pieces.push(known("null")),
        Data::Bool(value) => pieces.push(known(&value.to_string())),
        Data::Number(number) => pieces.push(known(&number.to_string())),
        Data::String(text) => {
            pieces.push(known("\""));
            pieces.extend(text.map_pieces(escape).pieces().iter().cloned());
            pieces.push(known("\""));
        }
        Data::Sequence(_, elements) => {
            pieces.push(known("["));
            for (position, element) in elements.iter().enumerate() {
                pieces.extend((position > 0).then(|| known(",")));
                push_json(element, pieces);
            }
            pieces.push(known("]"));
        }
        Data::Mapping(_, entries) => {
            pieces.push(known("{"));
            for (position, (key, entry)) in entries.iter().enumerate() {
                pieces.extend((position > 0).then(|| known(",")));
                pieces.push(known(&format!("\"{}\":", escape(key))));
                push_json(&entry.value, pieces);
            }
            pieces.push(known("}"));
        }
        Data::Block(_) | Data::Unknown(_) => pieces.push(Piece::Unknown(None)),
    }
}

/// The inside of a JSON string as Go's encoder writes it: HTML's special characters are escaped too.
fn escape(text: &str) -> String {
    use std::fmt::Write as _;
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            '\u{8}' => escaped.push_str("\\b"),
            '\u{c}' => escaped.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}
