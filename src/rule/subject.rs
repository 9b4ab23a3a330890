//! The blocks that a part of a rule is about.

use crate::module::Module;
use std::sync::Arc;

/// Blocks, by what their header says.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// Resources of these types. By them it is known whether a module matters.
    pub types: Vec<Arc<str>>,
    /// Other blocks, of these kinds: `import`, `locals`, `module`.
    pub kinds: Vec<Arc<str>>,
}

impl Subject {
    /// The positions of the blocks in a module.
    pub(super) fn positions(&self, module: &Module) -> Vec<usize> {
        let resources = self.types.iter().flat_map(|r#type| module.resources(r#type)).copied();
        let is_of_kind = |position: &usize| {
            module.blocks.get(*position).is_some_and(|block| self.kinds.contains(&block.kind.text))
        };
        let others = (0..module.blocks.len()).filter(is_of_kind);
        resources.chain(others.filter(|_| !self.kinds.is_empty())).collect()
    }
}
