//! GitLab's code quality report.
//! <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>

use super::entry::{Entries, Entry};
use crate::check::Outcome;
use crate::files::Files;
use crate::finding::Severity;
use serde::Serialize;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    column: usize,
}

pub(super) fn render(outcome: &Outcome, files: &Files) -> String {
    let entries = Entries::of(outcome, files);
    let issues: Vec<Issue> = entries.iter().map(|entry| issue(&entry)).collect();
    super::json_text(&issues)
}

fn issue(entry: &Entry) -> Issue {
    let position = |at: super::place::Position| Position { line: at.line, column: at.column };
    let positions = Positions { begin: position(entry.start), end: position(entry.end) };
    Issue {
        description: entry.text(),
        check_name: entry.finding.rule.to_string(),
        fingerprint: entry.finding.fingerprint.to_string(),
        severity: match entry.finding.severity {
            Severity::Error => "critical",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location { path: entry.path.to_owned(), positions },
    }
}
