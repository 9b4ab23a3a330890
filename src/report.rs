//! How findings are shown. Each format is a function from an outcome to text.

mod concise;
mod full;
mod instances;
mod json;
mod place;
mod visible;

pub use full::{failure, page_error};

use crate::check::Outcome;
use crate::finding::Finding;
use crate::source::Sources;
use std::fmt::Write as _;

/// The formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the place underlined, the way that the value took, what to do
    Full,
    /// One line a finding: `path:line:column: severity[rule] message`
    Concise,
    /// One JSON object
    Json,
}

/// The outcome as text in that format.
pub fn render(format: Format, outcome: &Outcome, sources: &Sources, color: bool) -> String {
    match format {
        Format::Full => full::render(outcome, sources, color),
        Format::Concise => concise::render(outcome, sources),
        Format::Json => json::render(outcome, sources),
    }
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
