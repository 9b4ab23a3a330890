//! What of a tree is given away: what is used where it is not seen.

use super::{Edge, Graph, NodeId, Place, resolve};
use crate::source::Span;
use crate::syntax::{Block, BlockPart, Body, Expr, ExprKind, Reference};
use hashbrown::{HashMap, HashSet};

/// What blocks do with what they refer to, as far as it is known.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Handing {
    /// What a top-level block, or a data source in a `check` block, does.
    pub gives: fn(&Block) -> Gives,
    /// The arguments of a resource of that type whose values stand in an attribute of it; those that stand somewhere in
    /// it for `None`.
    pub carries: fn(&str, Option<&str>) -> &'static [&'static str],
    /// Whether an attribute of a resource of that type, the first one, tells another one, the second.
    pub tells: fn(&str, &str, &str) -> bool,
}

/// What a block does with what it refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gives {
    /// Nothing that lets anybody else use it.
    Nothing,
    /// It is nothing but another name for it.
    Passes,
    /// Somebody else can read it, and use just that. What these arguments name is not kept.
    Keeps(&'static [&'static str]),
    /// Something runs with it that is not seen. These arguments only say what runs.
    Runs(&'static [&'static str]),
}

/// How something is given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sink {
    /// Kept for others, who use just that.
    Kept,
    /// Code runs with it, which finds all that belongs to it.
    Code,
}

/// What of a node is given away.
#[derive(Debug, Default)]
struct Hand<'t> {
    attributes: HashMap<Option<&'t str>, Sink>,
}

impl Hand<'_> {
    fn is_in_code(&self) -> bool {
        self.attributes.values().any(|sink| *sink == Sink::Code)
    }
}

/// What of which nodes is given away.
#[derive(Debug)]
pub(super) struct Given<'t> {
    hands: HashMap<NodeId, Hand<'t>>,
    /// Where the nodes of blocks are: the place, and the position of the block.
    blocks: HashMap<NodeId, (usize, usize)>,
}

impl<'t> Given<'t> {
    pub(super) fn of(graph: &Graph<'t>) -> Self {
        let mut blocks = HashMap::new();
        for (position, place) in graph.places.iter().enumerate() {
            blocks.extend(place.blocks().map(|(block, node)| (node, (position, block))));
        }
        let mut given = Self { hands: HashMap::new(), blocks };
        let mut rest = Vec::new();
        for place in &graph.places {
            let found = Finder { graph, place };
            found.of_place(&mut rest);
        }
        while let Some((node, attribute, sink)) = rest.pop() {
            let known = given.hands.entry(node).or_default().attributes.entry(attribute);
            let mut is_new = false;
            let known = known.or_insert_with(|| {
                is_new = true;
                sink
            });
            if is_new || *known < sink {
                *known = sink;
                rest.extend(
                    given.behind(graph, node, attribute).map(|e| (e.to, e.attribute, sink)),
                );
            }
        }
        given
    }

    /// What is given away with that attribute of a node.
    fn behind(
        &self,
        graph: &Graph<'t>,
        node: NodeId,
        attribute: Option<&'t str>,
    ) -> impl Iterator<Item = Edge<'t>> {
        let edges = if self.is_name(graph, node) {
            let edges = graph.nodes.get(node as usize).map(|node| node.edges.clone());
            edges.unwrap_or_default()
        } else {
            self.carried(graph, node, attribute)
        };
        edges.into_iter().filter(|edge| edge.value)
    }

    /// Whether a node is nothing but a name for values.
    fn is_name(&self, graph: &Graph<'t>, node: NodeId) -> bool {
        let is_name = graph.nodes.get(node as usize).is_some_and(|node| node.is_name);
        let passes = |block: &Block| (graph.handing.gives)(block) == Gives::Passes;
        is_name || self.block(graph, node).is_some_and(|(_, block)| passes(block))
    }

    fn block<'g>(&self, graph: &'g Graph<'t>, node: NodeId) -> Option<(&'g Place<'t>, &'t Block)> {
        let (place, position) = self.blocks.get(&node)?;
        let place = graph.places.get(*place)?;
        Some((place, place.module.block(*position)?))
    }

    /// What stands in an attribute of a resource: the id of a method has that of the API in it.
    fn carried(&self, graph: &Graph<'t>, node: NodeId, attribute: Option<&str>) -> Vec<Edge<'t>> {
        let Some((place, block)) = self.block(graph, node) else { return Vec::new() };
        let r#type = block.label(0).filter(|_| &*block.kind.text == "resource");
        let names = r#type.map_or(&[][..], |r#type| (graph.handing.carries)(r#type, attribute));
        let written = names.iter().filter_map(|name| block.body.attribute(name));
        let references = written.flat_map(|argument| argument.value.references());
        references.flat_map(|to| resolve::reference(&graph.places, place, &to)).collect()
    }

    /// Whether that attribute of a node is given away, or any for `None`.
    pub(super) fn is_given(
        &self,
        graph: &Graph<'t>,
        node: NodeId,
        attribute: Option<&str>,
    ) -> bool {
        let r#type = self.block(graph, node).and_then(|(_, block)| block.label(0));
        let tells = |taken: Option<&str>| match (taken, attribute) {
            (Some(taken), Some(wanted)) => {
                (graph.handing.tells)(r#type.unwrap_or_default(), taken, wanted)
            }
            _ => true,
        };
        let is_it = |hand: &Hand| hand.is_in_code() || hand.attributes.keys().copied().any(tells);
        self.hands.get(&node).is_some_and(is_it) || self.owner_is_in_code(graph, node)
    }

    /// Whether code gets hold of what the block belongs to.
    fn owner_is_in_code(&self, graph: &Graph<'t>, node: NodeId) -> bool {
        let mut seen: HashSet<NodeId> = HashSet::from([node]);
        let mut rest: Vec<NodeId> = self.carried(graph, node, None).iter().map(|e| e.to).collect();
        while let Some(owner) = rest.pop() {
            if !seen.insert(owner) {
                continue;
            }
            if self.hands.get(&owner).is_some_and(Hand::is_in_code) {
                return true;
            }
            rest.extend(self.behind(graph, owner, None).map(|edge| edge.to));
        }
        false
    }
}

/// Finds what a place gives away itself.
struct Finder<'a, 't> {
    graph: &'a Graph<'t>,
    place: &'a Place<'t>,
}

/// What of a node goes where.
type Found<'t> = (NodeId, Option<&'t str>, Sink);

impl<'t> Finder<'_, 't> {
    fn of_place(&self, found: &mut Vec<Found<'t>>) {
        let place = self.place;
        for (position, block) in place.module.blocks().enumerate() {
            self.of_block(block, place.at(position), found);
            self.by_functions(&block.body, found);
        }
        let opaque = place.called.values().filter(|called| called.place.is_none());
        // What is not read may hold anything, scripts too.
        let unseen = opaque.map(|called| called.outputs).chain(place.unread);
        found.extend(unseen.map(|node| (node, None, Sink::Code)));
    }

    fn of_block(&self, block: &'t Block, node: Option<NodeId>, found: &mut Vec<Found<'t>>) {
        match &*block.kind.text {
            "output" if self.place.call.is_none() => {
                found.extend(node.map(|node| (node, None, Sink::Kept)));
            }
            "check" => {
                let data = block.body.blocks_of("data");
                for data in
                    data.filter(|data| matches!((self.graph.handing.gives)(data), Gives::Runs(_)))
                {
                    let references =
                        data.body.values().into_iter().flat_map(Expr::references).collect();
                    self.add(references, Sink::Code, found);
                }
            }
            // What a module that is not read waits for it can find by name.
            "module" if self.is_unread(block) => self.add_whole(block.depends_on(), found),
            _ => match (self.graph.handing.gives)(block) {
                Gives::Nothing | Gives::Passes => {}
                Gives::Keeps(spared) => self.add(handed(block, spared), Sink::Kept, found),
                Gives::Runs(spared) => self.of_runner(block, node, spared, found),
            },
        }
    }

    fn is_unread(&self, call: &Block) -> bool {
        let called = call.label(0).and_then(|name| self.place.called.get(name));
        called.is_some_and(|called| called.place.is_none())
    }

    /// What code gets that a block runs: what the block refers to, and what it waits for, which code can find by name
    /// once it is there.
    fn of_runner(
        &self,
        block: &'t Block,
        node: Option<NodeId>,
        spared: &[&str],
        found: &mut Vec<Found<'t>>,
    ) {
        let references = handed(block, spared);
        if runs_a_script(block) {
            // `self` in a provisioner, and what an action is told of the resource that triggers it.
            found.extend(node.map(|node| (node, None, Sink::Code)));
            let waited = references.iter().filter(|to| to.part != BlockPart::Provisioner);
            self.add_whole(waited.cloned().collect(), found);
        }
        self.add(references, Sink::Code, found);
        self.add_whole(block.depends_on(), found);
    }

    fn add(&self, references: Vec<Reference<'t>>, sink: Sink, found: &mut Vec<Found<'t>>) {
        for reference in references {
            let edges = resolve::reference(&self.graph.places, self.place, &reference);
            let values = edges.into_iter().filter(|edge| edge.value);
            found.extend(values.map(|edge| (edge.to, edge.attribute, sink)));
        }
    }

    /// What code waits for: all of it, and of a module all that is in it.
    fn add_whole(&self, references: Vec<Reference<'t>>, found: &mut Vec<Found<'t>>) {
        for reference in references {
            let called = (reference.root == "module")
                .then(|| self.place.called.get(reference.name(0)?))
                .flatten();
            if let Some(called) = called {
                self.add_called(called.place, found);
                continue;
            }
            let edges = resolve::reference(&self.graph.places, self.place, &reference);
            found.extend(edges.into_iter().map(|edge| (edge.to, None, Sink::Code)));
        }
    }

    fn add_called(&self, place: Option<usize>, found: &mut Vec<Found<'t>>) {
        let Some(place) = place.and_then(|place| self.graph.places.get(place)) else { return };
        found.extend(place.blocks().map(|(_, node)| (node, None, Sink::Code)));
        for called in place.called.values() {
            self.add_called(called.place, found);
        }
    }

    /// What a function of a provider gets.
    fn by_functions(&self, body: &'t Body, found: &mut Vec<Found<'t>>) {
        let mut rest = body.values();
        while let Some(expr) = rest.pop() {
            match &expr.kind {
                ExprKind::Call { name, .. } if name.text.starts_with("provider::") => {
                    self.add(expr.references(), Sink::Code, found);
                }
                _ => rest.extend(expr.children()),
            }
        }
    }
}

/// Whether something runs once the resource is there: a provisioner, or an action that it triggers.
pub(crate) fn runs_a_script(block: &Block) -> bool {
    let mut lifecycle = block.body.blocks_of("lifecycle");
    block.body.blocks_of("provisioner").next().is_some()
        || lifecycle.any(|block| block.body.blocks_of("action_trigger").next().is_some())
}

/// What a block refers to, other than in arguments of these names.
fn handed<'t>(block: &'t Block, spared: &[&str]) -> Vec<Reference<'t>> {
    let spared = spans_of(&block.body, spared);
    let is_handed =
        |reference: &Reference| !spared.iter().any(|span| span.contains(reference.span));
    block.references().into_iter().filter(is_handed).collect()
}

/// Where the arguments of these names stand, at any depth.
fn spans_of(body: &Body, names: &[&str]) -> Vec<Span> {
    if names.is_empty() {
        return Vec::new();
    }
    let own = body.attributes.iter().filter(|a| names.contains(&&*a.name.text)).map(|a| a.span);
    own.chain(body.blocks.iter().flat_map(|block| spans_of(&block.body, names))).collect()
}

#[cfg(test)]
mod tests;
