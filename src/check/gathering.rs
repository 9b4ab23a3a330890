//! What comes together of the roots of a run.

use super::alone::{NotADocument, Standing};
use super::guard::{Bug, guarded};
use super::merge::by_file;
use super::outcome::Outcome;
use super::run::pin;
use super::silence::{self, Looked, Silences};
use super::summary::Summary;
use super::undecided::Checks;
use super::{Linter, Report, native, unfollowed, unreadable};
use crate::files::{Files, Walked, is_configuration, is_fetched, is_variables, parent};
use crate::finding::Finding;
use crate::module::{Inputs, Module, parse_variables};
use crate::source::{SourceId, Span};
use crate::tree::Unfollowed;
use crate::workspace::{Map, Place, View};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What comes together of the roots.
pub(super) struct Gathering<'a> {
    linter: &'a Linter,
    files: &'a Files,
    map: &'a Map,
    /// Texts of the command line and of the files that it sets variables from: they belong to no folder.
    pub(super) given: BTreeSet<SourceId>,
    pub(super) findings: Vec<Finding>,
    integrations: BTreeSet<Span>,
    routes: BTreeSet<Span>,
    others: BTreeSet<Span>,
    uncovered: BTreeSet<Arc<str>>,
    undecided: Checks,
    /// The headers of the blocks that rules were applied to.
    blocks: BTreeSet<Span>,
    /// The files that were read.
    read: BTreeSet<PathBuf>,
    /// The folders that were passed over, with how many files they have.
    passed_over: BTreeMap<PathBuf, usize>,
    /// The calls that were not followed, and whether something in the root of one was checked.
    unfollowed: BTreeMap<Unfollowed, bool>,
    pub(super) hidden: BTreeSet<Span>,
    pub(super) silences: Silences,
    /// The texts that were checked and are shown.
    checked: BTreeSet<SourceId>,
    /// The documents that modules refer to which are shown.
    referred: BTreeSet<SourceId>,
    /// All documents that were read, in which comments may stand.
    documents: BTreeSet<SourceId>,
    /// Those that were checked by themselves.
    alone: BTreeSet<PathBuf>,
}
impl<'a> Gathering<'a> {
    pub(super) fn new(linter: &'a Linter, files: &'a Files, map: &'a Map) -> Self {
        let mut gathering = Self {
            linter,
            files,
            map,
            given: BTreeSet::new(),
            findings: Vec::new(),
            integrations: BTreeSet::new(),
            routes: BTreeSet::new(),
            others: BTreeSet::new(),
            uncovered: BTreeSet::new(),
            undecided: Checks::default(),
            blocks: BTreeSet::new(),
            read: BTreeSet::new(),
            passed_over: BTreeMap::new(),
            unfollowed: BTreeMap::new(),
            hidden: BTreeSet::new(),
            silences: Silences::default(),
            checked: BTreeSet::new(),
            referred: BTreeSet::new(),
            documents: BTreeSet::new(),
            alone: BTreeSet::new(),
        };
        gathering.give(&linter.inputs);
        gathering
    }

    /// Takes the texts that set variables of roots.
    pub(super) fn give(&mut self, inputs: &Inputs) {
        let errors = inputs.errors();
        let errors = errors.map(|error| (error.span, error.message.clone(), error.help.clone()));
        self.given.extend(inputs.sources());
        self.findings.extend(self.linter.native(native::SYNTAX, errors));
        let named: Vec<PathBuf> = inputs.files().map(|(source, _)| self.path(source)).collect();
        self.read.extend(named);
    }

    fn path(&self, source: SourceId) -> PathBuf {
        self.files.sources().get(source).path.clone()
    }

    /// Takes what is shown of what was found from a root.
    pub(super) fn take(&mut self, root: &Place, report: Report) {
        let view = self.map.view(root);
        let is_relevant = !report.read.is_empty();
        let sees = |span: Span| self.sees(&view, span);
        // What a document says belongs to the module that is imported from it.
        let home = |finding: &Finding| {
            let path = self.path(finding.span.source);
            let is_own = is_configuration(&path) || is_variables(&path);
            finding.block.filter(|_| !is_own).unwrap_or(finding.span)
        };
        let named = |span: Span| self.is_named(&view, span);
        let concerns = |finding: &Finding| {
            sees(home(finding))
                || native::READING.contains(&&*finding.rule)
                // Of which another place lies in a file that was named: the default that it came from.
                || finding.related.iter().any(|label| named(label.span))
        };
        let findings = report.findings.into_iter().filter(concerns);
        let findings: Vec<Finding> =
            findings.map(|it| Finding { is_named: named(home(&it)), ..it }).collect();
        let integrations: Vec<Span> =
            report.integrations.into_iter().filter(|span| sees(*span)).collect();
        let routes: Vec<Span> = report.routes.into_iter().filter(|span| sees(*span)).collect();
        let others: Vec<Span> = report.others.into_iter().filter(|span| sees(*span)).collect();
        let uncovered = report.uncovered.into_iter().filter(|(_, span)| sees(*span));
        let uncovered: Vec<Arc<str>> = uncovered.map(|(r#type, _)| r#type).collect();
        let undecided = report.undecided.seen(sees);
        let unfollowed: Vec<_> =
            report.unfollowed.into_iter().filter(|call| sees(call.span)).collect();
        let read = report.read.into_iter().map(|source| (source, self.path(source)));
        let read: Vec<(SourceId, PathBuf)> = read.filter(|(_, path)| view.shows(path)).collect();
        let referred = report.documents.into_iter().filter(|(_, api)| sees(*api));
        let referred: Vec<SourceId> = referred.map(|(document, _)| document).collect();
        let own = referred.iter().copied().filter(|it| !is_fetched(&self.path(*it)));
        let own: Vec<SourceId> = own.collect();
        if !is_relevant {
            self.passed_over.extend(view.places().map(|place| {
                let survey = &place.survey;
                (place.dir().to_path_buf(), survey.files - survey.unreadable.len())
            }));
        }
        self.hidden.extend(report.hidden);
        self.findings.extend(findings);
        self.integrations.extend(integrations);
        self.routes.extend(routes);
        self.undecided.extend(undecided);
        self.others.extend(others);
        self.uncovered.extend(uncovered);
        self.checked.extend(read.iter().map(|(source, _)| *source));
        self.read.extend(read.into_iter().map(|(_, path)| path));
        self.silences.extend(report.silences);
        self.referred.extend(referred);
        self.documents.extend(own);
        self.blocks.extend(report.blocks);
        for call in unfollowed {
            *self.unfollowed.entry(call).or_default() |= is_relevant;
        }
    }

    /// Checks the documents that no module refers to, each by itself.
    pub(super) fn check_alone(
        &mut self,
        standing: &[Standing],
        bugs: &mut Vec<Bug>,
    ) -> Result<(), NotADocument> {
        let (linter, files) = (self.linter, self.files);
        let is_referred = |it: &Standing| self.referred.contains(&files.source(&it.path));
        let rest: Vec<&Standing> = standing.iter().filter(|it| !is_referred(it)).collect();
        let check = |it: &&Standing| {
            guarded(parent(&it.path), || {
                let report = linter.check_alone(files, it);
                if let Ok(Some(report)) = &report {
                    pin(files, &report.findings);
                }
                report
            })
        };
        let reports: Vec<_> = rest.par_iter().map(check).collect();
        for report in reports {
            match report {
                Ok(report) => self.take_alone(report?),
                Err(bug) => bugs.push(bug),
            }
        }
        Ok(())
    }

    /// Takes what was found of a document.
    fn take_alone(&mut self, report: Option<Report>) {
        let Some(report) = report else { return };
        let paths: Vec<PathBuf> = report.read.iter().map(|source| self.path(*source)).collect();
        self.alone.extend(paths);
        self.documents.extend(&report.read);
        self.findings.extend(report.findings);
        self.integrations.extend(report.integrations);
        self.undecided.extend(report.undecided);
        self.silences.extend(report.silences);
    }

    fn sees(&self, view: &View, span: Span) -> bool {
        self.given.contains(&span.source) || view.shows(&self.path(span.source))
    }

    fn is_named(&self, view: &View, span: Span) -> bool {
        let is_named = || self.map.is_named(&self.path(span.source));
        self.given.contains(&span.source) || is_named().unwrap_or(view.is_whole())
    }

    /// Reads the variables files that were named, and that Terraform reads only if it is told to.
    pub(super) fn read_variables(&mut self) {
        let named: Vec<&PathBuf> = self.map.named_files().filter(|it| is_variables(it)).collect();
        for path in named {
            if !self.read.insert(path.clone()) {
                continue;
            }
            let findings = match self.files.read(path) {
                Ok(source) => {
                    self.read_silences(source.id);
                    let parsed = parse_variables(path, source.id, &source.text);
                    // Which root it is meant for is not said.
                    let lines = parsed.body.attributes.iter();
                    self.hidden.extend(lines.map(|line| line.value.span));
                    let errors = parsed.errors.into_iter();
                    let errors = errors.map(|error| (error.span, error.message, error.help));
                    by_file(self.linter.native(native::SYNTAX, errors), native::SYNTAX)
                }
                Err(error) => {
                    self.read.remove(path);
                    let found = unreadable(self.files.source(path), &error.to_string());
                    self.linter.native(native::UNREADABLE, [found])
                }
            };
            self.findings.extend(findings);
        }
    }

    /// Says what the walk could not enter.
    pub(super) fn add_walked(&mut self, walked: &Walked) {
        let unreadable = walked.unreadable.iter().map(|(path, why)| {
            let (span, _, help) = unreadable(self.files.source(path), why);
            (span, format!("this folder was not checked: {why}"), help)
        });
        let unreadable = self.linter.native(native::UNREADABLE, unreadable);
        let links = walked.links.iter().map(|path| unfollowed::link(self.files, path));
        let links = self.linter.found(native::UNFOLLOWED, links);
        self.findings.extend(unreadable.into_iter().chain(links));
    }

    /// Reads the comments of a text that belongs to no module.
    pub(super) fn read_silences(&mut self, source: SourceId) {
        let alone = Module::default();
        self.silences.read_text(source, &alone, self.files, self.linter);
    }

    /// Says which calls were not followed: those that comments silence apart from the others.
    fn add_unfollowed(&mut self) {
        let mut groups: BTreeMap<_, BTreeMap<Unfollowed, bool>> = BTreeMap::new();
        let rule: Arc<str> = native::UNFOLLOWED.into();
        for (call, is_relevant) in std::mem::take(&mut self.unfollowed) {
            let by = self.silences.silence(&rule, &[call.span]);
            groups.entry(by).or_default().insert(call, is_relevant);
        }
        for (suppression, calls) in groups {
            let found = unfollowed::calls(calls, self.files.sources());
            let found = self.linter.found(native::UNFOLLOWED, found).into_iter().map(|finding| {
                let path = &self.files.sources().get(finding.span.source).path;
                let is_named = self.map.is_named(path).unwrap_or(true);
                Finding { is_named, suppression: suppression.clone(), ..finding }
            });
            self.findings.extend(found.collect::<Vec<_>>());
        }
    }

    /// Marks what comments silence, and says which of them are wrong.
    fn add_silences(&mut self, is_whole: bool) {
        self.silences.mark(&mut self.findings);
        // What is broken hides what a comment is for.
        let is_whole =
            is_whole && !self.findings.iter().any(|it| native::UNSEEN.contains(&&*it.rule));
        let looked = Looked { blocks: &self.blocks, undecided: &self.undecided };
        let found = self.linter.read_silences(&self.silences, looked, |source| {
            self.checked.contains(&source) || self.documents.contains(&source)
        });
        // Of a document nobody says that all of it was understood.
        let is_unused = |it: &Finding| &*it.rule == silence::UNUSED;
        let may_be_unused = |it: &Finding| is_whole && !self.documents.contains(&it.span.source);
        let found = found.into_iter().filter(|it| !is_unused(it) || may_be_unused(it));
        let found = found.map(|finding| {
            let path = &self.files.sources().get(finding.span.source).path;
            let is_named = self.map.is_named(path).unwrap_or(true);
            Finding { is_named, ..finding }
        });
        self.findings.extend(found.collect::<Vec<_>>());
    }

    pub(super) fn outcome(mut self, links: usize, is_whole: bool) -> (Outcome, Silences) {
        let not_followed = self.unfollowed.len() + links;
        self.add_unfollowed();
        self.add_silences(is_whole);
        let modules: BTreeSet<&Path> = self.read.iter().map(|path| parent(path)).collect();
        let passed_over = self.passed_over.iter().filter(|(dir, _)| !modules.contains(&***dir));
        let looked_at = modules.iter().copied().map(Path::to_path_buf);
        let looked_at = looked_at.chain(self.passed_over.keys().cloned()).collect();
        let summary = Summary {
            files: self.read.len(),
            documents: self.alone.len(),
            modules: modules.len(),
            passed_over: passed_over.map(|(_, files)| files).sum(),
            integrations: self.integrations.len(),
            routes: self.routes.len(),
            others: self.others.len(),
            uncovered: self.uncovered.iter().map(ToString::to_string).collect(),
            not_followed,
            undecided: self.undecided.counts(),
            ..Summary::default()
        };
        let asked_for = self.linter.asked_for.clone();
        let outcome = Outcome {
            findings: self.findings,
            undecided: self.undecided.explained(self.files),
            summary,
            undeclared: None,
            asked_for,
            hidden: self.hidden,
            known: Vec::new(),
            looked_at,
            named: self.map.named().map(Path::to_path_buf).collect(),
            configs: Arc::default(),
            bugs: Vec::new(),
        };
        (outcome, self.silences)
    }
}
