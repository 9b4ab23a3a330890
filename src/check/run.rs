//! All modules of a run, in parallel, with one result whatever the order.

use super::{Linter, Report, Survey, native, once_each, unreadable};
use crate::files::{Files, Folder, Walked, walk};
use crate::finding::{Finding, Severity};
use crate::source::{SourceId, Span};
use globset::GlobSet;
use rayon::prelude::*;
use serde::Serialize;
use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// The findings, by path and place.
    pub findings: Vec<Finding>,
    /// The numbers.
    pub summary: Summary,
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
    let surveys: Vec<Survey> =
        walked.folders.par_iter().map(|folder| linter.survey(files, &folder.dir)).collect();
    let mut called: HashSet<PathBuf> =
        surveys.iter().flat_map(|survey| survey.calls.iter().cloned()).collect();
    if surveys.iter().any(|survey| survey.is_relevant && survey.has_defaults) {
        called.extend(calls_from_outside(linter, files, walked, exclude));
    }
    let reports: Vec<(Option<&BTreeSet<PathBuf>>, Report)> = walked
        .folders
        .par_iter()
        .zip(&surveys)
        .map(|(folder, survey)| {
            let is_called = files.real(&folder.dir).is_some_and(|real| called.contains(&real));
            (folder.only.as_ref(), report(linter, files, folder, survey, is_called))
        })
        .collect();
    let mut outcome = Outcome { findings: Vec::new(), summary: Summary::default() };
    outcome.findings.extend(unreadable_folders(linter, files, walked));
    let mut undecided_blocks = HashSet::new();
    for (only, report) in reports {
        let path = |source: SourceId| files.sources().get(source).path.clone();
        let counts = |span: &Span| only.is_none_or(|only| only.contains(&path(span.source)));
        outcome.summary.integrations +=
            report.integrations.iter().filter(|span| counts(span)).count();
        let undecided: Vec<Span> =
            report.undecided.into_iter().filter(|span| counts(span)).collect();
        outcome.summary.undecided.checks += undecided.len();
        undecided_blocks.extend(undecided);
        // A finding of which another place lies in the file is about that file too: the default that it came from.
        let concerns = |finding: &Finding| {
            counts(&finding.span) || finding.related.iter().any(|label| counts(&label.span))
        };
        outcome.findings.extend(report.findings.into_iter().filter(concerns));
    }
    outcome.summary.undecided.blocks = undecided_blocks.len();
    outcome.summary.modules = walked.folders.len();
    let named = |(folder, survey): (&Folder, &Survey)| {
        folder.only.as_ref().map_or(survey.files, BTreeSet::len)
    };
    outcome.summary.files = walked.folders.iter().zip(&surveys).map(named).sum();
    outcome.sort(files);
    outcome
}

/// The folders that modules outside of the named paths call, from all of the workspace. Their variables are set there.
fn calls_from_outside(
    linter: &Linter,
    files: &Files,
    walked: &Walked,
    exclude: &GlobSet,
) -> HashSet<PathBuf> {
    let known: HashSet<PathBuf> =
        walked.folders.iter().filter_map(|folder| files.real(&folder.dir)).collect();
    let Ok(outside) = walk(files, files.roots(), exclude) else { return HashSet::new() };
    let unknown =
        |folder: &&Folder| files.real(&folder.dir).is_some_and(|real| !known.contains(&real));
    let surveys =
        outside.folders.par_iter().filter(unknown).map(|folder| linter.survey(files, &folder.dir));
    surveys.flat_map_iter(|survey| survey.calls).collect()
}

fn report(
    linter: &Linter,
    files: &Files,
    folder: &Folder,
    survey: &Survey,
    is_called: bool,
) -> Report {
    if survey.is_relevant {
        return linter.check(files, &folder.dir, is_called);
    }
    let findings = survey.unreadable.iter().map(|(path, error)| {
        let source = files.unreadable(path);
        unreadable(source, &error.to_string())
    });
    Report { findings: once_each(linter.native(native::UNREADABLE, findings)), ..Report::default() }
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
        // What the command line sets is read once, and may be wrong for several modules.
        self.findings
            .dedup_by(|a, b| (&a.rule, a.span, &a.message) == (&b.rule, b.span, &b.message));
        let count =
            |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        self.summary.findings = BySeverity {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            note: count(Severity::Note),
        };
    }
}
