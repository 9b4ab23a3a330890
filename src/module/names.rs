//! Where the blocks and local values of a module are, by their names.

use crate::syntax::{Attribute, Block};
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

/// The positions of blocks and local values by name. A name is looked up as it comes, in parts.
#[derive(Debug, Default, Clone)]
pub(super) struct Names {
    hasher: DefaultHashBuilder,
    blocks: HashTable<Named>,
    locals: HashMap<Arc<str>, LocalId>,
}

/// The first block of a name.
#[derive(Debug, Clone, Copy)]
struct Named {
    position: usize,
    /// Whether another one has the same name, which Terraform refuses.
    is_repeated: bool,
}

/// Where a local value is defined: the position of its block, and that of the attribute in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalId {
    block: usize,
    attribute: usize,
}

impl Names {
    /// The names of these blocks.
    pub(super) fn of(blocks: &[Arc<Block>]) -> Self {
        let mut names = Self::default();
        for (position, block) in blocks.iter().enumerate() {
            if &*block.kind.text == "locals" {
                for (attribute, local) in block.body.attributes.iter().enumerate() {
                    let id = LocalId { block: position, attribute };
                    names.locals.insert(Arc::clone(&local.name.text), id);
                }
            } else {
                names.add(blocks, position, block);
            }
        }
        names
    }

    fn add(&mut self, blocks: &[Arc<Block>], position: usize, block: &Block) {
        let (kind, labels) = (&block.kind.text, block.labels.iter().map(|label| &*label.text));
        let hash = |position: usize| {
            blocks.get(position).map_or(0, |block| {
                let labels = block.labels.iter().map(|label| &*label.text);
                hash(&self.hasher, &block.kind.text, labels)
            })
        };
        let is_it = |named: &Named| is(blocks, named.position, kind, labels.clone());
        let entry = self.blocks.entry(hash(position), is_it, |named| hash(named.position));
        entry
            .and_modify(|named| named.is_repeated = true)
            // References mean the first one.
            .or_insert(Named { position, is_repeated: false });
    }

    /// The position of the first block of that kind with these labels, and whether there are others.
    pub(super) fn find<'l>(
        &self,
        blocks: &[Arc<Block>],
        kind: &str,
        labels: &(impl Iterator<Item = &'l str> + Clone),
    ) -> Option<(usize, bool)> {
        let hash = hash(&self.hasher, kind, labels.clone());
        let is_it = |named: &Named| is(blocks, named.position, kind, labels.clone());
        let named = self.blocks.find(hash, is_it)?;
        Some((named.position, named.is_repeated))
    }

    /// Where the local value of that name is.
    pub(super) fn local(&self, name: &str) -> Option<LocalId> {
        self.locals.get(name).copied()
    }

    /// All local values, in no order.
    pub(super) fn locals(&self) -> impl Iterator<Item = (&Arc<str>, LocalId)> {
        self.locals.iter().map(|(name, id)| (name, *id))
    }
}

impl LocalId {
    pub(super) fn of(self, blocks: &[Arc<Block>]) -> Option<&Attribute> {
        blocks.get(self.block)?.body.attributes.get(self.attribute)
    }
}

fn hash<'l>(hasher: &DefaultHashBuilder, kind: &str, labels: impl Iterator<Item = &'l str>) -> u64 {
    let mut state = hasher.build_hasher();
    kind.hash(&mut state);
    labels.for_each(|label| label.hash(&mut state));
    state.finish()
}

fn is<'l>(
    blocks: &[Arc<Block>],
    position: usize,
    kind: &str,
    labels: impl Iterator<Item = &'l str>,
) -> bool {
    blocks.get(position).is_some_and(|block| {
        &*block.kind.text == kind && block.labels.iter().map(|label| &*label.text).eq(labels)
    })
}
