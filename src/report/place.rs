//! Line and column of a byte, through codespan-reporting.

use crate::source::{SourceId, Sources, Span};
use codespan_reporting::files::{Files as _, SimpleFile};
use std::collections::HashMap;
use std::sync::Arc;

/// The texts of a report, each split into lines once.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    files: HashMap<SourceId, SimpleFile<String, Arc<str>>>,
}

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(super) struct Position {
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    /// In bytes, from 0.
    pub(super) offset: usize,
}

impl<'a> Places<'a> {
    pub(super) fn new(sources: &'a Sources) -> Self {
        Self { sources, files: HashMap::new() }
    }

    fn file(&mut self, source: SourceId) -> &SimpleFile<String, Arc<str>> {
        self.files.entry(source).or_insert_with(|| {
            let source = self.sources.get(source);
            SimpleFile::new(super::slashes(&source.path), Arc::clone(&source.text))
        })
    }

    /// The path as it is shown.
    pub(super) fn path(&mut self, source: SourceId) -> String {
        self.file(source).name().clone()
    }

    /// The first position of the span, and the one after its last.
    pub(super) fn positions(&mut self, span: Span) -> (Position, Position) {
        let file = self.file(span.source);
        let position = |offset: u32| {
            let offset = offset as usize;
            // A byte that the text does not have: of a file that could not be read, say.
            let location = file.location((), offset).ok();
            let (line, column) =
                location.map_or((1, 1), |location| (location.line_number, location.column_number));
            Position { line, column, offset }
        };
        (position(span.start), position(span.end))
    }
}
