//! Which nodes a node leads to: searched for as far as is asked, and kept, so that one block against thousands is one
//! search, and thousands each against a block nearby are thousands of short ones.

use super::{Edge, Node, NodeId};
use crate::value::Truth;
use hashbrown::{HashMap, HashSet};
use std::cell::RefCell;

/// A node with more edges than that is searched from once, for all that lead to it.
const HUB: usize = 32;
/// Nodes that are kept in all searches together.
const MAX_KEPT: usize = 1_000_000;

/// The searches that were made.
#[derive(Debug, Default)]
pub(super) struct Reach(RefCell<Kept>);

#[derive(Debug, Default)]
struct Kept {
    searches: HashMap<NodeId, Search>,
    /// How many nodes they have found.
    found: usize,
}

impl Reach {
    /// Whether there is a way.
    pub(super) fn depends(&self, nodes: &[Node], from: NodeId, on: NodeId) -> Truth {
        let mut kept = self.0.borrow_mut();
        if kept.found > MAX_KEPT {
            *kept = Kept::default();
        }
        if kept.find(nodes, from, on, Search::certainly, |search| &search.certain_hubs) {
            Truth::True
        } else if kept.find(nodes, from, on, Search::perhaps, |search| &search.hubs) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }
}

impl Kept {
    /// Whether a search of that sort finds a way, from there or from a hub that it leads to.
    fn find(
        &mut self,
        nodes: &[Node],
        from: NodeId,
        on: NodeId,
        by: fn(&mut Search, &[Node], NodeId) -> bool,
        hubs: fn(&Search) -> &[NodeId],
    ) -> bool {
        let (is_found, search) = self.search(nodes, from, on, by);
        let mut rest = hubs(search).to_vec();
        if is_found || rest.is_empty() {
            return is_found;
        }
        let mut asked: HashSet<NodeId> = rest.iter().copied().chain([from]).collect();
        while let Some(source) = rest.pop() {
            let (is_found, search) = self.search(nodes, source, on, by);
            if is_found {
                return true;
            }
            rest.extend(hubs(search).iter().filter(|hub| asked.insert(**hub)));
        }
        false
    }

    /// Whether the search from one node leads there, hubs aside; and the search.
    fn search(
        &mut self,
        nodes: &[Node],
        source: NodeId,
        on: NodeId,
        by: fn(&mut Search, &[Node], NodeId) -> bool,
    ) -> (bool, &Search) {
        let search = self.searches.entry(source).or_insert_with(|| Search::new(nodes, source));
        let before = search.seen.len();
        let is_found = by(search, nodes, on);
        self.found += search.seen.len() - before;
        (is_found, search)
    }
}

/// A search from one node. The certain ways are searched first.
#[derive(Debug, Default)]
struct Search {
    /// What was found, and whether a certain way leads there.
    seen: HashMap<NodeId, bool>,
    certain: Vec<NodeId>,
    uncertain: Vec<NodeId>,
    /// Hubs that a certain way leads to, and all hubs: what they lead to is found from there.
    certain_hubs: Vec<NodeId>,
    hubs: Vec<NodeId>,
}

impl Search {
    fn new(nodes: &[Node], source: NodeId) -> Self {
        let mut search = Self::default();
        for edge in edges(nodes, source) {
            search.follow(*edge);
        }
        search
    }

    /// Whether a certain way leads there, hubs aside.
    fn certainly(&mut self, nodes: &[Node], on: NodeId) -> bool {
        while self.seen.get(&on) != Some(&true) {
            let Some(next) = self.certain.pop() else { return false };
            let edges = edges(nodes, next);
            if edges.len() > HUB {
                self.certain_hubs.push(next);
                self.hubs.push(next);
            } else {
                for edge in edges {
                    self.follow(*edge);
                }
            }
        }
        true
    }

    /// Whether any way leads there, hubs aside.
    fn perhaps(&mut self, nodes: &[Node], on: NodeId) -> bool {
        if self.certainly(nodes, on) {
            return true;
        }
        while !self.seen.contains_key(&on) {
            let Some(next) = self.uncertain.pop() else { return false };
            if self.seen.get(&next) == Some(&true) {
                continue;
            }
            let edges = edges(nodes, next);
            if edges.len() > HUB {
                self.hubs.push(next);
            } else {
                for edge in edges {
                    self.follow(edge.perhaps());
                }
            }
        }
        true
    }

    fn follow(&mut self, edge: Edge) {
        let known = self.seen.get(&edge.to).copied();
        if edge.certain && known != Some(true) {
            self.seen.insert(edge.to, true);
            self.certain.push(edge.to);
        } else if known.is_none() {
            self.seen.insert(edge.to, false);
            self.uncertain.push(edge.to);
        }
    }
}

fn edges<'a, 't>(nodes: &'a [Node<'t>], node: NodeId) -> &'a [Edge<'t>] {
    nodes.get(node as usize).map_or(&[], |node| &node.edges)
}
