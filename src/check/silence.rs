//! What comments silence: which findings do not count, and which comments are wrong or silence nothing.

use super::Linter;
use crate::files::{Files, is_fetched};
use crate::finding::{Finding, Suppression};
use crate::module::Module;
use crate::page::UnknownRule;
use crate::source::{SourceId, Span};
use crate::suppression::{Ignore, Malformed, Said};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) const MALFORMED: &str = "malformed-suppression";
pub(super) const UNKNOWN: &str = "unknown-suppressed-rule";
pub(super) const REASON: &str = "suppression-without-reason";
pub(super) const FORBIDDEN: &str = "forbidden-suppression";
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
    /// The file, as the system names it.
    real: PathBuf,
    /// The rules that must not be suppressed in it.
    never: BTreeSet<Arc<str>>,
    /// Whether a reason has to be given.
    needs_reason: bool,
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
    pub(super) fn read(&mut self, module: &Module, files: &Files, linter: &Linter) {
        if !is_fetched(&module.dir) {
            for source in &module.files {
                self.read_text(*source, module, files, linter);
            }
        }
    }

    /// Reads the comments of a document, unless it stands in a text that has been read.
    pub(super) fn read_document(
        &mut self,
        source: SourceId,
        module: &Module,
        files: &Files,
        linter: &Linter,
    ) {
        if !module.files.contains(&source) && !self.by_source.contains_key(&source) {
            self.read_text(source, module, files, linter);
        }
    }

    /// Reads the comments of a text.
    pub(super) fn read_text(
        &mut self,
        source: SourceId,
        module: &Module,
        files: &Files,
        linter: &Linter,
    ) {
        let Linter { pack, configs, .. } = linter;
        let text = files.sources().get(source);
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
        let real = files.real_file(&text.path);
        let never = configs.never(&real).into_keys().collect();
        let needs_reason = configs.require_reason(&real).is_some_and(|set| set.value);
        let text = Arc::clone(&text.text);
        let comments = Comments { silences, malformed, text, real, never, needs_reason };
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
            if comments.never.contains(rule) {
                continue;
            }
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
    for block in module.blocks() {
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

/// What rules were applied to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Looked<'a> {
    /// The headers of the blocks.
    pub(super) blocks: &'a BTreeSet<Span>,
    /// Those of which a rule does not know whether they are right.
    pub(super) undecided: &'a super::undecided::Checks,
}

impl Linter {
    /// What there is to say of the comments of the texts that were checked, and that are shown. Where a rule does
    /// not know whether a block is right, a comment may be needed.
    pub(super) fn read_silences(
        &self,
        silences: &Silences,
        looked: Looked,
        is_shown: impl Fn(SourceId) -> bool,
    ) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (_, comments) in silences.by_source.iter().filter(|(source, _)| is_shown(**source)) {
            let malformed = comments.malformed.iter();
            let malformed =
                malformed.map(|it| (it.span, it.message.clone(), Some(it.help.clone())));
            findings.extend(self.native(MALFORMED, malformed));
            for silence in &comments.silences {
                findings.extend(self.read_silence(silence, comments, silences, looked));
            }
        }
        findings
    }

    fn read_silence(
        &self,
        silence: &Silence,
        comments: &Comments,
        silences: &Silences,
        looked: Looked,
    ) -> Vec<Finding> {
        let Silence { ignore, rules, is_lapsed, .. } = silence;
        let Suppression { span, until, reason } = &*ignore.suppression;
        let unknown = rules.iter().filter_map(|rule| rule.as_ref().err());
        let unknown = unknown.map(|error| (*span, error.to_string(), Some(error.help())));
        let mut findings = self.native(UNKNOWN, unknown);
        if comments.needs_reason && reason.is_none() {
            let message = "this suppression gives no reason".to_owned();
            let help = "add the reason after the bracket".to_owned();
            findings.extend(self.native(REASON, [(*span, message, Some(help))]));
        }
        let forbidden = rules.iter().flatten().flatten();
        let forbidden = forbidden.filter(|id| comments.never.contains(*id) && ignore.names(id));
        let forbidden: Vec<String> = forbidden.map(|id| format!("`{id}`")).collect();
        if !forbidden.is_empty() {
            let message = format!("{} must not be suppressed here", forbidden.join(" and "));
            let help = "remove it: the configuration forbids this suppression".to_owned();
            findings.extend(self.native(FORBIDDEN, [(*span, message, Some(help))]));
        }
        if *is_lapsed {
            let until = until.as_deref().unwrap_or_default();
            let message = format!("this suppression expired after {until}");
            let help = "remove it, or set a later date".to_owned();
            findings.extend(self.native(LAPSED, [(*span, message, Some(help))]));
            return findings;
        }
        let is_unused = |ids: &BTreeSet<Arc<str>>| {
            ids.iter().all(|id| {
                self.rules.holds(id, &self.configs, &comments.real)
                    && !comments.never.contains(id)
                    && !silences.used.contains(&(*span, Arc::clone(id)))
                    && !silence.may_be_needed(id, looked)
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
        findings
    }
}

impl Silence {
    /// Whether a rule does not know of something that the comment may be about, or was not applied there.
    fn may_be_needed(&self, rule: &Arc<str>, looked: Looked) -> bool {
        let is_about =
            |header: &Span| self.resources.as_ref().is_none_or(|all| all.contains(header));
        let is_applied = |headers: &Vec<Span>| headers.iter().any(|it| looked.blocks.contains(it));
        !self.resources.as_ref().is_none_or(is_applied) || looked.undecided.has(rule, is_about)
    }
}
