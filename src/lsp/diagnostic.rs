//! What is found, as clients show it.

use super::location;
use super::position::Encoding;
use crate::config::ConfigError;
use crate::files::Files;
use crate::finding::{Fails, Finding, Severity};
use crate::report::instances;
use crate::source::Span;
use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Range, Uri,
};
use std::str::FromStr as _;

/// What a diagnostic says is its source.
const SOURCE: &str = "gatelint";

/// A finding as a diagnostic.
pub(super) fn of(finding: &Finding, files: &Files, encoding: Encoding) -> Diagnostic {
    let mut message = finding.message.clone();
    if let Some(words) = instances(finding) {
        message = format!("{message} ({words})");
    }
    if let Some(help) = &finding.help {
        message = format!("{message}\nhelp: {help}");
    }
    let related = finding.related.iter().filter_map(|label| {
        Some(DiagnosticRelatedInformation {
            location: place(label.span, files, encoding)?,
            message: label.message.clone(),
        })
    });
    let href = finding.url.as_deref().and_then(|url| Uri::from_str(url).ok());
    Diagnostic {
        range: range(finding.span, files, encoding),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.to_string())),
        code_description: href.map(|href| CodeDescription { href }),
        source: Some(SOURCE.to_owned()),
        message,
        related_information: Some(related.collect()),
        tags: tag(finding).map(|tag| vec![tag]),
        data: None,
    }
}

/// What is wrong with a configuration, in that file.
pub(super) fn of_config(error: &ConfigError, encoding: Encoding) -> Diagnostic {
    let (range, message) = match error {
        ConfigError::Wrong(error) => {
            let help = error.help.iter().map(|help| format!("\nhelp: {help}"));
            let message = std::iter::once(error.message.clone()).chain(help).collect();
            (encoding.range(&error.text, error.range.clone()), message)
        }
        ConfigError::Unreadable { .. } => (Range::default(), error.to_string()),
    };
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message,
        ..Diagnostic::default()
    }
}

/// Whether it is about something that is not needed, or that nobody should use.
fn tag(finding: &Finding) -> Option<DiagnosticTag> {
    let rule = &*finding.rule;
    if rule.starts_with("deprecated-") {
        return Some(DiagnosticTag::DEPRECATED);
    }
    let is_unused = rule.starts_with("unused-") || rule.ends_with("-ignored");
    (is_unused && finding.fails == Fails::Never).then_some(DiagnosticTag::UNNECESSARY)
}

/// Where a span lies in its text.
pub(super) fn range(span: Span, files: &Files, encoding: Encoding) -> Range {
    encoding.range(&files.sources().get(span.source).text, span.range())
}

/// Where a span lies.
pub(super) fn place(span: Span, files: &Files, encoding: Encoding) -> Option<Location> {
    let uri = location::uri(&files.path_of(span.source))?;
    Some(Location { uri, range: range(span, files, encoding) })
}
