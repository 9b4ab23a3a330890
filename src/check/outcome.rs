//! What a run found.

use super::UndeclaredVariable;
use super::guard::Bug;
use super::merge::Shares;
use super::native;
use super::summary::{BySeverity, Summary};
use super::undecided::Undecided;
use crate::config::{Configs, FailOn};
use crate::files::Files;
use crate::finding::{Finding, Severity};
use crate::source::Span;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// The findings, by path and place.
    pub findings: Vec<Finding>,
    /// What rules could not say, by path and place, if it is asked what is not known.
    pub undecided: Vec<Undecided>,
    /// The numbers.
    pub summary: Summary,
    /// What the command line sets and no root declares, if there is such a thing: then the run was not what was meant.
    pub undeclared: Option<UndeclaredVariable>,
    /// The rules that the user asked for by name.
    pub asked_for: BTreeSet<String>,
    /// The places in the texts of the findings that must not be shown.
    pub hidden: BTreeSet<Span>,
    /// The trees that were not checked, since the program has a bug.
    pub bugs: Vec<Bug>,
    /// The findings that do not count, since they were known, each with how.
    pub known: Vec<(Known, Finding)>,
    /// The folders of which nothing more is to be found.
    pub(crate) looked_at: BTreeSet<PathBuf>,
    /// The folders of which something was named.
    pub(crate) named: BTreeSet<PathBuf>,
    /// The configurations that hold.
    pub(crate) configs: Arc<Configs>,
}
/// How a finding is known that does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A baseline lists it.
    Baseline,
    /// An older state of the files has it too.
    Before,
    /// A comment silences it.
    Suppressed,
}
impl Outcome {
    /// Whether the run has failed: by what was asked for, else by what is configured where each finding lies.
    pub(crate) fn fails(&self, asked: Option<FailOn>, files: &Files) -> bool {
        let least = |finding: &Finding| {
            let path = &files.sources().get(finding.span.source).path;
            let set = || self.configs.fail_on(&files.real_file(path)).map(|set| set.value);
            asked.or_else(set).unwrap_or(FailOn::Severity(Severity::Warning))
        };
        self.findings.iter().any(|finding| least(finding).is_met(finding.severity))
    }

    /// Leaves out the findings that do not count.
    pub(crate) fn leave_out(&mut self, why: Known, is_known: impl Fn(&Finding) -> bool) {
        let (known, left) = std::mem::take(&mut self.findings).into_iter().partition(is_known);
        self.findings = left;
        let known: Vec<Finding> = known;
        self.known.extend(known.into_iter().map(|finding| (why, finding)));
        self.summary.suppressed = self.suppressed().count();
        self.count();
    }

    /// The findings that comments silence.
    pub(crate) fn suppressed(&self) -> impl Iterator<Item = &Finding> {
        let known = self.known.iter().filter(|(why, _)| *why == Known::Suppressed);
        known.map(|(_, finding)| finding)
    }

    pub(super) fn sort(&mut self, files: &Files, shares: &Shares) {
        self.findings = shares.alike(std::mem::take(&mut self.findings));
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
        self.count();
        let unreadable = self.findings.iter().filter(|it| &*it.rule == native::UNREADABLE);
        self.summary.unreadable = unreadable.count();
    }

    fn count(&mut self) {
        let count =
            |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        self.summary.findings = BySeverity {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            note: count(Severity::Note),
        };
    }
}
