//! Makes the graph: first the nodes of all places, then what each depends on.

use super::{Call, Called, Edge, Graph, Handing, Node, NodeId, Place, provider, resolve};
use crate::module::{LocalId, Module};
use crate::syntax::{Block, Expr};
use crate::tree::Tree;
use hashbrown::HashMap;
use std::cell::OnceCell;
use std::sync::Arc;

/// Places that are told apart. A call beyond them counts as one that is not read, so that modules that call each other
/// in many ways do not make a graph without end.
const MAX_PLACES: usize = 10_000;

/// The blocks that others can depend on.
const KINDS: [&str; 6] = ["resource", "data", "ephemeral", "variable", "output", "provider"];

pub(super) fn graph<'t>(root: &'t Module, tree: &'t Tree, handing: Handing) -> Graph<'t> {
    let mut builder = Builder::default();
    builder.add_place(root, None);
    // Places are added while they are walked.
    let mut position = 0;
    while let Some(place) = builder.places.get(position) {
        builder.add_calls(position, place.module, tree);
        position += 1;
    }
    for place in 0..builder.places.len() {
        builder.connect(place);
    }
    let Builder { places, nodes } = builder;
    let (given, users) = (OnceCell::new(), OnceCell::new());
    Graph { places, nodes, reach: super::reach::Reach::default(), handing, given, users }
}

#[derive(Default)]
struct Builder<'t> {
    places: Vec<Place<'t>>,
    nodes: Vec<Node<'t>>,
}

impl<'t> Builder<'t> {
    fn add_node(&mut self, is_name: bool) -> NodeId {
        self.nodes.push(Node { edges: Vec::new(), is_name });
        // More nodes than that do not fit into memory.
        NodeId::try_from(self.nodes.len() - 1).unwrap_or(NodeId::MAX)
    }

    fn add_place(&mut self, module: &'t Module, call: Option<Call>) -> usize {
        let mut providers = HashMap::new();
        let mut node = |block: &Block| {
            let kind = KINDS.iter().find(|kind| **kind == &*block.kind.text)?;
            let node = self.add_node(matches!(*kind, "variable" | "output"));
            if let ("provider", Some(name)) = (*kind, provider::configured(block)) {
                providers.entry(name).or_insert(node);
            }
            Some(node)
        };
        let blocks = module.blocks().map(&mut node).collect();
        // The same nodes for the same text.
        let mut locals: Vec<(&Arc<str>, LocalId)> = module.local_ids().collect();
        locals.sort_unstable();
        let locals = locals.into_iter().map(|(_, id)| (id, self.add_node(true))).collect();
        let unread = module.incomplete.then(|| self.add_node(true));
        let called = HashMap::new();
        self.places.push(Place { module, call, blocks, locals, providers, called, unread });
        self.places.len() - 1
    }

    /// Adds what the module at that place calls.
    fn add_calls(&mut self, caller: usize, module: &'t Module, tree: &'t Tree) {
        for (position, block) in module.blocks().enumerate() {
            let ("module", Some(label)) = (&*block.kind.text, block.labels.first()) else {
                continue;
            };
            let call = Call { caller, position, before: self.add_node(false) };
            let (all, outputs) = (self.add_node(false), self.add_node(true));
            let read = tree.called(module, position).filter(|_| self.places.len() < MAX_PLACES);
            let place = read.map(|read| self.add_place(read, Some(call)));
            let leads_to = Called { call, all, outputs, place };
            if let Some(place) = self.places.get_mut(caller) {
                place.called.entry(Arc::clone(&label.text)).or_insert(leads_to);
            }
        }
    }

    /// Adds what the nodes of a place depend on.
    fn connect(&mut self, position: usize) {
        let mut edges = Vec::new();
        if let Some(place) = self.places.get(position) {
            let context = Context { places: &self.places, place };
            for (block, node) in place.module.blocks().zip(&place.blocks) {
                edges.extend(node.map(|node| (node, context.of_block(block))));
            }
            for (id, node) in &place.locals {
                let local = place.module.local_at(*id);
                let value = local.map(|local| context.values(&local.value));
                edges.push((*node, context.with_surroundings(value.unwrap_or_default())));
            }
            for called in place.called.values() {
                edges.extend(context.of_call(called));
            }
            if let Some(unread) = place.unread {
                edges.push((unread, context.of_unread()));
            }
        }
        for (node, edges) in edges {
            if let Some(node) = self.nodes.get_mut(node as usize) {
                node.edges = edges;
            }
        }
    }
}

/// A place, and those around it.
struct Context<'a, 't> {
    places: &'a [Place<'t>],
    place: &'a Place<'t>,
}

impl<'t> Context<'_, 't> {
    fn of_block(&self, block: &'t Block) -> Vec<Edge<'t>> {
        let mut edges: Vec<Edge<'t>> = block
            .references()
            .iter()
            .flat_map(|to| resolve::reference(self.places, self.place, to))
            .collect();
        let unread = block.unread_references();
        let unread = unread.iter().flat_map(|to| resolve::reference(self.places, self.place, to));
        edges.extend(unread.map(Edge::perhaps));
        edges.extend(resolve::order(self.places, self.place, block));
        edges.extend(provider::of_block(self.places, self.place, block));
        if let ("variable", Some(name)) = (&*block.kind.text, block.label(0)) {
            edges.extend(self.argument(name));
        }
        self.with_surroundings(edges)
    }

    /// What the values in an expression are made of.
    fn values(&self, expr: &'t Expr) -> Vec<Edge<'t>> {
        let references = expr.references();
        references
            .iter()
            .flat_map(|reference| resolve::reference(self.places, self.place, reference))
            .collect()
    }

    /// What a variable is set to by the call that leads here.
    fn argument(&self, name: &str) -> Vec<Edge<'t>> {
        let caller = self.place.call.and_then(|call| {
            let place = self.places.get(call.caller)?;
            Some((Context { places: self.places, place }, place.module.block(call.position)?))
        });
        let Some((caller, block)) = caller else { return Vec::new() };
        let argument = block.body.attribute(name);
        argument.map(|argument| caller.given(block, &argument.value)).unwrap_or_default()
    }

    /// What an argument of a call is made of: `each` in it stands for an element of `for_each`.
    fn given(&self, call: &'t Block, argument: &'t Expr) -> Vec<Edge<'t>> {
        let mut edges = self.values(argument);
        if argument.references().iter().any(|reference| reference.root == "each") {
            let for_each = call.body.attribute("for_each");
            edges.extend(for_each.map(|each| self.values(&each.value)).unwrap_or_default());
        }
        edges
    }

    /// The same, with what everything in the module depends on.
    fn with_surroundings(&self, mut edges: Vec<Edge<'t>>) -> Vec<Edge<'t>> {
        edges.extend(self.place.call.map(|call| Edge::order(call.before)));
        edges.extend(self.place.unread.map(|unread| Edge::order(unread).perhaps()));
        edges
    }

    fn of_call(&self, called: &Called) -> Vec<(NodeId, Vec<Edge<'t>>)> {
        let Some(block) = self.place.module.block(called.call.position) else {
            return Vec::new();
        };
        let mut before: Vec<Edge<'t>> = ["count", "for_each"]
            .into_iter()
            .filter_map(|name| block.body.attribute(name))
            .flat_map(|attribute| self.values(&attribute.value))
            .collect();
        before.extend(resolve::order(self.places, self.place, block));
        let before = self.with_surroundings(before);
        let mut all = vec![Edge::order(called.call.before)];
        let mut outputs = all.clone();
        if let Some(place) = called.place.and_then(|place| self.places.get(place)) {
            all.extend(place.nodes().map(Edge::order));
            let positions = place.module.positions_of_kind("output").iter();
            let nodes = positions.filter_map(|position| place.at(*position));
            outputs.extend(nodes.map(Edge::value));
            all.extend(place.unread.map(|unread| Edge::order(unread).perhaps()));
            outputs.extend(place.unread.map(|unread| Edge::value(unread).perhaps()));
        } else {
            let arguments: Vec<Edge<'t>> = block
                .references()
                .iter()
                .flat_map(|to| resolve::reference(self.places, self.place, to))
                .collect();
            outputs.extend(arguments.iter().map(|edge| edge.perhaps()));
            all.extend(arguments);
        }
        vec![(called.call.before, before), (called.all, all), (called.outputs, outputs)]
    }

    /// What could not be read may refer to all that is there, and to what the call gives to variables that are not seen.
    fn of_unread(&self) -> Vec<Edge<'t>> {
        let mut edges: Vec<Edge<'t>> =
            self.place.nodes().map(|node| Edge::value(node).perhaps()).collect();
        let outputs = self.place.called.values().map(|called| called.outputs);
        edges.extend(outputs.map(|outputs| Edge::value(outputs).perhaps()));
        if let Some(call) = self.place.call
            && let Some(caller) = self.places.get(call.caller)
            && let Some(block) = caller.module.block(call.position)
        {
            let references = block.references();
            let given =
                references.iter().flat_map(|to| resolve::reference(self.places, caller, to));
            edges.extend(given.map(Edge::perhaps));
        }
        edges
    }
}

impl Place<'_> {
    /// All that is in the module.
    fn nodes(&self) -> impl Iterator<Item = NodeId> {
        let own = self.blocks.iter().copied().flatten().chain(self.locals.values().copied());
        own.chain(self.called.values().map(|called| called.all))
    }
}

impl<'t> Edge<'t> {
    /// It comes after that one.
    pub(super) fn order(to: NodeId) -> Self {
        Self { to, attribute: None, certain: true, value: false }
    }

    /// It has its value from that one.
    pub(super) fn value(to: NodeId) -> Self {
        Self { value: true, ..Self::order(to) }
    }

    /// It has its value from that attribute of that one; `None`: from the whole.
    pub(super) fn taking(to: NodeId, attribute: Option<&'t str>) -> Self {
        Self { attribute, ..Self::value(to) }
    }

    pub(super) fn perhaps(self) -> Self {
        Self { certain: false, ..self }
    }
}
