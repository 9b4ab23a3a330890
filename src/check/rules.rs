//! The rules of a run, found by their names and by what they are about: a page that no block needs is never read.

use crate::page::{Entry, Pack};
use crate::rule::{self, Declared as _, Rule};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rules that are on.
#[derive(Debug)]
pub(super) struct Rules {
    /// In the order of their ids.
    on: Vec<Entry>,
    index: rule::Rules<Entry>,
}

impl Rules {
    /// Those of the pack that are on by default, and those that are named.
    pub(super) fn of(pack: &Pack, named: &[String]) -> Self {
        let is_named = |entry: &Entry| named.iter().any(|name| name == entry.id());
        let entries = pack.entries().iter();
        let on = entries.filter(|entry| entry.is_default() || is_named(entry)).cloned();
        let on: Vec<Entry> = on.collect();
        let index = rule::Rules::of(on.clone(), pack.schemas());
        Self { on, index }
    }

    /// The rule of that name, if it is on.
    pub(super) fn find(&self, id: &str) -> Option<&Arc<Rule>> {
        let position = self.on.binary_search_by(|entry| entry.id().cmp(id)).ok()?;
        self.on.get(position).map(Entry::rule)
    }

    /// Whether the rule of that name is on.
    pub(super) fn has(&self, id: &str) -> bool {
        self.on.binary_search_by(|entry| entry.id().cmp(id)).is_ok()
    }

    /// The resource types that some rule is about.
    pub(super) fn types(&self) -> BTreeSet<&str> {
        self.index.types().collect()
    }

    /// The same rules, by what they are about.
    pub(super) fn index(&self) -> &rule::Rules<Entry> {
        &self.index
    }
}
