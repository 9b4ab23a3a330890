//! One line a finding, in the form that every editor's error format reads.

use super::place::Places;
use super::{instances, visible};
use crate::check::Outcome;
use crate::finding::Severity;
use crate::source::Sources;
use owo_colors::OwoColorize as _;
use std::fmt::Write as _;

pub(super) fn render(outcome: &Outcome, sources: &Sources, color: bool) -> String {
    let places = Places::of(outcome, sources);
    let mut text = String::new();
    for finding in &outcome.findings {
        let (start, _) = places.positions(finding.span);
        let path = visible::line(places.path(finding.span.source));
        let mut message = super::message(finding);
        if let Some(instances) = instances::words(finding) {
            let _ = write!(message, " ({instances})");
        }
        let (severity, rule) = (finding.severity, &finding.rule);
        let word = format!("{severity}[{rule}]");
        let word = match severity {
            _ if !color => word,
            Severity::Error => word.red().bold().to_string(),
            Severity::Warning => word.yellow().bold().to_string(),
            Severity::Note => word.cyan().bold().to_string(),
        };
        let _ = writeln!(text, "{path}:{}:{}: {word} {message}", start.line, start.column);
    }
    text
}
