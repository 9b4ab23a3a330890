//! What comments silence: which findings do not count, and which comments are wrong or silence nothing.

use super::{Linter, is_fetched};
use crate::finding::{Finding, Suppression};
use crate::module::Module;
use crate::page::{Pack, UnknownRule};
use crate::source::{SourceId, Sources, Span};
use crate::suppression::{Ignore, Malformed, Said};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) const MALFORMED: &str = "malformed-suppression";
pub(super) const UNKNOWN: &str = "unknown-suppressed-rule";
pub(super) const LAPSED: &str = "lapsed-suppression";
pub(super) const UNUSED: &str = "unused-suppression";

/// The comments of some files.
#[derive(Debug, Default, Clone)]
pub(super) struct Silences {
    by_source: BTreeMap<SourceId, Arc<Comments>>,
    /// Which of them silence something, with the rule.
    used: BTreeSet<(Span, Arc<str>)>,
}

/// The comments of a file.
#[derive(Debug, Default)]
struct Comments {
    silences: Vec<Silence>,
    malformed: Vec<Malformed>,
    text: Arc<str>,
}

/// A comment that silences findings, with what its names mean.
#[derive(Debug)]
struct Silence {
    ignore: Ignore,
    rules: Vec<Result<BTreeSet<Arc<str>>, UnknownRule>>,
    /// The header of the resource that it lies in, and those of the resources that lie in what it is about; `None` if it
    /// silences what comes from elsewhere too.
    resources: Option<Vec<Span>>,
    is_lapsed: bool,
}

impl Silences {
    /// Reads the comments of a module that is the user's own.
    pub(super) fn read(&mut self, module: &Module, sources: &Sources, pack: &Pack) {
        if !is_fetched(&module.dir) {
            for source in &module.files {
                self.read_text(*source, module, sources, pack);
            }
        }
    }

    /// Reads the comments of a text.
    pub(super) fn read_text(
        &mut self,
        source: SourceId,
        module: &Module,
        sources: &Sources,
        pack: &Pack,
    ) {
        let text = sources.get(source);
        let Said { ignores, malformed } = Said::read(source, &text.path, &text.text);
        if ignores.is_empty() && malformed.is_empty() {
            return;
        }
        let mut known = BTreeMap::new();
        let mut select = |name: &Arc<str>| {
            let meant = known.entry(Arc::clone(name)).or_insert_with(|| pack.select(name));
            meant.clone()
        };
        let silence = |ignore: Ignore| Silence {
            rules: ignore.rules.iter().map(&mut select).collect(),
            resources: resources(&ignore, module),
            is_lapsed: ignore.until.is_some_and(|last| last < today()),
            ignore,
        };
        let silences = ignores.into_iter().map(silence).collect();
        let comments = Comments { silences, malformed, text: Arc::clone(&text.text) };
        self.by_source.insert(source, Arc::new(comments));
    }

    /// Takes those of another root.
    pub(super) fn extend(&mut self, other: Self) {
        self.by_source.extend(other.by_source);
        self.used.extend(other.used);
    }

    /// Marks the findings that comments silence.
    pub(super) fn mark(&mut self, findings: &mut [Finding]) {
        if self.by_source.is_empty() {
            return;
        }
        for finding in findings.iter_mut().filter(|finding| finding.suppression.is_none()) {
            let places = std::iter::once(finding.span).chain(finding.way.iter().copied());
            let places: Vec<Span> = places.collect();
            finding.suppression = self.silence(&finding.rule, &places);
        }
    }

    /// The comment that silences what a rule has found, if one does: the one that is about least.
    pub(super) fn silence(&mut self, rule: &Arc<str>, places: &[Span]) -> Option<Arc<Suppression>> {
        let mut by: Option<(u32, Arc<Suppression>)> = None;
        for place in places {
            let Some(comments) = self.by_source.get(&place.source) else { continue };
            for Silence { ignore, rules, is_lapsed, .. } in &comments.silences {
                let names = || rules.iter().flatten().any(|ids| ids.contains(rule));
                if *is_lapsed || !ignore.holds_for(*place, &comments.text) || !names() {
                    continue;
                }
                self.used.insert((ignore.suppression.span, Arc::clone(rule)));
                let size = ignore.about.end - ignore.about.start;
                if by.as_ref().is_none_or(|(least, _)| size < *least) {
                    by = Some((size, Arc::clone(&ignore.suppression)));
                }
            }
        }
        by.map(|(_, suppression)| suppression)
    }
}

/// The headers of the resources that a comment can be about alone.
fn resources(ignore: &Ignore, module: &Module) -> Option<Vec<Span>> {
    let about = ignore.about;
    let mut headers = Vec::new();
    for block in &module.blocks {
        let is_inside = block.span.source == about.source
            && block.span.start < about.end
            && about.start < block.span.end;
        match &*block.kind.text {
            _ if !is_inside => {}
            "resource" | "data" => headers.push(block.header),
            _ => return None,
        }
    }
    (!headers.is_empty()).then_some(headers)
}

fn today() -> Date {
    jiff::Timestamp::now().to_zoned(TimeZone::UTC).date()
}

impl Linter {
    /// What there is to say of the comments of the texts that were checked, and that are shown. `undecided` are the blocks of
    /// which a rule does not know whether they are right: a comment may be needed there.
    pub(super) fn read_silences(
        &self,
        silences: &Silences,
        undecided: &BTreeSet<(Arc<str>, Span)>,
        is_shown: impl Fn(SourceId) -> bool,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (_, comments) in silences.by_source.iter().filter(|(source, _)| is_shown(**source)) {
            let malformed = comments.malformed.iter();
            let malformed =
                malformed.map(|it| (it.span, it.message.clone(), Some(it.help.clone())));
            findings.extend(self.native(MALFORMED, malformed));
            for silence in &comments.silences {
                self.read_silence(silence, silences, undecided, &mut findings);
            }
        }
        findings
    }

    fn read_silence(
        &self,
        silence: &Silence,
        silences: &Silences,
        undecided: &BTreeSet<(Arc<str>, Span)>,
        findings: &mut Vec<Finding>,
    ) {
        let Silence { ignore, rules, is_lapsed, .. } = silence;
        let Suppression { span, until, .. } = &*ignore.suppression;
        let unknown = rules.iter().filter_map(|rule| rule.as_ref().err());
        let unknown = unknown.map(|error| (*span, error.to_string(), Some(error.help())));
        findings.extend(self.native(UNKNOWN, unknown));
        if *is_lapsed {
            let until = until.as_deref().unwrap_or_default();
            let message = format!("this suppression lapsed after {until}");
            let help = "remove it, or set a later date".to_owned();
            findings.extend(self.native(LAPSED, [(*span, message, Some(help))]));
            return;
        }
        let is_unused = |ids: &BTreeSet<Arc<str>>| {
            ids.iter().all(|id| {
                self.rules.has(id)
                    && !silences.used.contains(&(*span, Arc::clone(id)))
                    && !silence.may_be_needed(id, undecided)
            })
        };
        let named = ignore.rules.iter().zip(rules);
        let unused = named.filter(|(_, ids)| ids.as_ref().is_ok_and(is_unused));
        let unused: Vec<String> = unused.map(|(name, _)| format!("`{name}`")).collect();
        if !unused.is_empty() {
            let rules = unused.join(" and no ");
            let message = format!("this suppresses nothing: no {rules} is found here");
            let help = if unused.len() == ignore.rules.len() {
                "remove the comment"
            } else {
                "remove what is named from the list"
            };
            findings.extend(self.native(UNUSED, [(*span, message, Some(help.to_owned()))]));
        }
    }
}

impl Silence {
    /// Whether a rule does not know of something that the comment may be about.
    fn may_be_needed(&self, rule: &Arc<str>, undecided: &BTreeSet<(Arc<str>, Span)>) -> bool {
        undecided.iter().any(|(id, header)| {
            let is_about = |headers: &Vec<Span>| headers.contains(header);
            id == rule && self.resources.as_ref().is_none_or(is_about)
        })
    }
}
