//! The expressions of a part of a rule, each compiled when it is first asked for.

use super::{Made, Table, compile};
use crate::rule::{ResourceRule, Rule};
use crate::syntax::Expr;
use crate::value::Value;
use std::sync::{Arc, OnceLock};

/// A part of a rule for one resource type, and for one element where that is the same for all blocks.
#[derive(Debug)]
pub(in crate::rule) struct Row {
    pub(in crate::rule) rule: Arc<Rule>,
    part: usize,
    pub(in crate::rule) each: Each,
    locals: Vec<OnceLock<Made>>,
    when: OnceLock<Made>,
    conditions: Vec<OnceLock<Made>>,
}

/// What is known of the element when the part is compiled.
#[derive(Debug, Clone)]
pub(in crate::rule) enum Each {
    /// The block says what there is.
    Any,
    /// Its key.
    Keyed(Value),
    /// All of it.
    Known(Value, Value),
}

impl Row {
    pub(in crate::rule) fn new(rule: &Arc<Rule>, part: usize, each: Each) -> Self {
        let resource = rule.resources.get(part);
        let (locals, asserts) = resource.map_or((0, 0), |it| (it.locals.len(), it.asserts.len()));
        let cells = |count| std::iter::repeat_with(OnceLock::new).take(count).collect();
        let (locals, conditions) = (cells(locals), cells(asserts));
        Self { rule: Arc::clone(rule), part, each, locals, when: OnceLock::new(), conditions }
    }

    /// As the page writes it.
    pub(in crate::rule) fn resource(&self) -> Option<&ResourceRule> {
        self.rule.resources.get(self.part)
    }

    /// How many local values there are.
    pub(in crate::rule) fn locals(&self) -> usize {
        self.locals.len()
    }

    pub(super) fn position(&self, local: &str) -> Option<usize> {
        self.resource()?.locals.iter().position(|(name, _)| **name == *local)
    }

    /// The local value at that position.
    pub(super) fn local(&self, position: usize, table: &Table) -> Option<&Made> {
        let cell = self.locals.get(position)?;
        let (_, expr) = self.resource()?.locals.get(position)?;
        Some(cell.get_or_init(|| compile(expr, self, table).shared(table)))
    }

    /// What must be so for the assertions to be made.
    pub(in crate::rule) fn when(&self, table: &Table) -> Option<&Made> {
        let expr = self.resource()?.when.as_ref()?;
        Some(self.when.get_or_init(|| self.decision(expr, table)))
    }

    /// The condition of the assertion at that position.
    pub(in crate::rule) fn condition(&self, position: usize, table: &Table) -> Option<&Made> {
        let expr = &self.resource()?.asserts.get(position)?.condition;
        Some(self.conditions.get(position)?.get_or_init(|| self.decision(expr, table)))
    }

    /// What only its truth is asked of.
    fn decision(&self, expr: &Expr, table: &Table) -> Made {
        compile(expr, self, table).by_key(table)
    }
}
