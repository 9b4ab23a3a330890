//! A linter: a pack of rules, which of them are on, and what else a run is told.

use super::rules::{Rules, Wanted};
use super::{Choice, Inputs, Progress};
use crate::config::{Configs, Search};
use crate::module::Kept;
use crate::page::{Pack, UnknownRule};
use crate::rule::Quiet;
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
    /// Where it is kept of which blocks rules had nothing to say.
    pub(super) quiet: Option<Arc<Quiet>>,
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
            quiet: None,
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

    /// The same; what is parsed is kept there for the next run on the same files, and what rules say of blocks is kept too.
    #[must_use]
    pub(crate) fn keeping(self, kept: Arc<Kept>) -> Self {
        Self { kept: Some(kept), quiet: Some(Arc::default()), ..self }
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

#[cfg(test)]
mod tests {
    use super::{Linter, Pack};
    use crate::check::Choice;
    use crate::module::Module;
    use crate::source::Sources;
    use std::path::Path;
    use std::sync::Arc;

    const TEXT: &str = "resource \"aws_api_gateway_integration\" \"i\" {\n  rest_api_id = \"1\"\n  resource_id = var.x\n  http_method = \"GET\"\n  type        = \"HTTP\"\n  uri         = var.y\n}\nvariable \"x\" {}\nvariable \"y\" {}\n";

    #[test]
    fn what_depends_on_a_block_alone_is_not_computed_again_of_one_that_is_alike() {
        let sources = Sources::default();
        let source = sources.add(Path::new("main.tf"), TEXT);
        let linter = Linter::of(Pack::builtin(), &Choice::default()).unwrap();
        let linter = linter.keeping(Arc::default());
        let quiet = linter.quiet.clone().unwrap();
        let check = |text: &str| {
            quiet.begin();
            let report = linter.check_module(&Module::of_text(source, text), &sources);
            let found: Vec<_> = report.findings.iter().map(|it| it.message.clone()).collect();
            (found, report.undecided.counts())
        };
        let first = check(TEXT);
        let [known, open, taken] = quiet.counts();
        assert!(known > 20 && open > 5 && taken == 0, "{known} {open} {taken}");
        assert_eq!(check(TEXT), first);
        assert_eq!(quiet.counts(), [known, open, 1]);
        // Another value, and the same one at another place, are other ones.
        for text in [TEXT.replace("HTTP", "MOCK"), format!("\n{TEXT}")] {
            check(&text);
            assert_eq!(quiet.counts()[2], 1, "{text}");
        }
    }
}
