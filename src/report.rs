//! How findings are shown. Each format is a function from an outcome to text.

mod azure;
mod characters;
mod checkstyle;
mod concise;
mod entry;
mod excerpt;
mod explained;
mod full;
mod github;
mod gitlab;
mod instances;
mod json;
mod junit;
mod place;
mod rdjson;
mod sarif;
mod statistics;
mod undecided;
mod visible;

pub(crate) use explained::explained;
pub(crate) use full::summary;
pub use full::{failure, page_error};
pub(crate) use github::summary as github_summary;

pub(crate) use instances::words as instances;

use crate::check::Outcome;
use crate::files::Files;
use crate::finding::Finding;
use crate::page::Pack;
use serde::Serialize;
use std::fmt::Write as _;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the source with the place underlined, where the value came from, what to do
    Full,
    /// One line per finding: `path:line:column: severity[rule] message`
    Concise,
    /// One JSON object
    Json,
    /// One JSON object per line: one for each finding, and one for the summary
    Jsonl,
    /// SARIF 2.1.0, for GitHub's code scanning and others
    Sarif,
    /// GitHub Actions annotations
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// Test report XML, for Jenkins and others
    Junit,
    /// Checkstyle XML
    Checkstyle,
    /// Reviewdog Diagnostic Format
    Rdjson,
    /// Azure Pipelines issues
    Azure,
}

/// Where people see something.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// With colours and links.
    pub color: bool,
    /// The columns that there are.
    pub width: usize,
}

/// A log, or another place of which nothing is known.
impl Default for Look {
    fn default() -> Self {
        Self { color: false, width: 80 }
    }
}

/// How people see what was found, and what besides.
#[derive(Debug, Clone, Copy)]
pub struct View {
    /// Where they see it.
    pub look: Look,
    /// Findings of one rule in one module as one, in full, and a line for each other.
    pub grouped: bool,
    /// What rules could not say, and why.
    pub undecided: bool,
    /// How many findings there are of each rule and in each folder, and not the findings.
    pub statistics: bool,
}

impl Default for View {
    fn default() -> Self {
        Self { look: Look::default(), grouped: true, undecided: false, statistics: false }
    }
}

/// The outcome as text in that format. `view` is for people alone.
pub fn render(format: Format, outcome: &Outcome, files: &Files, pack: &Pack, view: View) -> String {
    match format {
        Format::Full => full::render(outcome, files.sources(), view),
        Format::Concise => concise::render(outcome, files.sources(), view),
        Format::Json => json::render(outcome, files.sources()),
        Format::Jsonl => json::lines(outcome, files.sources()),
        Format::Sarif => sarif::render(outcome, files, pack),
        Format::Github => github::render(outcome, files),
        Format::Gitlab => gitlab::render(outcome, files),
        Format::Junit => junit::render(outcome, files),
        Format::Checkstyle => checkstyle::render(outcome, files),
        Format::Rdjson => rdjson::render(outcome, files),
        Format::Azure => azure::render(outcome, files),
    }
}

/// A document in JSON, with a line break at its end.
pub(crate) fn json_text(document: &impl Serialize) -> String {
    // Strings and numbers can always be written.
    let mut text = serde_json::to_string_pretty(document).unwrap_or_default();
    text.push('\n');
    visible::json(text)
}

/// A text with what a terminal would take for an order as escapes.
pub(crate) fn visible(text: &str) -> std::borrow::Cow<'_, str> {
    visible::lines(text)
}

/// The message in one line, with a word where the finding lies elsewhere than one has asked to look.
fn message(finding: &Finding) -> String {
    let elsewhere = if finding.is_named { "" } else { " (outside the named paths)" };
    format!("{}{elsewhere}", visible::line(&finding.message))
}

/// The path with `/` between its parts.
pub(crate) fn slashes(path: &std::path::Path) -> String {
    let mut text = String::new();
    for part in path.components() {
        let part = part.as_os_str().to_string_lossy();
        let separator = if text.is_empty() || text.ends_with('/') { "" } else { "/" };
        let _ = write!(text, "{separator}{}", if part == "\\" { "/".into() } else { part });
    }
    text
}
