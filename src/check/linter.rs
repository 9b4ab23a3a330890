//! A linter: a pack of rules, which of them are on, and what else a run is told.

use super::rules::{Rules, Wanted};
use super::{Choice, Inputs, Progress};
use crate::config::{Configs, Search};
use crate::module::Kept;
use crate::page::{Pack, UnknownRule};
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// A pack of rules, some of which are on.
#[derive(Debug, Clone)]
pub struct Linter {
    pub(super) pack: Pack,
    pub(super) rules: Arc<Rules>,
    pub(super) asked_for: BTreeSet<String>,
    pub(super) inputs: Arc<Inputs>,
    /// Whether it is asked what is not known where that leaves something undecided.
    pub(super) explains: bool,
    pub(super) search: Search,
    /// Whether a configuration that is of no use is passed over, with what lies below it.
    pub(super) passes_over: bool,
    /// Where what is parsed is kept for the next run.
    pub(super) kept: Option<Arc<Kept>>,
    /// Where a run notes how far it has come.
    pub(super) progress: Arc<Progress>,
    /// What was found of them; nothing before a run.
    pub(super) configs: Arc<Configs>,
}

impl Linter {
    /// The rules of the pack that are on by default, and those that are named.
    ///
    /// # Errors
    ///
    /// When a name is that of no rule.
    pub fn new(pack: Pack, enable: &[String]) -> Result<Self, UnknownRule> {
        Self::of(pack, &Choice { enable: enable.to_vec(), ..Choice::default() })
    }

    /// The rules of the pack that are wanted.
    ///
    /// # Errors
    ///
    /// When a name is that of no rule.
    pub fn of(pack: Pack, choice: &Choice) -> Result<Self, UnknownRule> {
        let wanted = Arc::new(Wanted::of(&pack, choice)?);
        let rules = Arc::new(Rules::of(&pack, &wanted, HashSet::new()));
        let asked_for = choice.enable.iter().chain(&choice.only).cloned().collect();
        Ok(Self {
            pack,
            rules,
            asked_for,
            inputs: Arc::default(),
            explains: false,
            search: Search::Nothing,
            passes_over: false,
            kept: None,
            progress: Arc::default(),
            configs: Arc::default(),
        })
    }

    /// The same with configurations looked for in that way.
    #[must_use]
    pub(crate) fn with_search(self, search: Search) -> Self {
        Self { search, ..self }
    }

    /// The same; a configuration that is of no use does not stop the run, and nothing is said of what it holds for.
    #[must_use]
    pub(crate) fn passing_over(self) -> Self {
        Self { passes_over: true, ..self }
    }

    /// The same; what is parsed is kept there for the next run on the same files.
    #[must_use]
    pub(crate) fn keeping(self, kept: Arc<Kept>) -> Self {
        Self { kept: Some(kept), ..self }
    }

    /// The same; how far a run has come is noted there.
    #[must_use]
    pub(crate) fn noting(self, progress: Arc<Progress>) -> Self {
        Self { progress, ..self }
    }

    /// The same, with values for the variables of the root modules.
    #[must_use]
    pub fn with_inputs(self, inputs: impl Into<Arc<Inputs>>) -> Self {
        Self { inputs: inputs.into(), ..self }
    }

    /// The same, also with what is not known where that leaves something undecided.
    #[must_use]
    pub fn explaining(self) -> Self {
        Self { explains: true, ..self }
    }

    /// The rules, on or off.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }
}
