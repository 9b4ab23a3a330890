//! One finding of several: what the instances of a block have in common, and what several calls of a module have.

use super::Report;
use crate::finding::{Extent, Finding, Label, Suppression};
use crate::source::Span;
use crate::value::Address;
use crate::world::Found;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

/// Each finding once, in the order of the places. Equal ones are one with the related places and instances of all, and so
/// are those that the instances of a block have one like another, be it that the block is repeated or that its module is
/// called several times: the first one speaks.
pub(crate) fn once_each(findings: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let mut positions = HashMap::new();
    for finding in findings {
        let alike = finding.instances.first().zip(finding.occasion.clone());
        let key = alike.map(|(of, occasion)| (said_by(&finding), occasion, of.labels.clone()));
        let known = key.as_ref().and_then(|key| positions.get(key)).copied();
        if let Some(known) = known.and_then(|position: usize| kept.get_mut(position)) {
            if known.message != finding.message {
                known.extent = Extent::Each;
            }
            known.take(finding);
        } else {
            positions.extend(key.map(|key| (key, kept.len())));
            kept.push(finding);
        }
    }
    let mut each: BTreeMap<_, Finding> = BTreeMap::new();
    for finding in kept {
        match each.entry(said(&finding)) {
            Entry::Vacant(slot) => {
                slot.insert(finding);
            }
            Entry::Occupied(mut known) => known.get_mut().take(finding),
        }
    }
    each.into_values().map(Finding::without_repetition).collect()
}

/// The same, of the findings of one root, where `count` says how many instances there are of the block of an address and
/// a header, wherever its module is called.
pub(super) fn alike(
    findings: Vec<Finding>,
    count: impl Fn(&Address, Span) -> usize,
) -> Vec<Finding> {
    let mut merged = once_each(findings);
    for finding in &mut merged {
        let block = finding.instances.first().zip(finding.block);
        let all = block.map_or(0, |(address, header)| count(address, header));
        if finding.extent == Extent::All && finding.instances.len() < all {
            finding.extent = Extent::Some;
        }
    }
    merged
}

/// The findings with one for each file in place of those of a rule: where one thing is wrong in a text, what comes after
/// it is often wrong in consequence.
pub(super) fn by_file(findings: Vec<Finding>, rule: &str) -> Vec<Finding> {
    let (mut of_rule, mut merged): (Vec<_>, Vec<_>) =
        findings.into_iter().partition(|finding| &*finding.rule == rule);
    of_rule.sort_by_cached_key(|it| (it.span.source, it.suppression.clone(), it.span));
    of_rule.dedup_by(|one, other| (one.span, &one.message) == (other.span, &other.message));
    let is_same = |one: &Finding, other: &Finding| {
        (one.span.source, &one.suppression) == (other.span.source, &other.suppression)
    };
    for all in of_rule.chunk_by(is_same) {
        let Some((first, others)) = all.split_first() else { continue };
        let mut first = first.clone();
        let label = |other: &Finding| Label { span: other.span, message: other.message.clone() };
        first.related.extend(others.iter().map(label));
        if !others.is_empty() {
            first.message = format!("{}; and {} more in this file", first.message, others.len());
        }
        merged.push(first);
    }
    merged
}

/// How many instances each block has, by its header, in all places where its module is called.
pub(super) fn counts(found: &[Found]) -> HashMap<Span, usize> {
    let mut counts = HashMap::new();
    for Found { block, .. } in found {
        *counts.entry(block.header).or_default() += 1;
    }
    counts
}

/// In how many roots each block is, by its header, and in how many of them each finding is: a module may be called from
/// several.
pub(super) struct Shares {
    blocks: HashMap<Span, usize>,
    findings: HashMap<Said, usize>,
}

impl Shares {
    pub(super) fn of(reports: &[Report]) -> Self {
        let mut shares = Self { blocks: HashMap::new(), findings: HashMap::new() };
        for report in reports {
            for header in &report.blocks {
                *shares.blocks.entry(*header).or_default() += 1;
            }
            for finding in report.findings.iter().filter(|finding| finding.block.is_some()) {
                *shares.findings.entry(said(finding)).or_default() += 1;
            }
        }
        shares
    }

    /// The findings of all roots, each once.
    pub(super) fn alike(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let mut merged = once_each(findings);
        for finding in &mut merged {
            let in_roots = finding.block.and_then(|header| self.blocks.get(&header));
            if finding.extent == Extent::All && in_roots > self.findings.get(&said(finding)) {
                finding.extent = Extent::Some;
            }
        }
        merged
    }
}

/// What is said, and where.
pub(super) type Said = (SaidBy, String);

/// Which rule speaks, and where; what is silenced is not one with what is not.
type SaidBy = (Span, Arc<str>, Option<Arc<Suppression>>);

pub(super) fn said(finding: &Finding) -> Said {
    (said_by(finding), finding.message.clone())
}

fn said_by(finding: &Finding) -> SaidBy {
    (finding.span, finding.rule.clone(), finding.suppression.clone())
}

impl Finding {
    /// Becomes the finding of another's instances too.
    pub(super) fn take(&mut self, other: Self) {
        self.related.extend(other.related);
        self.way.extend(other.way);
        self.instances.extend(other.instances);
        self.extent = self.extent.max(other.extent);
        // Of one root it may hold whatever the inputs are.
        if self.inputs.is_empty() || other.inputs.is_empty() {
            self.inputs.clear();
        } else {
            self.inputs.extend(other.inputs);
        }
        self.is_named |= other.is_named;
        // One place cannot be repaired in two ways.
        self.fix = self.fix.take().zip(other.fix).and_then(|(own, other)| own.with(other));
    }

    pub(super) fn without_repetition(mut self) -> Self {
        retain_first(&mut self.related);
        retain_first(&mut self.way);
        retain_first(&mut self.instances);
        retain_first(&mut self.inputs);
        self
    }
}

fn retain_first<T: Clone + Eq + Hash>(list: &mut Vec<T>) {
    let mut known = HashSet::new();
    list.retain(|one| known.insert(one.clone()));
}
