//! In which order Terraform makes blocks, as far as that is certain.

use super::World;
use crate::module::Module;
use crate::syntax::{Block, Expr, Reference};
use crate::value::{Address, Truth};
use hashbrown::HashSet;

impl<'t> World<'t> {
    /// Whether one block depends on another, directly or through others, so that Terraform makes it later. Unknown where
    /// Terraform may not make one of them at all, and where what the block depends on is not wholly written.
    pub(crate) fn depends(&self, from: &Address, on: &Address) -> Truth {
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
                let block = module.position_of(from).and_then(|at| module.block(at));
                block.is_none_or(|block| block.body.is_whole() && !waits_for_nothing(block, module))
            })
    }

    fn module_of(&self, address: &Address) -> Option<&Module> {
        self.scope_of(address).map(|scope| scope.module)
    }

    /// Of two blocks of one address, which Terraform refuses, it is not known which is meant.
    pub(crate) fn is_declared_once(&self, address: &Address) -> bool {
        self.module_of(address).is_none_or(|module| !module.is_repeated(address))
    }

    /// Whether an `import` block of the root says that the object is there already.
    pub(crate) fn is_imported(&self, address: &Address) -> bool {
        let calls = address.module.names().flat_map(|name| ["module", name]);
        let path: Vec<&str> = calls.chain(address.labels.iter().map(|label| &**label)).collect();
        self.imported.get_or_init(|| self.all_imported()).contains(&path)
    }

    /// Whether a `moved` block names the object, or what it is in: it was there under another name.
    pub(crate) fn is_moved(&self, address: &Address) -> bool {
        let mut names = address.module.names().chain(address.labels.iter().map(|label| &**label));
        let moved = self.modules.iter().flat_map(|scope| scope.module.of_kind("moved"));
        let to: Vec<_> = moved.filter_map(|block| block.body.attribute("to")).collect();
        names.any(|name| {
            let is_named = |to: &Reference| to.names().contains(&name);
            to.iter().flat_map(|to| to.value.references()).any(|to| is_named(&to))
        })
    }

    /// The names of what is imported, and of what that is in.
    fn all_imported(&self) -> HashSet<Vec<&'t str>> {
        let root = self.modules.first().map(|root| root.module);
        let imports = root.into_iter().flat_map(|root| root.of_kind("import"));
        let to = imports.filter_map(|import| import.body.attribute("to"));
        let names = to.flat_map(|to| to.value.references()).map(|to| to.names());
        names
            .flat_map(|names| {
                (1..=names.len()).filter_map(move |end| names.get(..end).map(<[_]>::to_vec))
            })
            .collect()
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
