//! What the formats that programs read have in common: a finding with its places, in words that are safe to show.

use super::place::{Places, Position};
use super::{instances, visible};
use crate::check::Outcome;
use crate::files::{Files, parent};
use crate::finding::{Finding, Label};
use crate::source::{SourceId, Span};
use std::collections::HashMap;

/// The texts of a report by the names that they have in the repository: programs look for them there.
pub(super) struct Entries<'a> {
    outcome: &'a Outcome,
    places: Places,
    paths: HashMap<SourceId, String>,
}

/// A finding.
pub(super) struct Entry<'a> {
    pub(super) finding: &'a Finding,
    pub(super) path: &'a str,
    pub(super) start: Position,
    pub(super) end: Position,
    entries: &'a Entries<'a>,
}

impl<'a> Entries<'a> {
    pub(super) fn of(outcome: &'a Outcome, files: &Files) -> Self {
        let sources = files.sources();
        let spans = outcome.findings.iter().chain(outcome.suppressed()).flat_map(|finding| {
            finding.related.iter().map(|label| label.span).chain([finding.span])
        });
        let mut paths = HashMap::new();
        for span in spans {
            paths.entry(span.source).or_insert_with(|| {
                let path = &sources.get(span.source).path;
                let folder = files.in_workspace(parent(path));
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") }
            });
        }
        Self { outcome, places: Places::of(outcome, sources), paths }
    }

    pub(super) fn iter(&'a self) -> impl Iterator<Item = Entry<'a>> {
        self.outcome.findings.iter().map(|finding| self.entry(finding))
    }

    /// Those that comments silence.
    pub(super) fn suppressed(&'a self) -> impl Iterator<Item = Entry<'a>> {
        self.outcome.suppressed().map(|finding| self.entry(finding))
    }

    fn entry(&'a self, finding: &'a Finding) -> Entry<'a> {
        let (start, end) = self.places.positions(finding.span);
        Entry { finding, path: self.path(finding.span), start, end, entries: self }
    }

    fn path(&self, span: Span) -> &str {
        self.paths.get(&span.source).map_or("", String::as_str)
    }
}

impl Entry<'_> {
    /// What is wrong, for which instances, and what to do: in lines.
    pub(super) fn text(&self) -> String {
        let mut text = self.message();
        if let Some(help) = &self.finding.help {
            text.push_str("\nhelp: ");
            text.push_str(&visible::lines(help));
        }
        text
    }

    /// What is wrong, and for which instances: in one line.
    pub(super) fn message(&self) -> String {
        let message = visible::line(&self.finding.message);
        match instances::words(self.finding) {
            Some(instances) => format!("{message} ({instances})"),
            None => message.into_owned(),
        }
    }

    /// The path, in one line.
    pub(super) fn path(&self) -> String {
        visible::line(self.path).into_owned()
    }

    /// The other places that have to do with it: what is there, its path, and where it begins and ends.
    pub(super) fn related(&self) -> impl Iterator<Item = (String, &str, (Position, Position))> {
        self.finding.related.iter().map(|Label { span, message }| {
            let message = visible::line(message).into_owned();
            (message, self.entries.path(*span), self.entries.places.positions(*span))
        })
    }

    /// The columns of its begin and its end in bytes, from 1.
    pub(super) fn columns_in_bytes(&self) -> (usize, usize) {
        self.entries.places.columns_in_bytes(self.finding.span)
    }
}
