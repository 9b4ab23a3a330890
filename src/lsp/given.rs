//! What the server was told when it was started, as the command line tells a check.

use crate::check::{Choice, Linter};
use crate::config::Search;
use crate::failure::Failure;
use crate::files::Files;
use crate::module::{Input, Inputs};
use crate::page::Pack;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The rules, and what sets variables of root modules.
#[derive(Debug)]
pub(crate) struct Given {
    /// What of a page is computed once is computed once for all that is checked while the server runs.
    linter: Linter,
    /// What the command line sets, in its order.
    inputs: Vec<Input>,
    /// What the environment sets, by the names of the variables.
    environment: BTreeMap<String, String>,
}

impl Given {
    /// The rules, with what sets variables.
    ///
    /// # Errors
    ///
    /// When a rule is named that does not exist, and none is.
    pub(crate) fn new(
        inputs: Vec<Input>,
        environment: BTreeMap<String, String>,
    ) -> Result<Self, Failure> {
        let linter = Linter::of(Pack::builtin(), &Choice::default())?;
        let linter = linter.with_search(Search::Upwards).passing_over();
        Ok(Self { linter, inputs, environment })
    }

    /// Reads what sets variables.
    ///
    /// # Errors
    ///
    /// When a file that was named cannot be read.
    pub(super) fn inputs(&self, files: &Files) -> Result<Arc<Inputs>, Failure> {
        let inputs = Inputs::read(files, &self.inputs)?;
        Ok(Arc::new(inputs.with_environment(files, self.environment.clone())))
    }

    /// The rules, with that for what sets variables.
    pub(super) fn linter(&self, inputs: Arc<Inputs>) -> Linter {
        self.linter.clone().with_inputs(inputs)
    }
}
