//! The blocks that a part of a rule is about.

use std::sync::Arc;

/// Blocks, by what their header says.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// Resources of these types. By them it is known whether a module matters.
    pub types: Vec<Arc<str>>,
    /// Other blocks, of these kinds: `import`, `locals`, `module`.
    pub kinds: Vec<Arc<str>>,
    /// Whether what is said of them holds for what OpenAPI documents say as well.
    pub documents: bool,
}
