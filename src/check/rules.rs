//! The rules of a run, found by their names and by what they are about: a page that no block needs is never read.

use crate::page::{Entry, Pack};
use crate::rule::{self, Declared as _, Rule};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rules that are on.
#[derive(Debug)]
pub(super) struct Rules {
    /// In the order of their ids.
    index: rule::Rules<Entry>,
}

impl Rules {
    /// Those of the pack that are on by default, and those that are named.
    pub(super) fn of(pack: &Pack, named: &[String]) -> Self {
        let is_named = |entry: &Entry| named.iter().any(|name| name == entry.id());
        let entries = pack.entries().iter();
        let on = entries.filter(|entry| entry.is_default() || is_named(entry)).cloned();
        Self { index: rule::Rules::of(on.collect(), pack.schemas(), pack.knowledge()) }
    }

    /// The rule of that name, if it is on.
    pub(super) fn find(&self, id: &str) -> Option<&Arc<Rule>> {
        self.entry(id).map(Entry::rule)
    }

    /// Whether the rule of that name is on.
    pub(super) fn has(&self, id: &str) -> bool {
        self.entry(id).is_some()
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        let on = self.index.all();
        on.get(on.binary_search_by(|entry| entry.id().cmp(id)).ok()?)
    }

    /// The resource types that some rule is for.
    pub(super) fn types(&self) -> BTreeSet<&str> {
        self.index.all().iter().flat_map(Entry::subjects).collect()
    }

    /// The same rules, by what they are about.
    pub(super) fn index(&self) -> &rule::Rules<Entry> {
        &self.index
    }
}
