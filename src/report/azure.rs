//! Issues of Azure Pipelines.
//! <https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands>

use super::entry::Entries;
use crate::check::Outcome;
use crate::files::Files;
use crate::finding::Severity;
use std::fmt::Write as _;

pub(super) fn render(outcome: &Outcome, files: &Files) -> String {
    let mut text = String::new();
    for entry in Entries::of(outcome, files).iter() {
        // There is nothing below a warning.
        let r#type = if entry.finding.severity == Severity::Error { "error" } else { "warning" };
        let _ = writeln!(
            text,
            "##vso[task.logissue type={type};sourcepath={};linenumber={};columnnumber={};code={};]{}",
            property(&entry.path()),
            entry.start.line,
            entry.start.column,
            property(&entry.finding.rule),
            data(&entry.text()),
        );
    }
    text
}

/// The text behind the bracket.
fn data(text: &str) -> String {
    text.replace('%', "%AZP25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value in the brackets.
fn property(text: &str) -> String {
    data(text).replace(';', "%3B").replace(']', "%5D")
}
