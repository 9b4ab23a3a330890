//! Line and column of a byte, through codespan-reporting.

use super::characters::Characters;
use super::excerpt::Excerpt;
use super::visible;
use crate::check::Outcome;
use crate::finding::Finding;
use crate::source::{SourceId, Sources, Span};
use codespan_reporting::files::{Files as _, SimpleFile};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

/// Lines of an excerpt before and behind what it is of. One of them is shown; where the last one shown ends is seen in the
/// next.
const AROUND: usize = 3;

/// Lines of a place that are all underlined.
const MAX_LINES: usize = 6;

/// The texts of a report, each split into lines once.
pub(super) struct Places {
    files: HashMap<SourceId, SimpleFile<String, Arc<str>>>,
    characters: HashMap<SourceId, Characters>,
    /// What must not be shown of each, in its order; none overlap.
    hidden: HashMap<SourceId, Vec<Range<usize>>>,
}

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Position {
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    /// In bytes, from 0.
    pub(super) offset: usize,
}

impl Places {
    /// The texts in which findings, what has to do with them and what is undecided lie.
    pub(super) fn of(outcome: &Outcome, sources: &Sources) -> Self {
        let findings = outcome.findings.iter().chain(outcome.suppressed());
        let spans = findings.flat_map(Finding::places);
        let spans = spans.chain(outcome.undecided.iter().map(|it| it.block));
        Self::with(spans, outcome.hidden.iter().copied(), sources)
    }

    /// The texts in which these places lie, without what is `hidden`.
    pub(super) fn with(
        spans: impl IntoIterator<Item = Span>,
        hidden: impl IntoIterator<Item = Span>,
        sources: &Sources,
    ) -> Self {
        let mut files = HashMap::new();
        let mut characters = HashMap::new();
        for span in spans {
            files.entry(span.source).or_insert_with(|| {
                let source = sources.get(span.source);
                characters.insert(span.source, Characters::of(&source.text));
                SimpleFile::new(super::slashes(&source.path), Arc::clone(&source.text))
            });
        }
        Self { files, characters, hidden: apart(hidden) }
    }

    /// The path as it is shown.
    pub(super) fn path(&self, source: SourceId) -> &str {
        self.files.get(&source).map_or("", |file| file.name().as_str())
    }

    /// The first position of the span, and the one after its last.
    pub(super) fn positions(&self, span: Span) -> (Position, Position) {
        let position = |offset: u32| {
            let offset = offset as usize;
            // A byte that the text does not have: of a file that could not be read, say.
            let (line, column) = self.line_and_column(span.source, offset).unwrap_or((1, 1));
            Position { line, column, offset }
        };
        (position(span.start), position(span.end))
    }

    fn line_and_column(&self, source: SourceId, offset: usize) -> Option<(usize, usize)> {
        let (file, characters) = (self.files.get(&source)?, self.characters.get(&source)?);
        let line = file.line_index((), offset).ok()?;
        let start = file.line_range((), line).ok()?.start;
        Some((line + 1, characters.between(file.source(), start, offset) + 1))
    }

    /// Where a span begins, as editors and terminals know it: `main.tf:12:3`.
    pub(super) fn shown(&self, span: Span) -> String {
        let (start, _) = self.positions(span);
        format!("{}:{}:{}", visible::line(self.path(span.source)), start.line, start.column)
    }

    /// The columns of the begin and of the end of a span in bytes, from 1.
    pub(super) fn columns_in_bytes(&self, span: Span) -> (usize, usize) {
        let column = |offset: u32| {
            let file = self.files.get(&span.source)?;
            let line = file.line_index((), offset as usize).ok()?;
            Some((offset as usize).saturating_sub(file.line_range((), line).ok()?.start) + 1)
        };
        (column(span.start).unwrap_or(1), column(span.end).unwrap_or(1))
    }

    /// How many ends of lines lie between two places of a text.
    pub(super) fn lines_between(&self, source: SourceId, between: Range<usize>) -> usize {
        let line = |offset| self.files.get(&source)?.line_index((), offset).ok();
        let (start, end) = (line(between.start), line(between.end));
        end.unwrap_or(0).saturating_sub(start.unwrap_or(0))
    }

    /// What of a place is underlined: of one of many lines the first.
    pub(super) fn underlined(&self, span: Span) -> Span {
        let range = span.range();
        if self.lines_between(span.source, range.clone()) <= MAX_LINES {
            return span;
        }
        let text = self.files.get(&span.source).and_then(|file| file.source().get(range.clone()));
        let first = text.and_then(|text| text.lines().next()).unwrap_or_default();
        Span::new(span.source, range.start, range.start + first.trim_end().len())
    }

    /// The lines of a text around some places in it, with so much room for each.
    pub(super) fn excerpt(&self, source: SourceId, of: &[Span], room: usize) -> Excerpt {
        let Some(file) = self.files.get(&source) else { return Excerpt::of("", 0, 0, &[]) };
        let hidden = self.hidden.get(&source).map(Vec::as_slice).unwrap_or_default();
        let line = |offset: u32| file.line_index((), offset as usize).unwrap_or(0);
        let first = of.iter().map(|span| line(span.start)).min().unwrap_or(0);
        let last = of.iter().map(|span| line(span.end)).max().unwrap_or(0);
        let first = first.saturating_sub(AROUND);
        let start = file.line_range((), first).map_or(0, |line| line.start);
        let end = file.line_range((), last + AROUND).map_or(file.source().len(), |line| line.end);
        let text = file.source().get(start..end).unwrap_or_default();
        let places: Vec<_> = of.iter().map(|span| span.range()).collect();
        Excerpt::of(text, start, first, hidden).cut(&places, room)
    }
}

/// The ranges of these places by their texts, in order, those that overlap as one.
fn apart(spans: impl IntoIterator<Item = Span>) -> HashMap<SourceId, Vec<Range<usize>>> {
    let mut spans: Vec<Span> = spans.into_iter().collect();
    spans.sort_unstable();
    let mut apart: HashMap<SourceId, Vec<Range<usize>>> = HashMap::new();
    for span in spans {
        let ranges = apart.entry(span.source).or_default();
        match ranges.last_mut() {
            Some(last) if span.range().start <= last.end => {
                last.end = last.end.max(span.range().end);
            }
            _ => ranges.push(span.range()),
        }
    }
    apart
}
