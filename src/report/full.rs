//! For people, through miette: nothing else knows it.

mod diagnostic;
mod summary;

pub(crate) use summary::summary;

use super::place::Places;
use super::{Look, View, instances, message, statistics, undecided, visible};
use crate::check::Outcome;
use crate::config::ConfigError;
use crate::failure::Failure;
use crate::files::parent;
use crate::finding::{Finding, Label};
use crate::page::{PackError, PageError};
use crate::source::Sources;
use diagnostic::{Shown, graphical};
use rayon::prelude::*;
use std::collections::HashMap;
use std::fmt::Write as _;

/// Labels that are shown beside the finding's own place; JSON has all of them.
const MAX_LABELS: usize = 3;
/// Lines between two places that are shown in one piece of text.
const MAX_LINES: usize = 12;
/// Findings that have a line each below the first of their group.
const MAX_OTHERS: usize = 5;

pub(super) fn render(outcome: &Outcome, sources: &Sources, view: View) -> String {
    let places = Places::of(outcome, sources);
    let found = if view.statistics {
        statistics::render(outcome, sources)
    } else {
        let groups = groups(outcome, sources, view.grouped);
        let shown = groups.par_iter().map(|group| shown(group, &places, view.look));
        shown.collect::<Vec<_>>().concat()
    };
    let undecided = if view.undecided {
        undecided::full(&outcome.undecided, &places, view.look.width)
    } else {
        String::new()
    };
    found + &undecided + &summary(&outcome.summary, view) + &summary::repairs(&outcome.findings)
}

/// The first finding of a group, and the others in a line each.
fn shown(group: &[&Finding], places: &Places, look: Look) -> String {
    let Some((first, others)) = group.split_first() else { return String::new() };
    let mut text = graphical(&Shown::finding(first, places, look), look);
    for label in labels(first).filter(|label| !is_near(label, first, places)) {
        text.push_str(&graphical(&Shown::elsewhere(label, places, look), look));
    }
    // One line takes no more than the one that says that there is one.
    let most = if others.len() == MAX_OTHERS + 1 { MAX_OTHERS + 1 } else { MAX_OTHERS };
    for other in others.iter().take(most) {
        let _ = writeln!(text, "  also {}", line(other, first, places));
    }
    if let Some(more @ 1..) = others.len().checked_sub(most) {
        let _ = writeln!(text, "  and {more} more of `{}` (--no-group)", first.rule);
    }
    // Where links are shown, the name of the rule is one.
    if let (Some(url), false) = (&first.url, look.color) {
        let _ = writeln!(text, "  see {url}");
    }
    text.push('\n');
    text
}

/// The findings of one rule and severity in one module, at the place of the first. A rule that was asked for by its name
/// is shown in full wherever it holds.
fn groups<'o>(outcome: &'o Outcome, sources: &Sources, grouped: bool) -> Vec<Vec<&'o Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut positions = HashMap::new();
    for finding in &outcome.findings {
        let module = parent(&sources.get(finding.span.source).path).to_path_buf();
        let position = *positions
            .entry((&finding.rule, finding.severity.name(), module))
            .or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) if grouped && !outcome.asked_for.contains(&*finding.rule) => {
                group.push(finding);
            }
            _ => groups.push(vec![finding]),
        }
    }
    groups
}

/// A finding like the first one of its group, in a line: its place, and what is other in it.
fn line(finding: &Finding, first: &Finding, places: &Places) -> String {
    let message = message(finding);
    let words = instances::words(finding);
    let what = match (&finding.address, finding.instances.first()) {
        (Some(_), Some(of)) if finding.message == first.message && words.is_some() => {
            visible::line(&of.labels.join(".")).into_owned()
        }
        (Some(address), _) if finding.message == first.message => {
            visible::line(address).into_owned()
        }
        _ => message,
    };
    let words = words.map(|words| format!(" ({words})")).unwrap_or_default();
    format!("{}: {what}{words}", places.shown(finding.span))
}

/// An error that stops the program.
pub fn failure(failure: &Failure, look: Look) -> String {
    match failure {
        Failure::Pack(PackError::Page(error)) | Failure::Config(ConfigError::Wrong(error)) => {
            page_error(error, look)
        }
        _ => graphical(&Shown::plain(&failure.to_string(), failure.help().as_deref()), look),
    }
}

/// A page that is not understood, at the place in the page.
pub fn page_error(error: &PageError, look: Look) -> String {
    graphical(&Shown::page(error, look), look)
}

/// The places that are shown beside the finding's own.
fn labels(finding: &Finding) -> impl Iterator<Item = &Label> {
    finding.related.iter().take(MAX_LABELS)
}

/// Whether a place is shown in one piece of text with the finding's own, and not by itself.
fn is_near(label: &Label, finding: &Finding, places: &Places) -> bool {
    let source = finding.span.source;
    let (one, other) = (label.span.range(), finding.span.range());
    let between = one.end.min(other.end)..one.start.max(other.start);
    label.span.source == source && places.lines_between(source, between) <= MAX_LINES
}
