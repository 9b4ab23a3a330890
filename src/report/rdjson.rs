//! The Reviewdog Diagnostic Format, whose columns are in bytes.
//! <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>

use super::entry::{Entries, Entry};
use crate::check::Outcome;
use crate::files::Files;
use crate::finding::Severity;
use serde::Serialize;

#[derive(Serialize)]
struct DiagnosticResult {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
}

#[derive(Serialize)]
struct Location {
    path: String,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Code {
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

pub(super) fn render(outcome: &Outcome, files: &Files) -> String {
    let entries = Entries::of(outcome, files);
    let source = Source { name: "gatelint", url: env!("CARGO_PKG_REPOSITORY") };
    let diagnostics = entries.iter().map(|entry| diagnostic(&entry)).collect();
    super::json_text(&DiagnosticResult { source, diagnostics })
}

fn diagnostic(entry: &Entry) -> Diagnostic {
    let (start, end) = entry.columns_in_bytes();
    let range = Range {
        start: Position { line: entry.start.line, column: start },
        end: Position { line: entry.end.line, column: end },
    };
    Diagnostic {
        message: entry.text(),
        location: Location { path: entry.path.to_owned(), range },
        severity: match entry.finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Note => "INFO",
        },
        code: Code {
            value: entry.finding.rule.to_string(),
            url: entry.finding.url.as_deref().map(str::to_owned),
        },
    }
}
