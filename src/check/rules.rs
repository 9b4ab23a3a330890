//! The rules of a run, found by their names and by what they are about: a page that no block needs is never read.

use super::native::UNSEEN;
use crate::page::{Entry, Pack, UnknownRule};
use crate::rule::{self, Declared as _, Rule};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The rules that are on.
#[derive(Debug)]
pub(super) struct Rules {
    /// In the order of their ids.
    index: rule::Rules<Entry>,
}

/// Which rules a user wants. Each name may be an id, a pattern, a resource type or `fails:` with a word.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Choice {
    /// These too.
    pub enable: Vec<String>,
    /// Not these, whatever else is said.
    pub disable: Vec<String>,
    /// Only these, and what says that something could not be read. Empty: those that are on by default.
    pub only: Vec<String>,
}

impl Rules {
    /// Those of the pack that are wanted.
    pub(super) fn of(pack: &Pack, choice: &Choice) -> Result<Self, UnknownRule> {
        let select = |names: &[String]| -> Result<BTreeSet<Arc<str>>, UnknownRule> {
            names.iter().try_fold(BTreeSet::new(), |mut all, name| {
                all.extend(pack.select(name)?);
                Ok(all)
            })
        };
        let (enable, disable) = (select(&choice.enable)?, select(&choice.disable)?);
        let only = select(&choice.only)?;
        let is_on = |entry: &Entry| {
            let id = entry.id();
            let is_wanted = match choice.only.as_slice() {
                [] => entry.is_default(),
                // What is off by default has to be named by its own name.
                names => {
                    let is_named = || names.iter().any(|name| name == id);
                    only.contains(id) && (entry.is_default() || is_named()) || UNSEEN.contains(&id)
                }
            };
            !disable.contains(id) && (is_wanted || enable.contains(id))
        };
        let on = pack.entries().iter().filter(|entry| is_on(entry)).cloned();
        let index = rule::Rules::of(on.collect(), pack.schemas(), pack.knowledge());
        Ok(Self { index })
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

    /// The same rules, by what they are about.
    pub(super) fn index(&self) -> &rule::Rules<Entry> {
        &self.index
    }
}
