//! JSON of which not all is known: what is known of it is decoded all the same.

use super::{Function, Site, arg, text};
use crate::convert::Stop;
use crate::functions::{self, Answer, Parameter};
use crate::value::{Data, Entries, Entry, Kind, Mapping, Piece, Text, Unknown, Value};
use std::fmt::Write as _;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "decoded",
    doc: "the value that JSON stands for, as `jsondecode`, also where not all of the text is known",
    parameters: &[Parameter::STRING],
    rest: None,
    result: None,
    compute: decoded,
}];

/// What stands around the number of a piece that is not known, within a JSON string and in the place of a whole value.
/// Texts that have them are not decoded.
const WITHIN: char = '\u{f8ff}';
const WHOLE: char = '\u{f8fe}';

fn decoded(args: &[Value], _: &Site) -> Answer {
    let text = text(args, 0)?;
    let origin = arg(args, 0)?.origin.clone();
    decode(&text).map(|value| value.at(origin)).ok_or(Stop::Unknown)
}

/// What is known of the value that JSON stands for; `None` where nothing is.
pub(crate) fn decode(text: &Text) -> Option<Value> {
    let value = functions::call("jsondecode", &[Value::string(marked(text)?)]);
    (!matches!(value.data, Data::Unknown(_))).then(|| opened(&value, text.pieces()))
}

/// The text with marks in it for what is not known; `None` where it has such characters itself.
fn marked(text: &Text) -> Option<String> {
    let mut marked = String::new();
    let (mut is_within, mut is_escaped) = (false, false);
    for (position, piece) in text.pieces().iter().enumerate() {
        match piece {
            Piece::Known(known) if known.contains([WITHIN, WHOLE]) => return None,
            Piece::Known(known) => {
                for c in known.chars() {
                    is_within ^= c == '"' && !is_escaped;
                    is_escaped = is_within && c == '\\' && !is_escaped;
                }
                marked.push_str(known);
            }
            Piece::Unknown(_) if is_escaped => return None,
            Piece::Unknown(_) if is_within => {
                write!(marked, "{WITHIN}{position}{WITHIN}").ok()?;
            }
            Piece::Unknown(_) => write!(marked, "\"{WHOLE}\"").ok()?,
        }
    }
    Some(marked)
}

/// The value with what is not known in place of the marks.
fn opened(value: &Value, pieces: &[Piece]) -> Value {
    match &value.data {
        Data::String(text) => match text.as_known() {
            Some(known) if known.contains(WHOLE) => Value::anything(),
            Some(known) if known.contains(WITHIN) => textual(pieced(known, pieces)),
            _ => value.clone(),
        },
        Data::Sequence(sequence, elements) => {
            let elements = elements.iter().map(|element| opened(element, pieces)).collect();
            Value::new(Data::Sequence(*sequence, Arc::new(elements)))
        }
        Data::Mapping(Mapping::Object, entries) => {
            if entries.keys().any(|key| key.contains([WITHIN, WHOLE])) {
                return Value::anything();
            }
            let open = |(key, entry): (&Arc<str>, &Entry)| {
                let value = opened(&entry.value, pieces);
                (Arc::clone(key), Entry { key: None, value })
            };
            Value::object(entries.iter().map(open).collect::<Entries>())
        }
        _ => value.clone(),
    }
}

/// A text of what stands between the marks, and of the pieces that they number.
fn pieced(marked: &str, pieces: &[Piece]) -> Text {
    Text::of(marked.split(WITHIN).enumerate().map(|(position, part)| {
        if position % 2 == 0 {
            return Piece::Known(part.into());
        }
        let piece = part.parse::<usize>().ok().and_then(|number| pieces.get(number));
        piece.cloned().unwrap_or(Piece::Unknown(None))
    }))
}

/// A text, which may be nothing but what one name stands for.
fn textual(text: Text) -> Value {
    match text.pieces() {
        [Piece::Unknown(Some(symbol))] => Value::unknown(Unknown {
            symbol: Some(Arc::clone(symbol)),
            ..Unknown::of(Kind::String)
        }),
        _ => Value::new(Data::String(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::functions;
    use crate::value::{Data, Text, test};

    /// The JSON of what was decoded, with `?` for what is not known of it.
    fn again(json: &str) -> Option<String> {
        let value = decode(&test::text(json))?;
        let encoded = functions::call("jsonencode", &[value]);
        let Data::String(text) = &encoded.data else { return None };
        Some(shown(text))
    }

    fn shown(text: &Text) -> String {
        let piece = |piece: &super::Piece| match piece {
            super::Piece::Known(known) => known.to_string(),
            super::Piece::Unknown(_) => "?".to_owned(),
        };
        text.pieces().iter().map(piece).collect()
    }

    #[test]
    fn what_is_known_is_decoded() {
        assert_eq!(again(r#"{"a": [1, "b"]}"#).as_deref(), Some(r#"{"a":[1,"b"]}"#));
        assert_eq!(again(r#"{"a": ["?/*", "b"]}"#).as_deref(), Some(r#"{"a":["?/*","b"]}"#));
        assert_eq!(again(r#"{"a": ?, "b": "\"?"}"#).as_deref(), Some(r#"{"a":?,"b":"\"?"}"#));
    }

    #[test]
    fn what_may_be_anything_is_not_claimed() {
        for json in [r#"{"a": 1 ? }"#, r#"{"a": "\?"}"#, "?{}", r#"{"a": "?}"#] {
            assert_eq!(again(json), None, "{json}");
        }
        assert_eq!(again(r#"{"?": 1}"#).as_deref(), Some("?"));
        assert!(decode(&Text::known("\"\u{f8ff}\"")).is_none());
    }
}
