//! One line a finding, in the form that every editor's error format reads.

use super::place::Places;
use super::{View, instances, statistics, undecided};
use crate::check::Outcome;
use crate::finding::{Finding, Severity};
use crate::source::Sources;
use owo_colors::OwoColorize as _;
use std::fmt::Write as _;

pub(super) fn render(outcome: &Outcome, sources: &Sources, view: View) -> String {
    let places = Places::of(outcome, sources);
    let mut text = if view.statistics {
        statistics::render(outcome, sources)
    } else {
        outcome.findings.iter().map(|finding| line(finding, &places, view)).collect()
    };
    if view.undecided {
        text.push_str(&undecided::concise(&outcome.undecided, &places));
    }
    text
}

fn line(finding: &Finding, places: &Places, view: View) -> String {
    let mut message = super::message(finding);
    if let Some(instances) = instances::words(finding) {
        let _ = write!(message, " ({instances})");
    }
    let (severity, rule) = (finding.severity, &finding.rule);
    let word = format!("{severity}[{rule}]");
    let word = match severity {
        _ if !view.look.color => word,
        Severity::Error => word.red().bold().to_string(),
        Severity::Warning => word.yellow().bold().to_string(),
        Severity::Note => word.cyan().bold().to_string(),
    };
    format!("{}: {word} {message}\n", places.shown(finding.span))
}
