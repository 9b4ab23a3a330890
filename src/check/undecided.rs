//! What rules could not say of blocks, and what is not known of them.

use super::summary::UndecidedCounts;
use crate::files::Files;
use crate::rule::Because;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a rule could not say of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The id of the rule.
    pub rule: Arc<str>,
    /// The header of the block.
    pub block: Span,
    /// The address of the first of its instances of which that holds.
    pub address: String,
    /// What is not known, a sentence each.
    pub unknown: BTreeSet<String>,
}

/// The checks that were not decided: by rule and the header of the block.
#[derive(Debug, Default)]
pub(crate) struct Checks(BTreeMap<(Arc<str>, Span), Option<Because>>);

impl Checks {
    /// Notes that a rule could not say whether the block of that header is right.
    pub(super) fn add(&mut self, rule: Arc<str>, block: Span, because: Option<Because>) {
        match (self.0.entry((rule, block)).or_default(), because) {
            (Some(known), Some(because)) => known.unknown.extend(because.unknown),
            (known @ None, because) => *known = because,
            (Some(_), None) => {}
        }
    }

    /// Those whose blocks are seen.
    pub(super) fn seen(mut self, sees: impl Fn(Span) -> bool) -> Self {
        self.0.retain(|(_, block), _| sees(*block));
        self
    }

    pub(super) fn extend(&mut self, others: Self) {
        for ((rule, block), because) in others.0 {
            self.add(rule, block, because);
        }
    }

    /// Whether the rule could not say it of a block like that.
    pub(super) fn has(&self, rule: &str, is_about: impl Fn(&Span) -> bool) -> bool {
        self.0.keys().any(|(id, block)| **id == *rule && is_about(block))
    }

    /// How many there are.
    pub(super) fn counts(&self) -> UndecidedCounts {
        let blocks: BTreeSet<&Span> = self.0.keys().map(|(_, block)| block).collect();
        UndecidedCounts { checks: self.0.len(), blocks: blocks.len() }
    }

    /// Those whose reasons are known, by path and place.
    pub(super) fn explained(self, files: &Files) -> Vec<Undecided> {
        let explained = self.0.into_iter().filter_map(|((rule, block), because)| {
            let Because { address, unknown } = because?;
            Some(Undecided { rule, block, address, unknown })
        });
        let mut explained: Vec<Undecided> = explained.collect();
        let sources = files.sources();
        explained.sort_by_cached_key(|it| {
            (sources.get(it.block.source).path.clone(), it.block.start, Arc::clone(&it.rule))
        });
        for it in &explained {
            files.pin(it.block.source);
        }
        explained
    }
}
