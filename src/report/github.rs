//! Annotations of GitHub Actions, which stand beside the lines of a pull request; and the summary of a job.
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>

use super::entry::Entries;
use crate::check::Outcome;
use crate::files::Files;
use crate::finding::{Finding, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) fn render(outcome: &Outcome, files: &Files) -> String {
    let mut text = String::new();
    for entry in Entries::of(outcome, files).iter() {
        let finding = entry.finding;
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let (start, end) = (entry.start, entry.end);
        let _ = write!(text, "::{command} file={},line={}", property(&entry.path()), start.line);
        // Columns count in one line only.
        if start.line == end.line {
            let _ = write!(text, ",col={},endColumn={}", start.column, end.column);
        } else {
            let _ = write!(text, ",endLine={}", end.line);
        }
        let mut message = entry.text();
        if let Some(url) = &finding.url {
            let _ = write!(message, "\n{url}");
        }
        let _ = writeln!(text, ",title={}::{}", property(&finding.rule), data(&message));
    }
    text
}

/// A table in Markdown: how often each rule is broken.
pub(crate) fn summary(outcome: &Outcome) -> String {
    let mut rules: BTreeMap<_, Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.findings {
        rules.entry((Reverse(finding.severity), &*finding.rule)).or_default().push(finding);
    }
    let mut text = "### gatelint\n\n".to_owned();
    if rules.is_empty() {
        text.push_str("Nothing found.\n");
        return text;
    }
    text.push_str("| severity | rule | findings |\n|---|---|---:|\n");
    for ((Reverse(severity), rule), findings) in rules {
        let url = findings.iter().find_map(|finding| finding.url.as_deref());
        let rule = url.map_or_else(|| format!("`{rule}`"), |url| format!("[`{rule}`]({url})"));
        let _ = writeln!(text, "| {severity} | {rule} | {} |", findings.len());
    }
    text
}

/// The text behind the colons.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value before them.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
