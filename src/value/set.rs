//! The order of a set: what Terraform sorts, and what it only keeps apart.

use super::{Data, Number, Sequence, Truth, Value, equal};
use std::fmt::Write as _;
use std::sync::Arc;

/// The place of an element among the others. `null` comes last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Bool(bool),
    Number(Number),
    String(Arc<str>),
    /// By the text that Terraform's library of values makes of it to tell it from others.
    Other(String),
    Null,
}

impl Value {
    /// A set of these elements, which are of one type and wholly known: in Terraform's order, each once.
    pub fn set(elements: Vec<Self>) -> Self {
        let mut ranked: Vec<(Rank, Self)> =
            elements.into_iter().map(|element| (rank(&element), element)).collect();
        ranked.sort_by(|(a, _), (b, _)| a.cmp(b));
        // The text of a number is cut, so that equal ranks alone do not make equal elements.
        ranked
            .dedup_by(|(a, x), (b, y)| a == b && (a == &Rank::Null || equal(x, y) == Truth::True));
        let elements = ranked.into_iter().map(|(_, element)| element).collect();
        Self::new(Data::Sequence(Sequence::Set, Arc::new(elements)))
    }
}

fn rank(element: &Value) -> Rank {
    match &element.data {
        Data::Null => Rank::Null,
        Data::Bool(value) => Rank::Bool(*value),
        Data::Number(number) => Rank::Number(number.clone()),
        Data::String(text) => Rank::String(text.as_known().unwrap_or_default().into()),
        _ => {
            let mut text = String::new();
            describe(element, &mut text);
            Rank::Other(text)
        }
    }
}

/// The text that cty hashes: `<...>` for what has a type for each part, brackets and braces for the others.
fn describe(value: &Value, text: &mut String) {
    let brackets =
        |open: char, parts: &mut dyn Iterator<Item = &Value>, close, text: &mut String| {
            text.push(open);
            for part in parts {
                describe(part, text);
                text.push(';');
            }
            text.push(close);
        };
    match &value.data {
        Data::Null => text.push('~'),
        Data::Bool(true) => text.push('T'),
        Data::Bool(false) => text.push('F'),
        Data::Number(number) => {
            let _ = write!(text, "{number}");
        }
        Data::String(string) => {
            let _ = write!(text, "{:?}", string.as_known().unwrap_or_default());
        }
        Data::Sequence(Sequence::Tuple, elements) => brackets('<', &mut elements.iter(), '>', text),
        Data::Sequence(_, elements) => brackets('[', &mut elements.iter(), ']', text),
        Data::Mapping(super::Mapping::Object, entries) => {
            brackets('<', &mut entries.values().map(|entry| &entry.value), '>', text);
        }
        Data::Mapping(super::Mapping::Map, entries) => {
            text.push('{');
            for (key, entry) in entries.iter() {
                let _ = write!(text, "{key:?}:");
                describe(&entry.value, text);
                text.push(';');
            }
            text.push('}');
        }
        Data::Block(_) | Data::Unknown(_) => text.push('?'),
    }
}
