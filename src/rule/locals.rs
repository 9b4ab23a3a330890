//! The local values of a rule.

use crate::eval::{Binding, Environment, Resolved, Scope, eval};
use crate::syntax::{Expr, Step};
use crate::value::{BlockValue, Value};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// The names of a page with its `local`s, each computed when it is first asked for: most blocks are right, and what is
/// said of a wrong one is not needed for them.
pub(super) struct Locals<'a> {
    scope: &'a dyn Scope,
    /// `self` and `each`.
    bindings: Option<&'a Binding<'a>>,
    written: &'a [(Arc<str>, Expr)],
    known: RefCell<HashMap<&'a str, Value>>,
}

impl<'a> Locals<'a> {
    /// Of the part of a rule that is applied in that environment.
    pub(super) fn new(written: &'a [(Arc<str>, Expr)], env: Environment<'a>) -> Self {
        Self { scope: env.scope, bindings: env.bindings, written, known: RefCell::default() }
    }

    /// The environment with the local values.
    pub(super) fn environment(&self) -> Environment<'_> {
        Environment::new(self).with(self.bindings)
    }

    fn value(&self, name: &str, env: Environment) -> Value {
        // A page that names another one does not load.
        let Some((name, expr)) = self.written.iter().find(|(written, _)| **written == *name) else {
            return Value::anything();
        };
        if let Some(known) = self.known.borrow().get(&**name) {
            return known.clone();
        }
        let value = eval(expr, env.inside(self, self.bindings));
        self.known.borrow_mut().insert(name, value.clone());
        value
    }
}

impl Scope for Locals<'_> {
    fn resolve(&self, root: &str, steps: &[Step], env: Environment) -> Resolved {
        match (root, steps.first()) {
            ("local", Some(Step::Attribute(name))) => {
                Resolved { value: self.value(&name.text, env), how: None, steps: 1 }
            }
            _ => self.scope.resolve(root, steps, env),
        }
    }

    fn attribute(&self, block: &Arc<BlockValue>, name: &str) -> Value {
        self.scope.attribute(block, name)
    }

    fn call(&self, name: &str, args: &[Value]) -> Option<Value> {
        self.scope.call(name, args)
    }
}
