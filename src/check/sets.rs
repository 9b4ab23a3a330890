//! A root that is checked with several sets of inputs, each by itself.

use super::merge::{Said, said};
use super::{Linter, Outcome, Report, hidden};
use crate::config::InputSet;
use crate::files::Files;
use crate::finding::Finding;
use crate::module::Inputs;
use crate::tree::Library;
use crate::workspace::Place;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;
use std::sync::Arc;

/// What the roots in a folder are checked with: what the command line sets, or that with each of the configured sets.
pub(super) struct Sets<'a>(Vec<(Option<&'a InputSet>, Arc<Inputs>)>);

impl<'a> Sets<'a> {
    /// Where a call sets the variables of the root, what is configured for roots does not matter.
    pub(super) fn of(linter: &'a Linter, files: &Files, root: &Path, is_called: bool) -> Self {
        let sets = if is_called || linter.configs.is_empty() {
            &[]
        } else {
            files.real(root).map_or(&[][..], |real| linter.configs.inputs(&real))
        };
        let with = |set: &'a InputSet| (Some(set), Arc::new(linter.inputs.over(&set.inputs)));
        let all: Vec<_> = sets.iter().map(with).collect();
        Self(if all.is_empty() { vec![(None, Arc::clone(&linter.inputs))] } else { all })
    }

    /// Each, with its name if it is a configured one.
    pub(super) fn each(&self) -> impl ExactSizeIterator<Item = (Option<&Arc<str>>, &Inputs)> {
        self.0.iter().map(|(set, inputs)| (set.map(|set| &set.name), &**inputs))
    }

    /// The configured ones.
    pub(super) fn configured(&self) -> impl Iterator<Item = &'a InputSet> {
        self.0.iter().filter_map(|(set, _)| *set)
    }

    /// What is found with each, as one: a finding that not all have in common says with which it is found.
    pub(super) fn check(&self, check: impl Fn(&Inputs) -> Report) -> Report {
        let mut sets = self.each();
        let Some((first, inputs)) = sets.next() else { return Report::default() };
        let mut report = check(inputs);
        if sets.len() == 0 {
            return report;
        }
        let name = |set: Option<&Arc<str>>| set.into_iter().cloned().collect();
        let mut findings: BTreeMap<Said, Finding> = BTreeMap::new();
        let mut take = |names: Vec<Arc<str>>, found: Vec<Finding>| {
            for finding in found {
                let finding = Finding { inputs: names.clone(), ..finding };
                match findings.entry(said(&finding)) {
                    Entry::Vacant(slot) => {
                        slot.insert(finding);
                    }
                    Entry::Occupied(mut known) => known.get_mut().take(finding),
                }
            }
        };
        take(name(first), std::mem::take(&mut report.findings));
        for (set, inputs) in sets {
            let mut other = check(inputs);
            take(name(set), std::mem::take(&mut other.findings));
            report.extend(other);
        }
        let all = self.0.len();
        report.findings = findings.into_values().map(Finding::without_repetition).collect();
        for finding in report.findings.iter_mut().filter(|finding| finding.inputs.len() == all) {
            finding.inputs.clear();
        }
        report
    }
}

impl Linter {
    /// Says of what is set if no root declares it, and hides what is secret in the files that set it: of all roots what the
    /// command line sets, and of those of each set of inputs what that one does.
    pub(super) fn note_inputs(
        &self,
        all: Vec<&Place>,
        sets: Vec<(&Inputs, Vec<&Place>)>,
        library: &Library,
        outcome: &mut Outcome,
    ) {
        for (inputs, roots) in std::iter::once((&*self.inputs, all)).chain(sets) {
            if !inputs.is_empty() {
                let roots: Vec<_> = roots.iter().map(|root| library.module(root.dir())).collect();
                self.note_unmet(inputs, &roots, outcome);
                outcome.hidden.extend(hidden::named(inputs, roots.iter().map(|root| &**root)));
            }
        }
    }
}

impl Report {
    /// Takes what another one has of the same root, but for the findings.
    fn extend(&mut self, other: Self) {
        self.integrations.extend(other.integrations);
        self.routes.extend(other.routes);
        self.others.extend(other.others);
        self.uncovered.extend(other.uncovered);
        self.undecided.extend(other.undecided);
        self.blocks.extend(other.blocks);
        self.read.extend(other.read);
        self.documents.extend(other.documents);
        self.unfollowed.extend(other.unfollowed);
        self.hidden.extend(other.hidden);
        self.silences.extend(other.silences);
    }
}

/// The configured sets of a run, each with the roots that are checked with it.
pub(super) fn by_set<'a, 'r>(
    roots: impl Iterator<Item = (&'r Place, &'r Sets<'a>)>,
) -> Vec<(&'a Inputs, Vec<&'r Place>)>
where
    'a: 'r,
{
    let mut all: Vec<(&Inputs, Vec<&Place>)> = Vec::new();
    for (root, sets) in roots {
        for set in sets.configured() {
            match all.iter_mut().find(|(inputs, _)| std::ptr::eq(*inputs, &raw const *set.inputs)) {
                Some((_, of_set)) => of_set.push(root),
                None => all.push((&set.inputs, vec![root])),
            }
        }
    }
    all
}
