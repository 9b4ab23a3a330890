//! What the names in a module stand for: variables, local values, and the instances of its blocks.

mod instances;
mod reference;

pub use instances::Instances;

use crate::block::BlockValue;
use crate::eval::{Environment, Resolved, Scope, constant, eval};
use crate::module::Module;
use crate::syntax::Step;
use crate::types::{Variable, is_sensitive};
use crate::value::{Address, Data, How, InstanceKey, Kind, Symbol, Unknown, Value};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// A module and the values that have been computed of it.
pub struct ModuleScope<'m> {
    /// The module.
    pub module: &'m Module,
    named: Memo<String, Value>,
    instances: Memo<(usize, InstanceKey), Arc<BlockValue>>,
}

/// Values that are computed once. `None` marks one that is being computed: to need it then is a cycle.
type Memo<K, V> = RefCell<HashMap<K, Option<V>>>;

impl<'m> ModuleScope<'m> {
    /// A module of which nothing has been computed yet.
    pub fn new(module: &'m Module) -> Self {
        Self { module, named: Memo::default(), instances: Memo::default() }
    }

    /// Computes a named value, once. A value that needs itself is refused.
    fn named(&self, name: String, compute: impl FnOnce() -> Value) -> Value {
        if let Some(known) = self.named.borrow().get(&name) {
            return known.clone().unwrap_or_else(Value::refused);
        }
        self.named.borrow_mut().insert(name.clone(), None);
        let value = compute();
        self.named.borrow_mut().insert(name, Some(value.clone()));
        value
    }

    /// The value of a variable: what is given from outside, or its default.
    fn variable(&self, name: &str) -> (Value, How) {
        let position = self.module.position("variable", &[name]);
        let Some(block) = position.and_then(|position| self.module.blocks.get(position)) else {
            return (unset(name), How::Default(name.into()));
        };
        let value = self.named(format!("var.{name}"), || {
            let Some(variable) = Variable::read(block) else { return unset(name) };
            let value = variable.value(self.input(name));
            let value = value.or_else(|| variable.value(Some(unset(name))));
            value.map_or_else(|| unset(name), |value| value.named(&symbol(name)))
        });
        let is_set = !self.module.is_called && self.module.settings.contains_key(name);
        let how = match is_set {
            _ if is_sensitive(block) => How::Sensitive(name.into()),
            true => How::VariablesFile(name.into()),
            false => How::Default(name.into()),
        };
        (value, how)
    }

    /// What is given to a variable from outside; `None` if nothing is.
    fn input(&self, name: &str) -> Option<Value> {
        if self.module.is_called {
            return Some(unset(name));
        }
        match self.module.settings.get(name) {
            Some(set) => Some(constant(&set.value)),
            None => self.module.settings_incomplete.then(|| unset(name)),
        }
    }

    fn local(&self, name: &str, env: Environment) -> Value {
        match self.module.local(name) {
            Some(local) => {
                self.named(format!("local.{name}"), || eval(&local.value, env.inside(self, None)))
            }
            None => Value::anything(),
        }
    }
}

/// Whatever the variable will be set to.
fn unset(name: &str) -> Value {
    Value::unknown(Unknown::symbol(symbol(name)))
}

fn symbol(name: &str) -> Symbol {
    Symbol { address: address("variable", &[name], InstanceKey::None), path: Vec::new() }
}

fn address(kind: &str, labels: &[&str], key: InstanceKey) -> Address {
    Address { kind: kind.into(), labels: labels.iter().copied().map(Arc::from).collect(), key }
}

impl Scope for ModuleScope<'_> {
    fn resolve(&self, root: &str, steps: &[Step], env: Environment) -> Resolved {
        let Some(Step::Attribute(name)) = steps.first() else {
            return Resolved { value: Value::anything(), how: None, steps: 0 };
        };
        let name = &*name.text;
        match root {
            "var" => {
                let (value, how) = self.variable(name);
                Resolved { value, how: Some(how), steps: 1 }
            }
            "local" => Resolved {
                value: self.local(name, env),
                how: Some(How::Local(name.into())),
                steps: 1,
            },
            // Known at plan only, and a string in any case.
            "path" | "terraform" => {
                Resolved { value: Value::unknown(Unknown::of(Kind::String)), how: None, steps: 1 }
            }
            "each" | "count" | "self" => Resolved { value: Value::anything(), how: None, steps: 0 },
            _ => self.reference(root, steps, env),
        }
    }

    /// What the block says, or a symbol where only the provider knows.
    fn attribute(&self, block: &Arc<BlockValue>, name: &str) -> Value {
        match block.written(name) {
            Value { data: Data::Null, .. } => {
                let symbol = Symbol { address: block.address.clone(), path: vec![name.into()] };
                Value::unknown(Unknown::symbol(symbol))
            }
            value => value,
        }
    }

    fn call(&self, _name: &str, _args: &[Value]) -> Option<Value> {
        None
    }
}
