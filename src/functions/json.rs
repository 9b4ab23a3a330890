//! JSON.

use super::arguments::{arg, known, string};
use super::{Answer, Function, Param};
use crate::convert::Stop;
use crate::value::{Data, Entry, Kind, Number, Piece, Text, Unknown, Value};
use serde_json::Value as Json;
use std::fmt::Write as _;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "jsondecode",
        params: &[Param::String],
        rest: None,
        result: None,
        compute: jsondecode,
    },
    Function {
        name: "jsonencode",
        params: &[Param::AnyOrNull],
        rest: None,
        result: Some(Kind::String),
        compute: |args| {
            let mut pieces = Vec::new();
            push(arg(args, 0)?, &mut pieces);
            Ok(string(Text::of(pieces)))
        },
    },
];

/// What is nested deeper than the 128 levels that `serde_json` reads, and half a character in UTF-16, is not known.
fn jsondecode(args: &[Value]) -> Answer {
    let json: Json = serde_json::from_str(&known(args, 0)?).map_err(|error| {
        let message = error.to_string();
        let own = ["recursion limit", "surrogate", "hex escape"];
        if own.iter().any(|own| message.contains(own)) { Stop::Unknown } else { Stop::Refused }
    })?;
    Ok(decoded(json))
}

fn decoded(json: Json) -> Value {
    match json {
        Json::Null => Value::null(),
        Json::Bool(value) => Value::bool(value),
        Json::Number(number) => match number.to_string().parse::<Number>() {
            Ok(number) => Value::new(Data::Number(number)),
            Err(()) => Value::unknown(Unknown::of(Kind::Number)),
        },
        Json::String(text) => Value::string(text),
        Json::Array(elements) => Value::tuple(elements.into_iter().map(decoded).collect()),
        Json::Object(entries) => {
            let entry = |(key, value): (String, Json)| {
                (Arc::from(key), Entry { key: None, value: decoded(value) })
            };
            Value::object(entries.into_iter().map(entry).collect())
        }
    }
}

/// Writes what is known; an unknown value is an unknown piece.
pub(super) fn push(value: &Value, pieces: &mut Vec<Piece>) {
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
                push(element, pieces);
            }
            pieces.push(known("]"));
        }
        Data::Mapping(_, entries) => {
            pieces.push(known("{"));
            for (position, (key, entry)) in entries.iter().enumerate() {
                pieces.extend((position > 0).then(|| known(",")));
                pieces.push(known(&format!("\"{}\":", escape(key))));
                push(&entry.value, pieces);
            }
            pieces.push(known("}"));
        }
        Data::Block(_) | Data::Unknown(_) => pieces.push(Piece::Unknown(None)),
    }
}

/// The inside of a JSON string as Go's encoder writes it: HTML's special characters are escaped too.
fn escape(text: &str) -> String {
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
