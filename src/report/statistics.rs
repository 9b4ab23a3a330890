//! How many findings there are: of each rule, and in each folder.

use super::visible;
use crate::check::Outcome;
use crate::files::parent;
use crate::finding::Severity;
use crate::source::Sources;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The rules with what they found, the most first, and then the folders.
pub(super) fn render(outcome: &Outcome, sources: &Sources) -> String {
    let mut by_rule: BTreeMap<(Reverse<Severity>, &str), usize> = BTreeMap::new();
    let mut by_folder: BTreeMap<String, usize> = BTreeMap::new();
    for finding in &outcome.findings {
        *by_rule.entry((Reverse(finding.severity), &finding.rule)).or_default() += 1;
        let folder = super::slashes(parent(&sources.get(finding.span.source).path));
        let folder = if folder.is_empty() { ".".to_owned() } else { folder };
        *by_folder.entry(folder).or_default() += 1;
    }
    let rules = by_rule.into_iter();
    let rules =
        rules.map(|((Reverse(severity), rule), count)| (count, format!("{severity}[{rule}]")));
    let folders = by_folder.into_iter();
    let folders = folders.map(|(folder, count)| (count, visible::line(&folder).into_owned()));
    lines(rules.collect()) + &lines(folders.collect())
}

/// A line each, the most first, and an empty one.
fn lines(mut counts: Vec<(usize, String)>) -> String {
    counts.sort_by_key(|(count, _)| Reverse(*count));
    let width = counts.first().map_or(0, |(most, _)| most.to_string().len());
    let mut text = String::new();
    for (count, what) in &counts {
        let _ = writeln!(text, "{count:width$}  {what}");
    }
    if !counts.is_empty() {
        text.push('\n');
    }
    text
}
