//! What miette shows: a finding, another place, an error.

use super::{is_near, labels};
use crate::aws;
use crate::finding::{Finding, Label, Severity};
use crate::page::PageError;
use crate::report::excerpt::Excerpt;
use crate::report::place::Places;
use crate::report::{Look, instances, message, slashes, visible};
use crate::source::Span;
use crate::value::Address;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use std::fmt;

pub(super) fn graphical(shown: &Shown, look: Look) -> String {
    let mut theme =
        if look.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    // The one sign of a severity is its word, with the rule.
    let marker = match (&shown.code, &shown.url) {
        (Some(rule), Some(url)) if look.color => {
            format!("{}[{}]:", shown.severity.name(), link(rule, url))
        }
        (Some(rule), _) => format!("{}[{rule}]:", shown.severity.name()),
        (None, _) => format!("{}:", shown.severity.name()),
    };
    theme.characters.error.clone_from(&marker);
    theme.characters.warning.clone_from(&marker);
    theme.characters.advice = marker;
    let mut text = String::new();
    // The parts of an ARN or a URL stay together, where a line has room for them.
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_width(look.width)
        .with_links(look.color)
        .with_word_separator(textwrap::WordSeparator::AsciiSpace)
        .with_word_splitter(textwrap::WordSplitter::NoHyphenation);
    // Writing to a string cannot fail; what a message says is better than nothing.
    if handler.render_report(&mut text, shown).is_err() {
        text.clone_from(&shown.message);
    }
    text
}

/// A text that leads somewhere, for terminals.
fn link(text: &str, url: &str) -> String {
    format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

/// Columns of an excerpt before the text: the number of a line, and the line beside it.
const GUTTER: usize = 9;

fn room(look: Look) -> usize {
    look.width.saturating_sub(GUTTER)
}

/// What miette shows.
#[derive(Debug)]
pub(super) struct Shown {
    message: String,
    severity: Severity,
    code: Option<String>,
    url: Option<String>,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    source: Option<Lines>,
}

impl Shown {
    pub(super) fn plain(message: &str, help: Option<&str>) -> Self {
        Self {
            message: visible::lines(message).into_owned(),
            severity: Severity::Error,
            code: None,
            url: None,
            help: help.map(|help| visible::lines(help).into_owned()),
            labels: Vec::new(),
            source: None,
        }
    }

    pub(super) fn finding(finding: &Finding, places: &Places, look: Look) -> Self {
        let r#type = finding.instances.first().map_or("", Address::resource_type);
        let words: Vec<String> = finding
            .fails
            .sentence(finding.severity, aws::service(r#type))
            .into_iter()
            .chain(instances::words(finding))
            .collect();
        let words = (!words.is_empty()).then(|| words.join(", "));
        let here = labels(finding).filter(|label| is_near(label, finding, places));
        let here: Vec<(&Label, Span)> =
            here.map(|label| (label, places.underlined(label.span))).collect();
        let span = places.underlined(finding.span);
        let spans = here.iter().map(|(_, span)| *span).chain([span]);
        let excerpt = places.excerpt(finding.span.source, &spans.collect::<Vec<_>>(), room(look));
        let primary = LabeledSpan::new_primary_with_span(words, excerpt.range(span.range()));
        let here = here.into_iter().map(|(label, span)| {
            let words = visible::line(&label.message).into_owned();
            LabeledSpan::new_with_span(Some(words), excerpt.range(span.range()))
        });
        let labels = std::iter::once(primary).chain(here).collect();
        Self {
            severity: finding.severity,
            code: Some(finding.rule.to_string()),
            url: finding.url.as_ref().map(ToString::to_string),
            labels,
            source: Some(Lines::of(excerpt, finding.span, places)),
            ..Self::plain(&message(finding), finding.help.as_deref())
        }
    }

    /// A place that is shown by itself.
    pub(super) fn elsewhere(label: &Label, places: &Places, look: Look) -> Self {
        let span = places.underlined(label.span);
        let excerpt = places.excerpt(span.source, &[span], room(look));
        Self {
            severity: Severity::Note,
            labels: vec![LabeledSpan::new_with_span(None, excerpt.range(span.range()))],
            source: Some(Lines::of(excerpt, label.span, places)),
            ..Self::plain(&label.message, None)
        }
    }

    /// A page that is not understood.
    pub(super) fn page(error: &PageError, look: Look) -> Self {
        let excerpt = Excerpt::of(&error.text, 0, 0, &[]);
        let excerpt = excerpt.cut(std::slice::from_ref(&error.range), room(look));
        let before = error.text.get(..error.range.start).unwrap_or_default();
        let column = before.chars().rev().take_while(|c| *c != '\n').count();
        let label = LabeledSpan::new_primary_with_span(None, excerpt.range(error.range.clone()));
        let path = visible::line(&slashes(&error.path)).into_owned();
        let source = Lines { path, text: excerpt.text, before: 0, column };
        Self {
            labels: vec![label],
            source: Some(source),
            ..Self::plain(&error.message, error.help.as_deref())
        }
    }
}

/// Some lines of a text, for miette: it would count those before them for each place.
#[derive(Debug)]
struct Lines {
    path: String,
    text: String,
    /// How many lines the text has before them.
    before: usize,
    /// The column of what they are shown for, from 0.
    column: usize,
}

impl Lines {
    fn of(excerpt: Excerpt, shown_for: Span, places: &Places) -> Self {
        let path = visible::line(places.path(shown_for.source)).into_owned();
        let column = places.positions(shown_for).0.column - 1;
        Self { path, text: excerpt.text, before: excerpt.lines_before, column }
    }
}

impl SourceCode for Lines {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let read = self.text.read_span(span, before, after)?;
        // It counts the lines up to the last one, too, from the first of the text.
        let (line, count) = (read.line() + self.before, read.line_count() + self.before);
        let path = self.path.clone();
        // Of a long line not all is shown, nor each character as itself.
        let column = if (before, after) == (0, 0) { self.column } else { read.column() };
        let data = read.data();
        let named = MietteSpanContents::new_named(path, data, *read.span(), line, column, count);
        Ok(Box::new(named))
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, Span};
    use std::path::Path;

    #[test]
    fn some_lines_are_shown_as_the_whole_text_would_be() {
        let line = |n: usize| match n % 7 {
            0 => "\n".to_owned(),
            1 => format!("a{n} = \"\u{1b}[{n}m\r\u{e9}\"\r\n"),
            _ => format!("  b{n} = {n}\n"),
        };
        let text: String = (0..90).map(line).collect();
        let sources = Sources::default();
        let source = sources.add(Path::new("a.tf"), &*text);
        let starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let look = Look { color: false, width: 80 };
        let shown = |excerpt: Excerpt, spans: &[Span], places: &Places| {
            let words = Some("here".to_owned());
            let labels = spans
                .iter()
                .map(|span| LabeledSpan::new_with_span(words.clone(), excerpt.range(span.range())));
            let labels = labels.collect();
            let source = Some(Lines::of(excerpt, spans[0], places));
            graphical(&Shown { labels, source, ..Shown::plain("no", None) }, look)
        };
        for first in (0..starts.len() - 1).step_by(3) {
            for second in first..starts.len().min(first + 12) {
                let end = (starts[second] + 4).min(text.len());
                let span = |start: usize, end| Span::new(source, start, end);
                let spans = [span(starts[first], starts[first] + 2), span(starts[second], end)];
                let files = sources.get(source);
                let places = Places::with(spans, [], &sources);
                let some = shown(places.excerpt(source, &spans, 70), &spans, &places);
                assert_eq!(some, shown(Excerpt::of(&files.text, 0, 0, &[]), &spans, &places));
            }
        }
    }
}
