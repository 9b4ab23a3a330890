//! SARIF 2.1.0, which GitHub's code scanning and most editors read.

use super::entry::{Entries, Entry};
use super::place::Position;
use crate::check::Outcome;
use crate::files::Files;
use crate::finding::{Finding, Severity};
use crate::page::Pack;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;
use serde_sarif::sarif::{
    ArtifactLocation, Location, Message, MultiformatMessageString, PhysicalLocation, Region,
    ReportingConfiguration, ReportingDescriptor, Result, ResultLevel, Run, Sarif, Suppression,
    Tool, ToolComponent,
};
use std::collections::BTreeMap;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// What paths are relative to: the root of the repository.
const ROOT: &str = "%SRCROOT%";
/// The name of our fingerprints; the number rises when they are made otherwise.
const FINGERPRINT: &str = "gatelint/v1";
/// What stands for itself in a path.
const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) fn render(outcome: &Outcome, files: &Files, pack: &Pack) -> String {
    let entries = Entries::of(outcome, files);
    let rules = rules(outcome, pack);
    let number = |id: &str| rules.iter().position(|rule| rule.id == id);
    let all = entries.iter().chain(entries.suppressed());
    let results = all.map(|entry| result(&entry, number(&entry.finding.rule)));
    let results: Vec<Result> = results.collect();
    let driver = ToolComponent::builder()
        .name("gatelint")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .information_uri(env!("CARGO_PKG_REPOSITORY"))
        .rules(rules)
        .build();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(json!("unicodeCodePoints"))
        .results(results)
        .build();
    let log = Sarif::builder().version(json!("2.1.0")).schema(SCHEMA).runs(vec![run]).build();
    super::json_text(&log)
}

/// The rules that something is found by, with their pages.
fn rules(outcome: &Outcome, pack: &Pack) -> Vec<ReportingDescriptor> {
    let found: BTreeMap<&str, _> =
        outcome.findings.iter().chain(outcome.suppressed()).map(|it| (&*it.rule, it)).collect();
    let rule = |(id, finding): (&str, &Finding)| {
        let level = json!(finding.severity.name());
        let level = ReportingConfiguration::builder().level(level);
        let mut rule =
            ReportingDescriptor::builder().id(id).default_configuration(level.build()).build();
        rule.help_uri = finding.url.as_deref().map(str::to_owned);
        if let Some(page) = pack.page(id) {
            let plain = |text: &str| MultiformatMessageString::builder().text(text).build();
            let help = MultiformatMessageString::builder().text(&*page.text).markdown(&*page.text);
            rule.short_description = Some(plain(&page.summary));
            rule.help = Some(help.build());
        }
        rule
    };
    found.into_iter().map(rule).collect()
}

fn result(entry: &Entry, rule: Option<usize>) -> Result {
    let finding = entry.finding;
    let fingerprints = [(FINGERPRINT.to_owned(), finding.fingerprint.to_string())];
    let mut result = Result::builder()
        .rule_id(&*finding.rule)
        .level(match finding.severity {
            Severity::Error => ResultLevel::Error,
            Severity::Warning => ResultLevel::Warning,
            Severity::Note => ResultLevel::Note,
        })
        .message(said(entry.text()))
        .locations(vec![location(entry.path, (entry.start, entry.end), None)])
        .partial_fingerprints(BTreeMap::from(fingerprints))
        .build();
    result.rule_index = rule.and_then(|rule| i64::try_from(rule).ok());
    let related: Vec<_> = entry
        .related()
        .zip(1..)
        .map(|((message, path, place), id)| {
            let mut location = location(path, place, Some(message));
            location.id = Some(id);
            location
        })
        .collect();
    result.suppressions = finding.suppression.as_ref().map(|by| {
        let mut suppression = Suppression::builder().kind(json!("inSource")).build();
        suppression.justification = by.reason.as_deref().map(str::to_owned);
        vec![suppression]
    });
    result.related_locations = Some(related).filter(|related| !related.is_empty());
    result
}

fn said(text: String) -> Message {
    Message::builder().text(text).build()
}

fn location(path: &str, (start, end): (Position, Position), message: Option<String>) -> Location {
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let region = Region::builder()
        .start_line(number(start.line))
        .start_column(number(start.column))
        .end_line(number(end.line))
        .end_column(number(end.column))
        .build();
    let uri = utf8_percent_encode(path, PATH).to_string();
    let artifact = ArtifactLocation::builder().uri(uri).uri_base_id(ROOT).build();
    let place = PhysicalLocation::builder().artifact_location(artifact).region(region).build();
    let mut location = Location::builder().physical_location(place).build();
    location.message = message.map(said);
    location
}
