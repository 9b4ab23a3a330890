//! The parts of a document that is parsed, as values with their places.

use super::lines::Lines;
use super::marked::Marked;
use crate::source::Span;
use crate::value::{Data, Entries, Entry, Kind, Origin, Unknown, Value};
use std::ops::Range;
use std::sync::Arc;

/// What makes values of the parts of a text.
pub(super) struct Maker<'a> {
    pub(super) marked: &'a Marked,
    pub(super) lines: Lines<'a>,
    /// Where what the text was made of stands.
    pub(super) span: Span,
    /// Where the text is used.
    pub(super) whole: &'a Arc<Origin>,
}

impl Maker<'_> {
    pub(super) fn text(&self) -> &str {
        self.marked.text()
    }

    /// Where a part of the text is written.
    pub(super) fn origin(&self, part: Range<usize>) -> Arc<Origin> {
        match self.lines.place(part) {
            Some(found) => {
                let start = self.span.start as usize;
                let (from, to) = (start + found.start, start + found.end);
                Origin::written(Span::new(self.span.source, from, to))
            }
            None => Origin::written(self.whole.span),
        }
    }

    /// A string.
    pub(super) fn string(&self, text: &str, part: Range<usize>) -> Value {
        self.at(self.marked.string(text), part)
    }

    /// A value.
    pub(super) fn at(&self, value: Value, part: Range<usize>) -> Value {
        let origin = self.origin(part);
        value.at(Some(origin))
    }

    /// An object of these entries. One of which a key is not known is not known itself.
    pub(super) fn object(
        &self,
        entries: impl IntoIterator<Item = (Option<Arc<str>>, Range<usize>, Value)>,
        part: Range<usize>,
    ) -> Value {
        let mut known = Entries::new();
        let mut is_open = false;
        for (key, place, value) in entries {
            match key.filter(|key| !Marked::is_marked(key)) {
                Some(key) => {
                    known.insert(key, Entry { key: Some(self.origin(place)), value });
                }
                None => is_open = true,
            }
        }
        let value =
            if is_open { Value::unknown(Unknown::of(Kind::Mapping)) } else { Value::object(known) };
        self.at(value, part)
    }

    /// What cannot be known of a part.
    pub(super) fn unknown(&self, part: Range<usize>) -> Value {
        self.at(Value::new(Data::Unknown(Arc::new(Unknown::default()))), part)
    }
}
