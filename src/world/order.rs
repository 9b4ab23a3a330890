//! In which order Terraform makes blocks, as far as that is certain.

use super::World;
use crate::module::Module;
use crate::syntax::{Block, Expr};
use crate::value::{Address, Truth};

impl World<'_> {
    /// Whether one block depends on another, directly or through others, so that Terraform makes it later. Unknown where
    /// Terraform may not make one of them at all, and where what the block depends on is not wholly written.
    pub fn depends(&self, from: &Address, on: &Address) -> Truth {
        match self.graph.depends(from, on) {
            Truth::False if !self.is_certain_of(from, on) => Truth::Unknown,
            known => known,
        }
    }

    fn is_certain_of(&self, from: &Address, on: &Address) -> bool {
        let is_made_once = |address| self.is_declared_once(address) && !self.is_imported(address);
        is_made_once(from)
            && is_made_once(on)
            && self.module_of(from).is_none_or(|module| {
                let block = module.position_of(from).and_then(|at| module.blocks.get(at));
                block.is_none_or(|block| block.body.is_whole() && !waits_for_nothing(block, module))
            })
    }

    fn module_of(&self, address: &Address) -> Option<&Module> {
        let position = self.by_path.get(&address.module)?;
        self.modules.get(*position).map(|scope| scope.module)
    }

    /// Of two blocks of one address, which Terraform refuses, it is not known which is meant.
    fn is_declared_once(&self, address: &Address) -> bool {
        self.module_of(address).is_none_or(|module| {
            let blocks = module.of_kind(&address.kind);
            let labels = |block: &&Block| {
                block
                    .labels
                    .iter()
                    .map(|label| &*label.text)
                    .eq(address.labels.iter().map(|l| &**l))
            };
            blocks.filter(labels).count() < 2
        })
    }

    /// Whether an `import` block of the root says that the object is there already.
    pub(super) fn is_imported(&self, address: &Address) -> bool {
        let calls = address.module.names().flat_map(|name| ["module", name]);
        let path: Vec<&str> = calls.chain(address.labels.iter().map(|label| &**label)).collect();
        let imports =
            self.modules.first().into_iter().flat_map(|root| root.module.of_kind("import"));
        imports
            .filter_map(|import| import.body.attribute("to"))
            .flat_map(|to| to.value.references())
            .any(|to| to.names().starts_with(&path))
    }
}

/// Whether `depends_on` names a block that is not declared: another one was meant.
fn waits_for_nothing(block: &Block, module: &Module) -> bool {
    let depends_on = block.body.attribute("depends_on").map(|attribute| &attribute.value);
    depends_on.into_iter().flat_map(Expr::references).any(|reference| {
        let position = match reference.names().as_slice() {
            ["module", name, ..] => module.position("module", &[name]),
            ["data", r#type, name, ..] => module.position("data", &[r#type, name]),
            ["var" | "local" | "each" | "count" | "self" | "path" | "terraform", ..] => {
                return false;
            }
            [r#type, name, ..] => module.position("resource", &[r#type, name]),
            _ => return false,
        };
        position.is_none()
    })
}
