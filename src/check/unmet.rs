//! What the command line sets and no root of the run declares.

use super::{Linter, Outcome, native};
use crate::module::{Inputs, Module};
use crate::spelling::nearest;
use std::collections::BTreeSet;
use std::sync::Arc;

/// `--var NAME=...` of a name that nothing declares. Terraform refuses it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no root module declares the variable `{name}` that `--var` sets")]
pub struct UndeclaredVariable {
    /// The name.
    pub name: String,
    /// The variable that was probably meant.
    pub nearest: Option<String>,
}

impl Linter {
    /// Says of what the command line or a set of inputs sets if none of the roots declares it. A root that is not wholly read may.
    pub(super) fn note_unmet(&self, inputs: &Inputs, roots: &[Arc<Module>], outcome: &mut Outcome) {
        if roots.is_empty() || roots.iter().any(|root| root.incomplete) {
            return;
        }
        let declared: BTreeSet<&str> = roots.iter().flat_map(|root| root.variables()).collect();
        let nearest = |name: &str| nearest(name, declared.iter().copied()).map(str::to_owned);
        let is_unmet = |name: &str| !declared.contains(name);
        let unmet = inputs.variables().find(|name| is_unmet(&name.text));
        let unmet = unmet.map(|name| UndeclaredVariable {
            name: name.text.to_string(),
            nearest: nearest(&name.text),
        });
        outcome.undeclared = outcome.undeclared.take().or(unmet);
        let lines = inputs.lines().filter(|name| is_unmet(&name.text));
        let found = lines.map(|name| super::undeclared_line(name, nearest(&name.text).as_deref()));
        outcome.findings.extend(self.native(native::UNDECLARED, found));
    }
}
