//! The blocks that a part of a rule is about.

use crate::module::Module;
use std::sync::Arc;

/// Blocks, by what their header says.
#[derive(Debug, Clone)]
pub enum Subject {
    /// Resources of these types.
    Resources(Vec<Arc<str>>),
    /// Other blocks of these kinds: `import`, `locals`, `module`.
    Blocks(Vec<Arc<str>>),
}

impl Subject {
    /// The resource types, by which it is known whether a module matters.
    pub fn types(&self) -> &[Arc<str>] {
        match self {
            Self::Resources(types) => types,
            Self::Blocks(_) => &[],
        }
    }

    /// The positions of the blocks in a module, in the order of the files.
    pub(super) fn positions(&self, module: &Module) -> Vec<usize> {
        match self {
            Self::Resources(types) => {
                types.iter().flat_map(|r#type| module.resources(r#type)).copied().collect()
            }
            Self::Blocks(kinds) => {
                let blocks = module.blocks.iter().enumerate();
                let of_kind = blocks.filter(|(_, block)| kinds.contains(&block.kind.text));
                of_kind.map(|(position, _)| position).collect()
            }
        }
    }
}
