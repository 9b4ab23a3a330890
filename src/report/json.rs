//! One JSON object, for programs. Its form is versioned.

use super::place::{Places, Position};
use super::visible;
use crate::check::{Outcome, Summary, Undecided};
use crate::finding::{Edit, Extent, Fails, Finding, Fix, Label, Safety, Severity};
use crate::source::{Sources, Span};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The version of the form. It rises when a field changes its meaning or goes.
const VERSION: u32 = 1;

/// What `--format json` prints. Fields may be added; where one changes its meaning or goes, `version` rises.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Document<'a> {
    /// The version of the form.
    version: u32,
    /// What was found, by path and place.
    findings: Vec<JsonFinding<'a>>,
    /// What rules could not say of blocks.
    undecided: Vec<JsonUndecided<'a>>,
    /// What comments silence.
    suppressed: Vec<JsonFinding<'a>>,
    /// How much was looked at, and what came of it.
    summary: &'a Summary,
}

/// A line of what `--format jsonl` prints.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
enum Line<'a> {
    Finding(Box<JsonFinding<'a>>),
    Suppressed(Box<JsonFinding<'a>>),
    Undecided(JsonUndecided<'a>),
    Summary(&'a Summary),
}

/// A finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonFinding<'a> {
    /// The id of the rule.
    rule: &'a str,
    severity: Severity,
    fails: Fails,
    message: &'a str,
    /// What to do.
    help: Option<&'a str>,
    /// The page of the rule.
    url: Option<&'a str>,
    #[serde(flatten)]
    place: JsonPlace,
    /// Other places that have to do with it.
    related: Vec<JsonLabel<'a>>,
    /// The address of the block that it is about.
    address: Option<&'a str>,
    /// The addresses of the instances that it is about.
    instances: Vec<String>,
    extent: Extent,
    /// The sets of inputs that it is found with, where there are others that it is not found with.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    inputs: &'a [Arc<str>],
    /// Whether it lies in what was named on the command line.
    named: bool,
    /// The same for the same finding after lines were moved, files renamed and everything formatted anew.
    fingerprint: &'a str,
    /// Repairs, each of which is made as a whole.
    fixes: Vec<JsonFix<'a>>,
    /// What silences it.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppression: Option<JsonSuppression<'a>>,
}

/// What a rule could not say of a block.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonUndecided<'a> {
    rule: &'a str,
    address: &'a str,
    /// What is not known, a sentence each.
    unknown: &'a BTreeSet<String>,
    #[serde(flatten)]
    place: JsonPlace,
}

/// A repair.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonFix<'a> {
    safety: Safety,
    /// The changes, in one file or in several.
    edits: Vec<JsonEdit<'a>>,
    /// What else has a value that is changed where it comes from.
    also: Vec<JsonLabel<'a>>,
}

/// A text to put in the place of a piece of a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonEdit<'a> {
    text: &'a str,
    #[serde(flatten)]
    place: JsonPlace,
}

/// The comment that silences a finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonSuppression<'a> {
    reason: Option<&'a str>,
    /// The last day on which it holds.
    until: Option<&'a str>,
    #[serde(flatten)]
    place: JsonPlace,
}

/// A piece of a file, up to and without the character at `end`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonPlace {
    file: String,
    start: Position,
    end: Position,
}

/// A place, and what it has to do with a finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct JsonLabel<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: JsonPlace,
}

pub(super) fn render(outcome: &Outcome, sources: &Sources) -> String {
    let places = Places::of(outcome, sources);
    let findings = outcome.findings.iter().map(|found| finding(found, &places)).collect();
    let suppressed = outcome.suppressed().map(|found| finding(found, &places)).collect();
    let undecided = undecided(outcome, &places);
    let summary = &outcome.summary;
    let document = Document { version: VERSION, findings, undecided, suppressed, summary };
    super::json_text(&document)
}

/// A line a finding, and one for the summary.
pub(super) fn lines(outcome: &Outcome, sources: &Sources) -> String {
    let places = Places::of(outcome, sources);
    let boxed = |found| Box::new(finding(found, &places));
    let findings = outcome.findings.iter().map(|found| Line::Finding(boxed(found)));
    let suppressed = outcome.suppressed().map(|found| Line::Suppressed(boxed(found)));
    let mut text = String::new();
    let undecided = undecided(outcome, &places).into_iter().map(Line::Undecided);
    let summary = [Line::Summary(&outcome.summary)];
    for line in findings.chain(suppressed).chain(undecided).chain(summary) {
        // Strings and numbers can always be written.
        text.push_str(&serde_json::to_string(&line).unwrap_or_default());
        text.push('\n');
    }
    visible::json(text)
}

fn undecided<'a>(outcome: &'a Outcome, places: &Places) -> Vec<JsonUndecided<'a>> {
    let undecided = |it: &'a Undecided| JsonUndecided {
        rule: &it.rule,
        address: &it.address,
        unknown: &it.unknown,
        place: place(it.block, places),
    };
    outcome.undecided.iter().map(undecided).collect()
}

fn finding<'a>(finding: &'a Finding, places: &Places) -> JsonFinding<'a> {
    let labels = |labels: &'a [Label]| {
        let label =
            |it: &'a Label| JsonLabel { message: &it.message, place: place(it.span, places) };
        labels.iter().map(label).collect()
    };
    let edit = |edit: &'a Edit| JsonEdit { text: &edit.text, place: place(edit.span, places) };
    let fix = |fix: &'a Fix| JsonFix {
        safety: fix.safety,
        edits: fix.edits.iter().map(edit).collect(),
        also: labels(&fix.also),
    };
    JsonFinding {
        rule: &finding.rule,
        severity: finding.severity,
        fails: finding.fails,
        message: &finding.message,
        help: finding.help.as_deref(),
        url: finding.url.as_deref(),
        place: place(finding.span, places),
        related: labels(&finding.related),
        address: finding.address.as_deref(),
        instances: finding.instances.iter().map(ToString::to_string).collect(),
        extent: finding.extent,
        inputs: &finding.inputs,
        named: finding.is_named,
        fingerprint: &finding.fingerprint,
        fixes: finding.fix.iter().map(fix).collect(),
        suppression: finding.suppression.as_ref().map(|by| JsonSuppression {
            reason: by.reason.as_deref(),
            until: by.until.as_deref(),
            place: place(by.span, places),
        }),
    }
}

fn place(span: Span, places: &Places) -> JsonPlace {
    let (start, end) = places.positions(span);
    JsonPlace { file: places.path(span.source).to_owned(), start, end }
}

#[cfg(test)]
mod tests {
    use super::{Document, Line};
    use schemars::generate::SchemaSettings;
    use std::path::Path;

    /// `UPDATE_EXPECTED=1 cargo test --lib report::json` writes them anew, for a person to read.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "the schemas are files of this repository")]
    fn the_schemas_are_those_of_what_is_printed() {
        let generator = || SchemaSettings::draft2020_12().for_serialize().into_generator();
        let schemas = [
            ("report.schema.json", generator().into_root_schema_for::<Document>()),
            ("report-lines.schema.json", generator().into_root_schema_for::<Line>()),
        ];
        for (name, schema) in schemas {
            let path = Path::new("docs").join(name);
            let text = serde_json::to_string_pretty(&schema).unwrap() + "\n";
            if std::env::var_os("UPDATE_EXPECTED").is_some() {
                std::fs::write(&path, &text).unwrap();
            }
            assert_eq!(std::fs::read_to_string(&path).unwrap(), text, "{name}");
        }
    }
}
