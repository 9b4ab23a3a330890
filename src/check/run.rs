//! All modules of a run, in parallel, with one result whatever the order.

use super::map::{Map, Place};
use super::merge::once_each;
use super::{Linter, Report, UndeclaredVariable, native, unreadable};
use crate::files::{Files, Walked};
use crate::finding::{Finding, Severity};
use crate::source::Span;
use crate::tree::Library;
use globset::GlobSet;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::BTreeSet;

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// The findings, by path and place.
    pub findings: Vec<Finding>,
    /// The numbers.
    pub summary: Summary,
    /// What the command line sets and no root declares, if there is such a thing: then the run was not what was meant.
    pub undeclared: Option<UndeclaredVariable>,
}

/// How much was looked at, and what came of it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Configuration files.
    pub files: usize,
    /// Folders with configuration files.
    pub modules: usize,
    /// Blocks that declare an integration.
    pub integrations: usize,
    /// Findings, by severity.
    pub findings: BySeverity,
    /// What depends on values that are not known.
    pub undecided: Undecided,
}

/// A number for each severity.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct BySeverity {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

/// What depends on values that are not known.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
pub struct Undecided {
    /// Pairs of a rule and a block of which it could not say whether it is right.
    pub checks: usize,
    /// Blocks of which some rule could not say so.
    pub blocks: usize,
}

/// Checks all that was walked to.
pub fn run(linter: &Linter, files: &Files, walked: &Walked, exclude: &GlobSet) -> Outcome {
    let library = Library::new(files);
    let map = Map::of(linter, &library, walked, exclude);
    let reports: Vec<Report> = map
        .roots()
        .into_par_iter()
        .map(|(place, is_called)| {
            report(linter, &library, place, is_called, map.is_relevant(place))
        })
        .collect();
    let mut outcome = Outcome {
        findings: unreadable_folders(linter, files, walked),
        summary: Summary::default(),
        undeclared: None,
    };
    if !linter.inputs.is_empty() {
        let roots = map.roots().into_iter().filter(|(_, is_called)| !is_called);
        let roots: Vec<_> = roots.map(|(place, _)| library.module(&place.dir)).collect();
        linter.note_unmet(&roots, &mut outcome);
    }
    let is_shown = |span: &Span| map.is_shown(&files.sources().get(span.source).path);
    let (mut integrations, mut undecided) = (BTreeSet::new(), BTreeSet::new());
    for report in reports {
        integrations.extend(report.integrations.into_iter().filter(is_shown));
        undecided.extend(report.undecided.into_iter().filter(|(_, span)| is_shown(span)));
        // A finding of which another place lies in a file is about that file too: the default that it came from.
        let concerns = |finding: &Finding| {
            is_shown(&finding.span) || finding.related.iter().any(|label| is_shown(&label.span))
        };
        outcome.findings.extend(report.findings.into_iter().filter(concerns));
    }
    outcome.summary.integrations = integrations.len();
    outcome.summary.undecided.checks = undecided.len();
    outcome.summary.undecided.blocks =
        undecided.iter().map(|(_, span)| span).collect::<BTreeSet<_>>().len();
    (outcome.summary.modules, outcome.summary.files) = map.counts();
    outcome.sort(files);
    outcome
}

fn report(
    linter: &Linter,
    library: &Library,
    place: &Place,
    is_called: bool,
    is_relevant: bool,
) -> Report {
    if is_relevant {
        return linter.check_in(library, &place.dir, is_called);
    }
    let findings = place.survey.unreadable.iter().map(|(path, error)| {
        let source = library.files().unreadable(path);
        unreadable(source, &error.to_string())
    });
    Report { findings: linter.native(native::UNREADABLE, findings), ..Report::default() }
}

fn unreadable_folders(linter: &Linter, files: &Files, walked: &Walked) -> Vec<Finding> {
    let found = walked.unreadable.iter().map(|(path, why)| {
        let (span, _, help) = unreadable(files.unreadable(path), why);
        (span, format!("this folder was not checked: {why}"), help)
    });
    linter.native(native::UNREADABLE, found)
}

impl Outcome {
    fn sort(&mut self, files: &Files) {
        self.findings = once_each(std::mem::take(&mut self.findings));
        self.findings.sort_by_cached_key(|finding| {
            let path = files.sources().get(finding.span.source).path.clone();
            (
                path,
                finding.span.start,
                finding.span.end,
                finding.rule.clone(),
                finding.message.clone(),
            )
        });
        let count =
            |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        self.summary.findings = BySeverity {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            note: count(Severity::Note),
        };
    }
}
