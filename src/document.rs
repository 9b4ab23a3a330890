//! Documents in JSON and YAML that a text of the configuration is: as a value whose parts know where they are written.
//!
//! A document is what it was encoded from, where that is known; else its text is parsed. What of the text is not known
//! stands in it as marks that no text has (`marked`), and is unknown in the value too. Where its lines stand is found by
//! comparing them with those of the file or of the expression that the text was made of (`lines`), since a template is
//! made anew for each use.

mod json;
mod lines;
mod marked;
mod parts;
mod yaml;

use crate::source::{Source, Sources, Span};
use crate::value::{Data, Made, Origin, Text, Value};
use lines::Lines;
use marked::Marked;
use std::sync::Arc;

/// Values of a document that are read. What has more is not known.
const MAX_VALUES: usize = 200_000;
/// Levels that are read.
const MAX_DEPTH: usize = 64;

/// A document that a text is.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// What it says.
    pub(crate) root: Value,
    /// Whether it was written as a value of the language, and not as a text.
    pub(crate) is_encoded: bool,
}

/// The document that a text is; `None` where nothing is known of the text, or it is neither JSON nor YAML.
pub(crate) fn read(text: &Value, sources: &Sources) -> Option<Document> {
    let origin = text.origin.as_ref()?;
    if let Some(Made::Encoded(value)) = origin.made_of() {
        let root = Value::clone(value).hidden_with(text);
        return Some(Document { root, is_encoded: true });
    }
    let Data::String(known) = &text.data else { return None };
    let file = match origin.made_of() {
        Some(Made::File(file)) => Some(Arc::clone(file)),
        _ => None,
    };
    let root = parse(known, &Place { origin, file, sources })?.hidden_with(text);
    Some(Document { root, is_encoded: false })
}

/// Where a text stands.
struct Place<'a> {
    origin: &'a Arc<Origin>,
    file: Option<Arc<Source>>,
    sources: &'a Sources,
}

impl Place<'_> {
    /// The text that it was made of, and where in its source that begins.
    fn written(&self) -> (Arc<Source>, Span) {
        if let Some(file) = &self.file {
            return (Arc::clone(file), Span::new(file.id, 0, file.text.len()));
        }
        let last = self.origin.way().last().map_or(self.origin.span, |(_, span)| span);
        (self.sources.get(last.source), last)
    }
}

fn parse(text: &Text, place: &Place) -> Option<Value> {
    let marked = Marked::of(text)?;
    let (source, span) = place.written();
    let written = source.text.get(span.range())?;
    let lines = Lines::of(marked.text(), written);
    let maker = parts::Maker { marked: &marked, lines, span, whole: place.origin };
    let is_json = marked.text().trim_start().starts_with(['{', '[', '"']);
    let root = if is_json { json::read(&maker) } else { None };
    root.or_else(|| yaml::read(&maker))
}

#[cfg(test)]
mod tests;
