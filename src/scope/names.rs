//! `path` and `terraform`: what is around a module when Terraform runs.

use super::ModuleScope;
use crate::value::{Address, InstanceKey, Kind, ModulePath, Symbol, Unknown, Value};
use std::sync::Arc;

impl ModuleScope<'_> {
    /// `path.module`, `path.root`, `path.cwd`, `terraform.workspace`.
    ///
    /// Their text is not known, only that they have one, and which: where a module lies is told by who calls it from which
    /// folder (`.`, `modules/api`, `.terraform/modules/api`; in old versions also by what stands on the command line), and
    /// `TF_WORKSPACE` can be anything. Which folder `path.module` and `path.root` stand for *is* known, so that files are
    /// found all the same: see `files`.
    pub(super) fn surroundings(&self, root: &str, name: &str) -> Value {
        // All but one are the same in all modules.
        let module = match (root, name) {
            ("path", "module") => self.path.clone(),
            ("path", "root" | "cwd") | ("terraform", "workspace") => ModulePath::default(),
            ("terraform", "applying") => return Value::unknown(Unknown::of(Kind::Bool)),
            // Of another version.
            _ => return Value::anything(),
        };
        let labels = [name.into()].into();
        let address = Address { module, kind: root.into(), labels, key: InstanceKey::None };
        let symbol = Arc::new(Symbol { address, path: Vec::new() });
        Value::unknown(Unknown { symbol: Some(symbol), ..Unknown::of(Kind::String) })
    }
}
