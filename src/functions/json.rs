//! JSON.

use super::arguments::{arg, fits, known, may_make, string};
use super::{Answer, Function, Parameter};
use crate::convert::Stop;
use crate::value::{Data, Entries, Entry, Kind, Number, Piece, Text, Type, Unknown, Value};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt::{self, Write as _};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "jsondecode",
        doc: "the value that JSON stands for",
        parameters: &[Parameter::STRING],
        rest: None,
        result: None,
        compute: jsondecode,
    },
    Function {
        name: "jsonencode",
        doc: "the value as JSON",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::String),
        compute: |args| Ok(string(Text::of(written(arg(args, 0)?)?))),
    },
];

/// What is nested deeper than the 128 levels that `serde_json` reads, and half a character in UTF-16, is not known.
fn jsondecode(args: &[Value]) -> Answer {
    let text = known(args, 0)?;
    may_make(text.matches(',').count())?;
    let Decoded(value) = serde_json::from_str(&text).map_err(|error| {
        let message = error.to_string();
        let own = ["recursion limit", "surrogate", "hex escape"];
        if own.iter().any(|own| message.contains(own)) { Stop::Unknown } else { Stop::Refused }
    })?;
    value
}

/// A value that was read, or why there is none though the text is JSON.
struct Decoded(Answer);

/// The key under which `serde_json` hands over the digits of a number that is no whole one of 64 bits.
const DIGITS: &str = "$serde_json::private::Number";

impl<'de> Deserialize<'de> for Decoded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Decoder)
    }
}

struct Decoder;

impl<'de> Visitor<'de> for Decoder {
    type Value = Decoded;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Decoded, E> {
        Ok(Decoded(Ok(Value::null())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Decoded, E> {
        Ok(Decoded(Ok(Value::bool(value))))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Decoded, E> {
        Ok(Decoded(Ok(number(&value.to_string()))))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Decoded, E> {
        Ok(Decoded(Ok(number(&value.to_string()))))
    }

    fn visit_str<E>(self, text: &str) -> Result<Decoded, E> {
        Ok(Decoded(Ok(Value::string(text))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Decoded, A::Error> {
        let mut elements = Vec::new();
        while let Some(Decoded(element)) = seq.next_element()? {
            elements.push(element);
        }
        Ok(Decoded(elements.into_iter().collect::<Result<_, _>>().map(Value::tuple)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Decoded, A::Error> {
        let mut entries = Entries::new();
        let mut stop = None;
        while let Some(key) = map.next_key::<String>()? {
            if key == DIGITS {
                let digits: String = map.next_value()?;
                return Ok(Decoded(Ok(number(&digits))));
            }
            let Decoded(value) = map.next_value()?;
            match value {
                Ok(value) => {
                    let r#type = Type::of(&value);
                    let before = entries.insert(key.into(), Entry { key: None, value });
                    // Terraform reads all values of one key as the type of the last one, as far as it can.
                    if before.is_some_and(|before| Type::of(&before.value) != r#type) {
                        stop = Some(Stop::Unknown);
                    }
                }
                Err(other) => stop = Some(other),
            }
        }
        Ok(Decoded(stop.map_or_else(|| Ok(Value::object(entries)), Err)))
    }
}

fn number(digits: &str) -> Value {
    match digits.parse::<Number>() {
        Ok(number) => Value::new(Data::Number(number)),
        Err(()) => Value::unknown(Unknown::of(Kind::Number)),
    }
}

/// The value as JSON.
pub(super) fn written(value: &Value) -> Result<Vec<Piece>, Stop> {
    let mut written = Written::default();
    written.push(value)?;
    Ok(written.pieces)
}

/// JSON that is being written.
#[derive(Default)]
struct Written {
    pieces: Vec<Piece>,
    bytes: usize,
}

impl Written {
    fn known(&mut self, text: &str) {
        self.bytes += text.len();
        self.pieces.push(Piece::Known(text.into()));
    }

    /// Writes what is known; an unknown value is an unknown piece.
    fn push(&mut self, value: &Value) -> Result<(), Stop> {
        fits(self.bytes)?;
        match &value.data {
            Data::Null => self.known("null"),
            Data::Bool(value) => self.known(&value.to_string()),
            Data::Number(number) => self.known(&number.to_string()),
            Data::String(text) => {
                self.known("\"");
                for piece in text.map_pieces(escape).pieces() {
                    self.bytes += piece.room();
                    self.pieces.push(piece.clone());
                }
                self.known("\"");
            }
            Data::Sequence(_, elements) => {
                self.known("[");
                for (position, element) in elements.iter().enumerate() {
                    if position > 0 {
                        self.known(",");
                    }
                    self.push(element)?;
                }
                self.known("]");
            }
            Data::Mapping(_, entries) => {
                self.known("{");
                for (position, (key, entry)) in entries.iter().enumerate() {
                    if position > 0 {
                        self.known(",");
                    }
                    self.known(&format!("\"{}\":", escape(key)));
                    self.push(&entry.value)?;
                }
                self.known("}");
            }
            Data::Block(_) | Data::Unknown(_) => self.pieces.push(Piece::Unknown(None)),
        }
        Ok(())
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
