//! What a program runs in: a block, perhaps an element of a `for_each`, and what was computed before.

use super::code::Variables;
use super::{Row, Table};
use crate::ask::{self, Site};
use crate::eval::{Environment, Resolved, Scope};
use crate::syntax::Step;
use crate::value::{BlockValue, Entries, Entry, Value};
use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

/// What is computed once for a block or a module.
pub(in crate::rule) type Memo = [OnceCell<Kept>];

/// A value that was computed, whether it is what it is as long as the rest of the workspace is not asked, and whether it
/// depends on what is around.
#[derive(Debug)]
pub(in crate::rule) struct Kept {
    pub(super) value: Value,
    pub(super) is_put_off: bool,
    pub(super) has_looked: bool,
}

/// The local values of a part that are computed once for an element. Mostly none is asked for.
pub(in crate::rule) type Locals = OnceCell<Box<[OnceCell<Value>]>>;

/// What the names in a program stand for.
#[derive(Clone, Copy)]
pub(in crate::rule) struct Frame<'a, 't> {
    /// Where the block is; `None` while the page is compiled.
    pub(in crate::rule) site: Option<&'a Site<'a, 't>>,
    pub(in crate::rule) table: &'a Table,
    pub(in crate::rule) row: Option<&'a Row>,
    pub(in crate::rule) itself: &'a Value,
    /// `each.key` and `each.value`
    pub(in crate::rule) each: Option<(&'a Value, &'a Value)>,
    pub(in crate::rule) of_module: &'a Memo,
    pub(in crate::rule) of_block: &'a Memo,
    pub(in crate::rule) locals: Option<&'a Locals>,
    pub(in crate::rule) variables: Option<&'a Bound<'a>>,
    /// How often the loops around run this.
    pub(in crate::rule) rounds: usize,
}

/// The variables of a `for`, at one element.
pub(in crate::rule) struct Bound<'a> {
    pub(super) names: &'a Variables,
    pub(super) key: &'a Value,
    pub(super) value: &'a Value,
    pub(super) outer: Option<&'a Self>,
}

impl<'a, 't> Frame<'a, 't> {
    /// A frame for a block, or for nothing while a page is compiled.
    pub(in crate::rule) fn new(table: &'a Table, site: Option<&'a Site<'a, 't>>) -> Self {
        Self {
            site,
            table,
            row: None,
            itself: Value::NULL,
            each: None,
            of_module: &[],
            of_block: &[],
            locals: None,
            variables: None,
            rounds: 1,
        }
    }

    /// What a page asks of the general evaluator: the words of a finding, and the repair.
    pub(in crate::rule) fn environment(&self) -> Environment<'_> {
        Environment::new(self)
    }

    pub(super) fn bound(&self, depth: usize) -> Option<&'a Bound<'a>> {
        std::iter::successors(self.variables, |bound| bound.outer).nth(depth)
    }

    fn variable(&self, name: &str) -> Option<&'a Value> {
        std::iter::successors(self.variables, |bound| bound.outer).find_map(|bound| {
            let is_key = bound.names.key.as_deref() == Some(name);
            let is_value = &*bound.names.value == name;
            is_value.then_some(bound.value).or(is_key.then_some(bound.key))
        })
    }

    /// The local value at that position.
    pub(in crate::rule) fn local(&self, position: usize) -> Cow<'_, Value> {
        let made = self.row.and_then(|row| row.local(position, self.table));
        // A page that names another one does not load.
        let Some(made) = made else { return Cow::Owned(Value::anything()) };
        let cell = self.locals.filter(|_| made.is_of_element()).and_then(|locals| {
            let count = self.row.map_or(0, Row::locals);
            locals.get_or_init(|| empty(count)).get(position)
        });
        match cell {
            Some(cell) => Cow::Borrowed(cell.get_or_init(|| made.code.value(self).into_owned())),
            None => made.code.value(self),
        }
    }
}

/// Places for that many values.
pub(in crate::rule) fn empty<T>(count: usize) -> Box<[OnceCell<T>]> {
    std::iter::repeat_with(OnceCell::new).take(count).collect()
}

impl Scope for Frame<'_, '_> {
    fn resolve(&self, root: &str, steps: &[Step], _env: Environment) -> Resolved {
        let name = match steps.first() {
            Some(Step::Attribute(name)) => Some(&*name.text),
            _ => None,
        };
        let entry = |name: &str, value: &Value| {
            (Arc::from(name), Entry { key: None, value: value.clone() })
        };
        let variable = self.variable(root).cloned();
        let (value, steps) = match (root, name, self.each) {
            _ if variable.is_some() => (variable, 0),
            ("self", ..) => (Some(self.itself.clone()), 0),
            ("each", Some("key"), Some((key, _))) => (Some(key.clone()), 1),
            ("each", Some("value"), Some((_, value))) => (Some(value.clone()), 1),
            ("each", _, Some((key, value))) => {
                (Some(Value::object(Entries::from([entry("key", key), entry("value", value)]))), 0)
            }
            ("local", Some(name), _) => {
                let position = self.row.and_then(|row| row.position(name));
                (position.map(|position| self.local(position).into_owned()), 1)
            }
            _ => (None, 0),
        };
        // All names of a page are bound; a page that uses another one does not load.
        Resolved { value: value.unwrap_or_else(Value::anything), how: None, steps }
    }

    fn attribute(&self, block: &Arc<BlockValue>, name: &str) -> Value {
        block.written(name)
    }

    fn call(&self, name: &str, args: &[Value]) -> Option<Value> {
        let site = self.site?;
        Some(ask::call(ask::find(name, site.knowledge)?, args, site))
    }
}
