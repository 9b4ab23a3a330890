//! An instance of a block: its arguments and nested blocks, evaluated.

use crate::source::Span;
use crate::value::{Address, Data, Symbol, Unknown, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The arguments that Terraform itself takes in a resource block. The provider never sees them.
pub const META_ARGUMENTS: [&str; 7] =
    ["connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"];

/// One instance of a block.
#[derive(Debug)]
pub struct BlockValue {
    /// The block and the instance. A nested block has that of the block that it stands in.
    pub address: Address,
    /// From the kind to the last label.
    pub header: Span,
    /// From the kind to the closing brace.
    pub span: Span,
    /// The arguments that were written, those set to `null` too.
    pub arguments: BTreeMap<Arc<str>, Argument>,
    /// The nested blocks by type: a list of blocks, or unknown where a `dynamic` block cannot be expanded.
    pub blocks: BTreeMap<Arc<str>, Argument>,
}

/// An argument as it was written.
#[derive(Debug, Clone)]
pub struct Argument {
    /// Where its name stands.
    pub name: Span,
    /// From the first byte of the name to the last of the value.
    pub span: Span,
    /// Its value.
    pub value: Value,
    /// It was written as a block, as Terraform 0.11 allowed for maps.
    pub written_as_block: bool,
}

impl BlockValue {
    /// The value of an argument or the list of nested blocks of that type, as written: `null` where there is none.
    pub fn written(&self, name: &str) -> Value {
        let argument = self.arguments.get(name).or_else(|| self.blocks.get(name));
        argument.map_or_else(Value::null, |argument| argument.value.clone())
    }

    /// What a reference to an attribute evaluates to: what is written, or a symbol where only the provider knows.
    pub fn attribute(&self, name: &str) -> Value {
        match self.written(name) {
            Value { data: Data::Null, .. } => {
                let symbol = Symbol { address: self.address.clone(), path: vec![name.into()] };
                Value::unknown(Unknown::symbol(symbol))
            }
            value => value,
        }
    }

    /// The type of a resource or data source.
    pub fn resource_type(&self) -> &str {
        self.address.resource_type()
    }
}
