//! Module calls: the arguments that go in, and the outputs that come out.

use super::instances::with_instance;
use super::{Given, Instances, ModuleScope, Named};
use crate::eval::{Environment, Resolved, eval, separately};
use crate::source::Span;
use crate::syntax::Step;
use crate::types::{Constraint, is_sensitive};
use crate::value::budget;
use crate::value::{Entries, Entry, How, InstanceKey, ModulePath, Unknown, Value};
use std::rc::{Rc, Weak};
use std::sync::Arc;

/// A call of a module: what its variables are set by.
pub(super) struct Call<'t> {
    /// The module that calls. It outlives the call: whoever works with the tree holds its root.
    pub(super) caller: Weak<ModuleScope<'t>>,
    /// The position of the block.
    pub(super) position: usize,
    pub(super) key: InstanceKey,
    pub(super) element: Option<Value>,
}

impl Call<'_> {
    /// Whether the call sets a variable, or may: not all of it can be read.
    pub(super) fn sets(&self, name: &str) -> bool {
        let caller = self.caller.upgrade();
        let block = caller.as_ref().and_then(|caller| caller.module.block(self.position));
        block.is_some_and(|block| block.body.attribute(name).is_some() || !block.body.is_whole())
    }

    /// What the call sets a variable to; `None` if that cannot be read, or nothing.
    pub(super) fn argument(&self, name: &str, env: Environment) -> Option<Value> {
        let caller = self.caller.upgrade()?;
        let block = caller.module.block(self.position)?;
        let value = &block.body.attribute(name)?.value;
        let env = env.inside(&*caller, None);
        Some(with_instance(block, &self.key, self.element.as_ref(), env, |env| {
            separately(value, env)
        }))
    }
}

impl ModuleScope<'_> {
    /// The way from this module to the root: the block of each call, and what is called there.
    pub(crate) fn calls(&self) -> Vec<(Span, ModulePath)> {
        let Given::Call(call) = &self.given else { return Vec::new() };
        let Some(caller) = call.caller.upgrade() else { return Vec::new() };
        let block = caller.module.block(call.position);
        let call = block.map(|block| (block.header, self.path.clone()));
        call.into_iter().chain(caller.calls()).collect()
    }

    /// Whether it is certainly called once, at this place of the tree.
    pub(crate) fn is_single(&self) -> bool {
        let Given::Call(call) = &self.given else { return true };
        call.caller.upgrade().is_some_and(|caller| {
            let instances = caller.instances(call.position, Environment::new(&*caller));
            instances.are_certain() && caller.is_single()
        })
    }

    /// Whether it calls a module that could not be read.
    pub(crate) fn calls_unread(&self) -> bool {
        let blocks = self.module.blocks().enumerate();
        let mut calls = blocks.filter(|(_, block)| &*block.kind.text == "module");
        self.is_cut.get()
            || calls.any(|(position, _)| self.tree.called(self.module, position).is_none())
    }

    /// All modules that this one calls, each for each instance of the call, and those that they call.
    pub(crate) fn called(&self) -> Vec<Rc<Self>> {
        let mut all = Vec::new();
        for (position, block) in self.module.blocks().enumerate() {
            if &*block.kind.text != "module" || self.tree.called(self.module, position).is_none() {
                continue;
            }
            let keys = self.instances(position, Environment::new(self)).each();
            let children =
                keys.into_iter().map(|(key, element)| self.child(position, key, element));
            for child in children.flatten() {
                all.push(Rc::clone(&child));
                all.extend(child.called());
            }
        }
        all
    }

    /// The module that the block at that position calls, for one instance of the call.
    fn child(&self, position: usize, key: InstanceKey, element: Option<Value>) -> Option<Rc<Self>> {
        let id = (position, key.clone());
        if let Some(known) = self.children.borrow().get(&id) {
            return Some(Rc::clone(known));
        }
        let module = self.tree.called(self.module, position)?;
        let block = self.module.block(position)?;
        let name = block.label(0)?;
        if !budget::call(module.parts(), block.header) {
            self.is_cut.set(true);
            return None;
        }
        let path = self.path.then(name, key.clone());
        let call = Call { caller: Weak::clone(&self.this), position, key, element };
        let disk = self.disk.clone();
        let child = Self::made(module, self.tree, disk, Given::Call(call), path);
        self.children.borrow_mut().insert(id, Rc::clone(&child));
        Some(child)
    }

    /// An output of this module.
    pub(crate) fn output(&self, name: &str, env: Environment) -> Option<Value> {
        let position = self.module.position("output", &[name])?;
        let block = self.module.block(position)?;
        let value = match block.body.attribute("value") {
            Some(value) => &value.value,
            None if block.body.is_whole() => return None,
            None => return Some(Value::anything()),
        };
        let r#type = block.body.attribute("type").map(|r#type| &r#type.value);
        let hides = is_sensitive(block);
        Some(self.named(Named::Output(position), || {
            let value = separately(value, env.inside(self, None));
            let value = if hides { value.hidden() } else { value };
            // Since Terraform 1.15 an output may have a type.
            match r#type.map(Constraint::read) {
                None => value,
                Some(None) => Value::anything(),
                Some(Some(constraint)) => constraint
                    .convert(&value)
                    .unwrap_or_else(|_| Value::refused().hidden_with(&value)),
            }
        }))
    }

    /// All outputs of this module.
    fn outputs(&self, env: Environment) -> Value {
        let outputs = self.module.blocks().filter(|block| &*block.kind.text == "output");
        let entry = |name: &str| {
            Some((Arc::from(name), Entry { key: None, value: self.output(name, env)? }))
        };
        Value::object(outputs.filter_map(|block| entry(block.label(0)?)).collect::<Entries>())
    }

    /// `module.name`, and what is taken of it; `None` if it is not known what it calls.
    pub(super) fn module_reference(&self, steps: &[Step], env: Environment) -> Option<Resolved> {
        let Some(Step::Attribute(name)) = steps.first() else { return None };
        let position = self.module.position("module", &[&name.text])?;
        self.tree.called(self.module, position)?;
        let key = match steps.get(1) {
            Some(Step::Index(key) | Step::LegacyIndex(key)) => {
                Some(super::reference::instance_key(&eval(key, env)))
            }
            _ => None,
        };
        let (child, used) = match (self.instances(position, env), key) {
            // By itself, a module that may not be there is not known to be more than `null`.
            (Instances::Perhaps, _) if steps.len() == 1 => return None,
            (Instances::Single | Instances::Perhaps, _) => {
                (self.child(position, InstanceKey::None, None)?, 1)
            }
            (Instances::Disabled, _) => {
                return Some(Resolved { value: Value::null(), how: None, steps: 1 });
            }
            (_, Some(InstanceKey::Unknown)) => return None,
            (Instances::Unknown, Some(key)) => (self.child(position, key, None)?, 2),
            (Instances::Known(known), Some(key)) => match known.get(&key) {
                Some((_, element)) => (self.child(position, key.clone(), element.clone())?, 2),
                None => return Some(Resolved { value: Value::refused(), how: None, steps: 2 }),
            },
            (Instances::Unknown, None) => {
                let value = Value::unknown(Unknown::not_null());
                return Some(Resolved { value, how: None, steps: 1 });
            }
            (Instances::Known(known), None) => {
                let all = known.iter().map(|(key, element)| {
                    let child = self.child(position, key.clone(), element.clone())?;
                    Some((key.clone(), child.outputs(env)))
                });
                let value = super::reference::together(
                    all.collect::<Option<Vec<_>>>()?,
                    self.is_by_key(position),
                );
                return Some(Resolved { value, how: None, steps: 1 });
            }
        };
        match steps.get(used) {
            Some(Step::Attribute(output)) => {
                let how = Some(How::Output(format!("{}.{}", child.path, output.text).into()));
                // In a module that is not known wholly the output may be where nothing could be read.
                let missing =
                    || if child.module.incomplete { Value::anything() } else { Value::refused() };
                let value = child.output(&output.text, env).unwrap_or_else(missing);
                Some(Resolved { value, how, steps: used + 1 })
            }
            _ => Some(Resolved { value: child.outputs(env), how: None, steps: used }),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::eval::Environment;
    use crate::module::Module;
    use crate::scope::ModuleScope;
    use crate::source::Sources;
    use std::path::Path;

    #[test]
    fn an_output_may_have_a_type() {
        let text = "output \"o\" {\n  type  = list(string)\n  value = [5]\n}\n\
                    output \"p\" {\n  type  = number\n  value = []\n}\n";
        let module = Module::of_text(Sources::default().add(Path::new("main.tf"), text), text);
        let scope = ModuleScope::new(&module);
        let output = |name| scope.output(name, Environment::new(&*scope)).unwrap();
        assert_eq!(output("o").elements().unwrap()[0].as_str(), Some("5"));
        assert!(output("p").is_refused());
    }
}
