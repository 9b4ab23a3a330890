//! The rules of a run, found by their names and by what they are about: a page that no block needs is never read.

use super::native::UNSEEN;
use crate::config::Configs;
use crate::page::{Entry, Pack, UnknownRule};
use crate::rule::{self, Declared as _, Rule};
use std::collections::{BTreeSet, HashSet};
use std::path::Path;
use std::sync::Arc;

/// The rules that are on.
#[derive(Debug)]
pub(super) struct Rules {
    /// In the order of their ids.
    index: rule::Rules<Entry>,
    wanted: Arc<Wanted>,
    /// What configurations turn on somewhere.
    turned_on: HashSet<Arc<str>>,
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

/// What a choice means.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Those that the command line turns on by their names, whatever a configuration says.
    named: BTreeSet<Arc<str>>,
    /// Those that are on where no configuration says otherwise.
    on: BTreeSet<Arc<str>>,
    disabled: BTreeSet<Arc<str>>,
    /// Others cannot be turned on; `None`: all can be.
    only: Option<BTreeSet<Arc<str>>>,
}

impl Wanted {
    pub(super) fn of(pack: &Pack, choice: &Choice) -> Result<Self, UnknownRule> {
        let select = |names: &[String]| -> Result<BTreeSet<Arc<str>>, UnknownRule> {
            names.iter().try_fold(BTreeSet::new(), |mut all, name| {
                all.extend(pack.select(name)?);
                Ok(all)
            })
        };
        let disabled = select(&choice.disable)?;
        let only = select(&choice.only)?;
        let mut named = select(&choice.enable)?;
        // What is off by default has to be named by its own name.
        let ids = choice.only.iter().filter(|name| only.contains(name.as_str()));
        named.extend(ids.map(|id| Arc::from(id.as_str())));
        named.retain(|id| !disabled.contains(id));
        let only = (!choice.only.is_empty()).then_some(only);
        let mut wanted = Self { on: named.clone(), named, disabled, only };
        let entries = pack.entries().iter();
        let default = entries.filter(|entry| entry.is_default()).map(Entry::id);
        let default = default.filter(|id| UNSEEN.contains(id) || wanted.may_be_on(id));
        let default: Vec<Arc<str>> =
            default.filter(|id| !wanted.disabled.contains(*id)).map(Arc::from).collect();
        wanted.on.extend(default);
        Ok(wanted)
    }

    fn may_be_on(&self, id: &str) -> bool {
        let is_among = self.only.as_ref().is_none_or(|only| only.contains(id));
        is_among && !self.disabled.contains(id)
    }
}

impl Rules {
    /// Those of the pack that are wanted, and those that a configuration turns on somewhere.
    pub(super) fn of(pack: &Pack, wanted: &Arc<Wanted>, turned_on: HashSet<Arc<str>>) -> Self {
        let is_on = |entry: &&Entry| {
            let id = entry.id();
            wanted.on.contains(id) || turned_on.contains(id) && wanted.may_be_on(id)
        };
        let on = pack.entries().iter().filter(is_on).cloned();
        let index = rule::Rules::of(on.collect(), pack.schemas(), pack.knowledge());
        Self { index, wanted: Arc::clone(wanted), turned_on }
    }

    /// The same where configurations turn on these. What was computed of the pages stays if that changes nothing.
    pub(super) fn with(self: &Arc<Self>, pack: &Pack, turned_on: HashSet<Arc<str>>) -> Arc<Self> {
        if self.turned_on == turned_on {
            Arc::clone(self)
        } else {
            Arc::new(Self::of(pack, &self.wanted, turned_on))
        }
    }

    /// Whether a rule is on in a file, which the system names so.
    pub(super) fn holds(&self, id: &str, configs: &Configs, real: &Path) -> bool {
        self.has(id)
            && (self.wanted.named.contains(id)
                || match configs.enabled(real, id) {
                    Some(setting) => setting.value,
                    None => self.wanted.on.contains(id),
                })
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
