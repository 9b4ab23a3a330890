//! Which blocks of a tree of modules depend on which, and what of them can be used outside of it. Knows no values.
//!
//! A block depends on what it refers to, as Terraform orders them: in its arguments and nested blocks, in `count`,
//! `for_each`, `depends_on` and conditions. A module that is called several times is there for each call; instances
//! that `count` and `for_each` make are one, since Terraform orders whole blocks.

mod build;
mod cycle;
mod given;
mod made;
mod provider;
mod reach;
mod resolve;

pub(crate) use given::{Gives, Handing, runs_a_script};
pub(crate) use made::Made;

use crate::module::{LocalId, Module};
use crate::tree::Tree;
use crate::value::{Address, ModulePath, Truth};
use hashbrown::HashMap;
use std::cell::OnceCell;
use std::sync::Arc;

/// The blocks of a tree and what they depend on.
#[derive(Debug)]
pub(crate) struct Graph<'t> {
    places: Vec<Place<'t>>,
    nodes: Vec<Node<'t>>,
    reach: reach::Reach,
    handing: Handing,
    given: OnceCell<given::Given<'t>>,
    /// Which nodes have a value from each node.
    users: OnceCell<Vec<Vec<NodeId>>>,
}

/// The position of a node in the graph.
type NodeId = u32;

/// A module in one place of the tree.
#[derive(Debug)]
struct Place<'t> {
    module: &'t Module,
    /// What calls it; `None` for the root.
    call: Option<Call>,
    /// The nodes of the blocks, by their positions in the module; `None` for those that nothing depends on.
    blocks: Vec<Option<NodeId>>,
    locals: HashMap<LocalId, NodeId>,
    /// Its `provider` blocks, the first of each name.
    providers: HashMap<provider::Name, NodeId>,
    /// The modules that it calls, by the names of the calls.
    called: HashMap<Arc<str>, Called>,
    /// Whatever could not be read of an incomplete module: it may refer to anything, and change what there is.
    unread: Option<NodeId>,
}

/// A `module` block.
#[derive(Debug, Clone, Copy)]
struct Call {
    /// The place that calls.
    caller: usize,
    /// The position of the block.
    position: usize,
    /// What comes before everything in the module: `count`, `for_each` and `depends_on` of the call.
    before: NodeId,
}

/// The module that a `module` block leads to.
#[derive(Debug, Clone, Copy)]
struct Called {
    call: Call,
    /// Everything in the module.
    all: NodeId,
    /// All outputs of the module.
    outputs: NodeId,
    /// Where it is in the graph; `None` for a module that is not read: what goes in may come out.
    place: Option<usize>,
}

/// A block, or what stands for several.
#[derive(Debug, Default)]
struct Node<'t> {
    edges: Vec<Edge<'t>>,
    /// Whether it is nothing but a name for values: a local value, a variable, an output.
    is_name: bool,
}

/// That one node depends on another.
#[derive(Debug, Clone, Copy)]
struct Edge<'t> {
    to: NodeId,
    /// The attribute that is taken of it; `None` for the whole block, or for what is no block.
    attribute: Option<&'t str>,
    /// Whether it certainly does.
    certain: bool,
    /// Whether it has its value from there, if it is a name for values.
    value: bool,
}

impl<'t> Graph<'t> {
    /// The graph of a root and of what it calls. `handing` says of blocks what they do with what they refer to.
    pub(crate) fn of(root: &'t Module, tree: &'t Tree, handing: Handing) -> Self {
        build::graph(root, tree, handing)
    }

    /// Whether the block at `from` depends on the block at `on`, directly or through others. Unknown where the way leads
    /// through a call that is not read or a module that is incomplete, and for a block that is not there.
    ///
    /// A call stands for all that is in its module: it depends on what anything there depends on, and what depends on
    /// anything there depends on the call.
    pub(crate) fn depends(&self, from: &Address, on: &Address) -> Truth {
        let from = self.node(from, |called| called.all);
        let on = self.node(on, |called| called.call.before);
        from.zip(on).map_or(Truth::Unknown, |(from, on)| self.reach.depends(&self.nodes, from, on))
    }

    /// Whether that attribute of the block (`None`: any) can be used outside of what is seen. An output of the root takes
    /// it, an argument of a call that is not read, or a block that hands on what it gets; directly or through local
    /// values, variables and outputs, but not through other blocks. Code that gets hold of a block finds all that
    /// belongs to it. True for a block that is not there, and for all blocks of an incomplete module.
    pub(crate) fn is_given_away(&self, block: &Address, attribute: Option<&str>) -> bool {
        let Some(node) = self.node(block, |called| called.outputs) else { return true };
        let given = self.given.get_or_init(|| given::Given::of(self));
        given.is_given(self, node, attribute)
    }

    /// The node of a block; of what a call leads to, the one that `of_call` says.
    fn node(&self, address: &Address, of_call: fn(&Called) -> NodeId) -> Option<NodeId> {
        let place = self.place(&address.module)?;
        match (&*address.kind, &*address.labels) {
            ("module", [name]) => place.called.get(name).map(of_call),
            ("local", [name]) => place.local(name),
            _ => place.at(place.module.position_of(address)?),
        }
    }

    fn place(&self, path: &ModulePath) -> Option<&Place<'t>> {
        path.names().try_fold(self.places.first()?, |place, name| {
            self.places.get(place.called.get(name)?.place?)
        })
    }
}

impl Place<'_> {
    /// The block of that kind with these labels.
    fn block(&self, kind: &str, labels: &[&str]) -> Option<NodeId> {
        self.at(self.module.position(kind, labels)?)
    }

    /// The block at a position.
    fn at(&self, position: usize) -> Option<NodeId> {
        self.blocks.get(position).copied().flatten()
    }

    /// The local value of that name.
    fn local(&self, name: &str) -> Option<NodeId> {
        let (id, _) = self.module.local_of(name)?;
        self.locals.get(&id).copied()
    }

    /// The blocks that have nodes, by their positions.
    fn blocks(&self) -> impl Iterator<Item = (usize, NodeId)> {
        let blocks = self.blocks.iter().enumerate();
        blocks.filter_map(|(position, node)| Some((position, (*node)?)))
    }
}

#[cfg(test)]
mod tests;
