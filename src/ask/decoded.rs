//! JSON of which not all is known: what is known of it is decoded all the same.

use super::{Function, Site, arg, text};
use crate::convert::Stop;
use crate::document::Marked;
use crate::functions::{self, Answer, Parameter};
use crate::value::{Data, Entries, Entry, Mapping, Text, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "decoded",
    doc: "the value that JSON stands for, as `jsondecode`, also where not all of the text is known",
    parameters: &[Parameter::STRING],
    rest: None,
    result: None,
    compute: decoded,
}];

fn decoded(args: &[Value], _: &Site) -> Answer {
    let text = text(args, 0)?;
    let origin = arg(args, 0)?.origin.clone();
    decode(&text).map(|value| value.at(origin)).ok_or(Stop::Unknown)
}

/// What is known of the value that JSON stands for; `None` where nothing is.
pub(crate) fn decode(text: &Text) -> Option<Value> {
    let marked = Marked::of(text)?;
    let value = functions::call("jsondecode", &[Value::string(marked.quoted().text())]);
    (!matches!(value.data, Data::Unknown(_))).then(|| opened(&value, &marked))
}

/// The value with what is not known in place of the marks.
fn opened(value: &Value, marked: &Marked) -> Value {
    match &value.data {
        Data::String(text) => match text.as_known() {
            Some(known) if Marked::is_bare(known) => Value::anything(),
            Some(known) if Marked::is_marked(known) => marked.string(known),
            _ => value.clone(),
        },
        Data::Sequence(sequence, elements) => {
            let elements = elements.iter().map(|element| opened(element, marked)).collect();
            Value::new(Data::Sequence(*sequence, Arc::new(elements)))
        }
        Data::Mapping(Mapping::Object, entries) => {
            if entries.keys().any(|key| Marked::is_marked(key)) {
                return Value::anything();
            }
            let open = |(key, entry): (&Arc<str>, &Entry)| {
                let value = opened(&entry.value, marked);
                (Arc::clone(key), Entry { key: None, value })
            };
            Value::object(entries.iter().map(open).collect::<Entries>())
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::functions;
    use crate::value::{Data, Piece, Text, test};

    /// The JSON of what was decoded, with `?` for what is not known of it.
    fn again(json: &str) -> Option<String> {
        let value = decode(&test::text(json))?;
        let encoded = functions::call("jsonencode", &[value]);
        let Data::String(text) = &encoded.data else { return None };
        Some(shown(text))
    }

    fn shown(text: &Text) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Known(known) => known.to_string(),
            Piece::Unknown(_) => "?".to_owned(),
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
        assert!(decode(&Text::known("\"\u{e0f0}\"")).is_none());
    }
}
