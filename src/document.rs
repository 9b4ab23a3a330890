//! Documents in JSON and YAML that a text of the configuration is: as a value whose parts know where they are written.
//!
//! A document is what it was encoded from, where that is known; else its text is parsed. What of the text is not known
//! stands in it as marks that no text has (`marked`), and is unknown in the value too. Where its lines stand is found by
//! comparing them with those of the file or of the expression that the text was made of (`lines`), since a template is
//! made anew for each use.

mod alone;
mod json;
mod lines;
mod marked;
mod parts;
mod yaml;

use crate::source::{SourceId, Sources, Span};
use crate::value::{Data, Made, Origin, Value};
pub(crate) use alone::alone;
use lines::Lines;
pub(crate) use marked::Marked;
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
    let (source, span) = match origin.made_of() {
        Some(Made::Encoded(value)) => {
            let root = Value::clone(value).hidden_with(text);
            return Some(Document { root, is_encoded: true });
        }
        Some(Made::File(file)) => (Arc::clone(file), Span::new(file.id, 0, file.text.len())),
        None => {
            let last = origin.way().last().map_or(origin.span, |(_, span)| span);
            (sources.get(last.source), last)
        }
    };
    let Data::String(known) = &text.data else { return None };
    let marked = Marked::of(known)?;
    let lines = Lines::of(marked.text(), source.text.get(span.range())?);
    let root = parse(&marked, lines, span, origin)?.hidden_with(text);
    Some(Document { root, is_encoded: false })
}

/// The file that a text was read from as a whole.
pub(crate) fn file(text: &Value) -> Option<SourceId> {
    match text.origin.as_ref()?.made_of() {
        Some(Made::File(file)) => Some(file.id),
        _ => None,
    }
}

/// The value that a text with marks is, in JSON or YAML. `span` is what it was made of, and `whole` where it is used.
fn parse(marked: &Marked, lines: Lines, span: Span, whole: &Arc<Origin>) -> Option<Value> {
    let maker = parts::Maker { marked, lines, span, whole };
    let is_json = marked.text().trim_start().starts_with(['{', '[', '"']);
    let root = if is_json { json::read(&maker) } else { None };
    root.or_else(|| yaml::read(&maker))
}

#[cfg(test)]
mod tests;
