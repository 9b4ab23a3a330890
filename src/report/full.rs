//! For people, through miette: nothing else knows it.

use super::place::Places;
use super::visible::{self, Excerpt};
use super::{View, instances, message, statistics, undecided};
use crate::aws;
use crate::check::{Outcome, Summary};
use crate::config::ConfigError;
use crate::failure::Failure;
use crate::files::parent;
use crate::finding::{Finding, Label, Severity};
use crate::page::{PackError, PageError};
use crate::source::Sources;
use crate::value::Address;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents,
};
use rayon::prelude::*;
use std::collections::HashMap;
use std::fmt::{self, Write as _};

/// Labels that are shown beside the finding's own place; JSON has all of them.
const MAX_LABELS: usize = 3;
/// Lines between two places that are shown in one piece of text.
const MAX_LINES: usize = 12;
/// Columns that text is wrapped at.
pub(super) const WIDTH: usize = 100;

pub(super) fn render(outcome: &Outcome, sources: &Sources, view: View) -> String {
    let places = Places::of(outcome, sources);
    let found = if view.statistics {
        statistics::render(outcome, sources)
    } else {
        let groups = groups(outcome, sources);
        let shown = groups.par_iter().map(|group| shown(group, &places, view.color));
        shown.collect::<Vec<_>>().concat()
    };
    let undecided =
        if view.undecided { undecided::full(&outcome.undecided, &places) } else { String::new() };
    found + &undecided + &summary(&outcome.summary, view)
}

/// The first finding of a group, and the others in a line each.
fn shown(group: &[&Finding], places: &Places, color: bool) -> String {
    let Some((first, others)) = group.split_first() else { return String::new() };
    let mut text = graphical(&Shown::finding(first, places), color);
    for label in labels(first).filter(|label| !is_near(label, first, places)) {
        text.push_str(&graphical(&Shown::elsewhere(label, places), color));
    }
    if !others.is_empty() {
        let (count, rule) = (others.len(), &first.rule);
        let _ = writeln!(text, "  {count} more (`--enable {rule}` shows each as above):");
    }
    for other in others {
        let _ = writeln!(text, "    {}", line(other, first, places));
    }
    text.push('\n');
    text
}

/// The findings of one rule and severity in one module, at the place of the first. A rule that was asked for by its name
/// is shown in full wherever it holds.
fn groups<'o>(outcome: &'o Outcome, sources: &Sources) -> Vec<Vec<&'o Finding>> {
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    let mut positions = HashMap::new();
    for finding in &outcome.findings {
        let module = parent(&sources.get(finding.span.source).path).to_path_buf();
        let position = *positions
            .entry((&finding.rule, finding.severity.name(), module))
            .or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) if !outcome.asked_for.contains(&*finding.rule) => group.push(finding),
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
pub fn failure(failure: &Failure, color: bool) -> String {
    match failure {
        Failure::Pack(PackError::Page(error)) | Failure::Config(ConfigError::Wrong(error)) => {
            page_error(error, color)
        }
        _ => graphical(&Shown::plain(&failure.to_string(), failure.help().as_deref()), color),
    }
}

/// A page that is not understood, at the place in the page.
pub fn page_error(error: &PageError, color: bool) -> String {
    let label = LabeledSpan::new_primary_with_span(None, error.range.clone());
    let path = super::slashes(&error.path);
    let source =
        Lines { path: visible::line(&path).into_owned(), text: error.text.to_string(), before: 0 };
    let shown = Shown {
        labels: vec![label],
        source: Some(source),
        ..Shown::plain(&error.message, error.help.as_deref())
    };
    graphical(&shown, color)
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

fn graphical(shown: &Shown, color: bool) -> String {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let mut text = String::new();
    let handler = GraphicalReportHandler::new_themed(theme).with_width(WIDTH).with_links(color);
    // Writing to a string cannot fail; what a message says is better than nothing.
    if handler.render_report(&mut text, shown).is_err() {
        text.clone_from(&shown.message);
    }
    text
}

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

/// What miette shows.
#[derive(Debug)]
struct Shown {
    message: String,
    severity: miette::Severity,
    code: Option<String>,
    url: Option<String>,
    help: Option<String>,
    labels: Vec<LabeledSpan>,
    source: Option<Lines>,
}

impl Shown {
    fn plain(message: &str, help: Option<&str>) -> Self {
        Self {
            message: visible::lines(message).into_owned(),
            severity: miette::Severity::Error,
            code: None,
            url: None,
            help: help.map(|help| visible::lines(help).into_owned()),
            labels: Vec::new(),
            source: None,
        }
    }

    fn finding(finding: &Finding, places: &Places) -> Self {
        let r#type = finding.instances.first().map_or("", Address::resource_type);
        let words: Vec<String> = finding
            .fails
            .sentence(finding.severity, aws::service(r#type))
            .into_iter()
            .chain(instances::words(finding))
            .collect();
        let words = (!words.is_empty()).then(|| words.join(", "));
        let here = labels(finding).filter(|label| is_near(label, finding, places));
        let here: Vec<&Label> = here.collect();
        let spans = here.iter().map(|label| label.span).chain([finding.span]);
        let excerpt = places.excerpt(finding.span.source, &spans.collect::<Vec<_>>());
        let primary = LabeledSpan::new_primary_with_span(words, excerpt.range(finding.span));
        let here = here.into_iter().map(|label| {
            let words = visible::line(&label.message).into_owned();
            LabeledSpan::new_with_span(Some(words), excerpt.range(label.span))
        });
        let labels = std::iter::once(primary).chain(here).collect();
        Self {
            severity: match finding.severity {
                Severity::Error => miette::Severity::Error,
                Severity::Warning => miette::Severity::Warning,
                Severity::Note => miette::Severity::Advice,
            },
            code: Some(finding.rule.to_string()),
            url: finding.url.as_ref().map(ToString::to_string),
            labels,
            source: Some(Lines::of(excerpt, places.path(finding.span.source))),
            ..Self::plain(&message(finding), finding.help.as_deref())
        }
    }

    /// A place that is shown by itself.
    fn elsewhere(label: &Label, places: &Places) -> Self {
        let excerpt = places.excerpt(label.span.source, &[label.span]);
        Self {
            severity: miette::Severity::Advice,
            labels: vec![LabeledSpan::new_with_span(None, excerpt.range(label.span))],
            source: Some(Lines::of(excerpt, places.path(label.span.source))),
            ..Self::plain(&label.message, None)
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
}

impl Lines {
    fn of(excerpt: Excerpt, path: &str) -> Self {
        let path = visible::line(path).into_owned();
        Self { path, text: excerpt.text, before: excerpt.lines_before }
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
        let (data, column) = (read.data(), read.column());
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
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.as_ref().map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn url<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.url.as_ref().map(|url| Box::new(url) as Box<dyn fmt::Display>)
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
    use crate::source::Span;
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
        let shown = |excerpt: Excerpt, spans: &[Span]| {
            let words = Some("here".to_owned());
            let labels = spans
                .iter()
                .map(|span| LabeledSpan::new_with_span(words.clone(), excerpt.range(*span)));
            let labels = labels.collect();
            let source = Some(Lines::of(excerpt, "a.tf"));
            graphical(&Shown { labels, source, ..Shown::plain("no", None) }, false)
        };
        for first in (0..starts.len() - 1).step_by(3) {
            for second in first..starts.len().min(first + MAX_LINES) {
                let end = (starts[second] + 4).min(text.len());
                let span = |start: usize, end| Span::new(source, start, end);
                let spans = [span(starts[first], starts[first] + 2), span(starts[second], end)];
                let files = sources.get(source);
                let places = Places::with(spans, [], &sources);
                let some = shown(places.excerpt(source, &spans), &spans);
                assert_eq!(some, shown(Excerpt::of(&files.text, 0, 0, &[]), &spans));
            }
        }
    }
}
