//! What the value of a name was computed from.

use super::instances::with_instance;
use super::{Given, ModuleScope};
use crate::eval::Environment;
use crate::syntax::{Expr, ExprKind, Step};

impl ModuleScope<'_> {
    /// Looks at the expression that a local value stands for, or that a call sets a variable to, in the module and with
    /// the names that it was written for. `None` for what is no such name.
    pub(crate) fn with_definition<T>(
        &self,
        name: &Expr,
        look: impl FnOnce(&Expr, &Self, Environment) -> T,
    ) -> Option<T> {
        let ExprKind::Traversal(root, steps) = &name.kind else { return None };
        let (ExprKind::Variable(root), [Step::Attribute(name)]) = (&root.kind, steps.as_slice())
        else {
            return None;
        };
        match (&**root, &self.given) {
            ("local", _) => {
                let (_, local) = self.module.local_of(&name.text)?;
                Some(look(&local.value, self, Environment::new(self)))
            }
            ("var", Given::Call(call)) => {
                let caller = call.caller.upgrade()?;
                let block = caller.module.block(call.position)?;
                let set = &block.body.attribute(&name.text)?.value;
                let env = Environment::new(&*caller);
                let look = |env: Environment| look(set, &caller, env);
                Some(with_instance(block, &call.key, call.element.as_ref(), env, look))
            }
            _ => None,
        }
    }
}
