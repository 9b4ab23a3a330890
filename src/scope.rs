//! What the names in a module stand for: variables, local values, and the instances of its blocks.

mod instances;
mod reference;

pub use instances::Instances;

use crate::block::BlockValue;
use crate::convert;
use crate::eval::{Environment, Resolved, Scope, eval};
use crate::module::Module;
use crate::syntax::{Expr, ExprKind, Step};
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

    /// The value of a variable: what a variables file sets, or its default.
    fn variable(&self, name: &str, env: Environment) -> (Value, How) {
        let symbol =
            Symbol { address: address("variable", &[name], InstanceKey::None), path: Vec::new() };
        let block = self
            .module
            .position("variable", &[name])
            .and_then(|position| self.module.blocks.get(position));
        let set = self.module.settings.get(name);
        let how =
            if set.is_some() { How::VariablesFile(name.into()) } else { How::Default(name.into()) };
        let default = block.and_then(|block| block.body.attribute("default"));
        let value = match set.or(default) {
            Some(given) if block.is_some() && !self.module.is_called => {
                let value = self
                    .named(format!("var.{name}"), || eval(&given.value, env.inside(self, None)));
                let r#type = block.and_then(|block| block.body.attribute("type"));
                r#type.map_or_else(|| value.clone(), |r#type| convert_to(&r#type.value, &value))
            }
            _ => Value::unknown(Unknown::symbol(symbol)),
        };
        (value, how)
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

/// The value as a variable of that type has it. Of types that are not primitive only the outermost word counts.
fn convert_to(r#type: &Expr, value: &Value) -> Value {
    let word = match &r#type.kind {
        ExprKind::Variable(word) => word,
        ExprKind::Call { name, .. } => &name.text,
        _ => return value.clone(),
    };
    let converted = match (&**word, &value.data) {
        (_, Data::Null | Data::Unknown(_)) => None,
        ("string", _) => convert::to_text(value).map(|text| Value::new(Data::String(text))),
        ("number", _) => convert::to_number(value).map(|number| Value::new(Data::Number(number))),
        ("bool", _) => Some(Value::truth(value.as_truth())),
        ("list", _) => Some(crate::functions::call("tolist", std::slice::from_ref(value))),
        ("set", _) => Some(crate::functions::call("toset", std::slice::from_ref(value))),
        ("map", _) => Some(crate::functions::call("tomap", std::slice::from_ref(value))),
        _ => None,
    };
    converted.map_or_else(|| value.clone(), |converted| converted.at(value.origin.clone()))
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
                let (value, how) = self.variable(name, env);
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
