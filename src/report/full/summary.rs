//! What was looked at and what came of it, in words.

use crate::check::Summary;
use crate::finding::{Finding, Safety};
use crate::report::{View, visible};
use std::fmt::Write as _;

/// How much was looked at, and what came of it, in a sentence or two.
pub(crate) fn summary(summary: &Summary, view: View) -> String {
    let more = if view.undecided { "" } else { " (--show-undecided)" };
    let found = &summary.findings;
    let found = counts([(found.error, "error"), (found.warning, "warning"), (found.note, "note")]);
    let found = if found.is_empty() { "nothing found".to_owned() } else { found };
    let read = counts([(summary.files, "file"), (summary.documents, "document")]);
    let read = if read.is_empty() { count(0, "file") } else { read.replace(", ", " and ") };
    let subjects = subjects(summary);
    let undecided = match summary.undecided.checks {
        0 => String::new(),
        1 => format!("; 1 check depends on values unknown here{more}"),
        checks => format!("; {checks} checks depend on values unknown here{more}"),
    };
    let suppressed = match summary.suppressed {
        0 => String::new(),
        number => format!("; {} suppressed", count(number, "finding")),
    };
    let mut text = format!("Checked {subjects} in {read}: {found}{suppressed}{undecided}.\n");
    if !summary.uncovered.is_empty() {
        let _ = writeln!(text, "No rule is about {}.", listed(&summary.uncovered));
    }
    let unseen = [
        (summary.passed_over, "file", " without API Gateway"),
        (summary.excluded, "file", " excluded"),
        (summary.gone, "path", " not found"),
        (summary.not_followed, "module", " not followed"),
        (summary.unreadable, "file", " not readable"),
    ];
    let unseen = unseen.into_iter().filter(|(number, ..)| *number > 0);
    let unseen: Vec<String> = unseen.map(|(number, word, why)| count(number, word) + why).collect();
    if !unseen.is_empty() {
        let _ = writeln!(text, "Not checked: {}.", unseen.join(", "));
    }
    text
}

/// Types that are named, if there are more.
const MAX_TYPES: usize = 10;

/// Types in words: `a`, `b` and `c`.
fn listed(types: &[String]) -> String {
    let named = types.iter().take(MAX_TYPES);
    let more = types.len().saturating_sub(MAX_TYPES);
    let mut types: Vec<String> =
        named.map(|r#type| format!("`{}`", visible::line(r#type))).collect();
    if more > 0 {
        types.push(count(more, "other"));
    }
    match types.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => types.concat(),
    }
}

/// What was looked at, in words: `2 integrations, 3 routes and 1 other block`.
fn subjects(summary: &Summary) -> String {
    let further = [(summary.routes, "route"), (summary.others, "other block")];
    let further = further.into_iter().filter(|(number, _)| *number > 0);
    let mut words: Vec<String> = further.map(|(number, word)| count(number, word)).collect();
    words.insert(0, count(summary.integrations, "integration"));
    match words.pop() {
        Some(last) if !words.is_empty() => format!("{} and {last}", words.join(", ")),
        last => last.unwrap_or_default(),
    }
}

/// The numbers that are not 0, with their words.
fn counts<const N: usize>(numbers: [(usize, &str); N]) -> String {
    let numbers = numbers.into_iter().filter(|(number, _)| *number > 0);
    let numbers: Vec<String> = numbers.map(|(number, word)| count(number, word)).collect();
    numbers.join(", ")
}

fn count(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}

/// What a command can repair of what was found; empty where it is nothing.
pub(super) fn repairs(findings: &[Finding]) -> String {
    let of = |safety| {
        let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety).count()
    };
    match (of(Safety::Safe), of(Safety::Unsafe)) {
        (0, 0) => String::new(),
        (safe, 0) => format!("`--fix` repairs {}, `--diff` shows how.\n", count(safe, "finding")),
        (0, other) => format!(
            "`--unsafe-fixes --fix` repairs {}, `--unsafe-fixes --diff` shows how.\n",
            count(other, "finding")
        ),
        (safe, other) => format!(
            "`--fix` repairs {}, with `--unsafe-fixes` {other} more; `--diff` shows how.\n",
            count(safe, "finding")
        ),
    }
}
