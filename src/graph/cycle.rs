//! Blocks that depend on each other in a circle, certainly.

use super::{Graph, Node, NodeId, Place};
use crate::source::Span;
use hashbrown::{HashMap, HashSet};
use std::collections::VecDeque;

/// A block on a circle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    /// How an expression names it, within its module: `local.a`, `module.api`.
    pub name: String,
    /// The header of the block, or the name of the local value.
    pub span: Span,
}

impl Graph<'_> {
    /// The shortest circle through the first block of each group that depend on each other, in the order of the way:
    /// each depends on the next one, and the last one on the first. `before` tells which of two places comes first.
    ///
    /// A block that refers to itself is none, since some parts of it may, as the conditions of a variable; a local value
    /// that does is one.
    pub(crate) fn cycles<K: Ord>(&self, before: impl Fn(Span) -> K) -> Vec<Vec<Member>> {
        let groups: Vec<Vec<NodeId>> = groups(&self.nodes);
        if groups.is_empty() {
            return Vec::new();
        }
        let members = self.members();
        let circle = |group: Vec<NodeId>| {
            let known = |id: &NodeId| Some((members.get(id)?, *id));
            let real = group.iter().filter_map(known).filter(|(member, _)| member.is_block);
            if group.iter().any(|id| members.get(id).is_none_or(|member| !member.is_certain)) {
                return None;
            }
            let (_, first) = real.min_by_key(|(member, id)| (before(member.member.span), *id))?;
            if group.len() == 1 && !members.get(&first)?.is_local {
                return None;
            }
            let way = shortest(&self.nodes, first, &group);
            let mut way: Vec<Member> =
                way.iter().filter_map(|id| Some(members.get(id)?.member.clone())).collect();
            way.dedup();
            Some(way)
        };
        groups.into_iter().filter_map(circle).collect()
    }

    /// What the nodes are.
    fn members(&self) -> HashMap<NodeId, Known> {
        let mut members = HashMap::new();
        for place in &self.places {
            let is_certain = place.unread.is_none();
            let known = |name: String, span: Span, is_block: bool| Known {
                member: Member { name, span },
                is_certain,
                is_block,
                is_local: false,
            };
            for (position, node) in place.blocks() {
                let Some(block) = place.module.block(position) else { continue };
                let labels: Vec<&str> = block.labels.iter().map(|label| &*label.text).collect();
                let name = match (&*block.kind.text, labels.join(".")) {
                    ("resource", labels) => labels,
                    ("variable", name) => format!("var.{name}"),
                    (kind, labels) => format!("{kind}.{labels}"),
                };
                // Which provider a block has is known by its local name only.
                if !matches!(&*block.kind.text, "provider") {
                    members.insert(node, known(name, block.header, true));
                }
            }
            for (id, node) in &place.locals {
                if let Some(local) = place.module.local_at(*id) {
                    let name = &local.name.text;
                    let known = known(format!("local.{name}"), local.name.span, true);
                    members.insert(*node, Known { is_local: true, ..known });
                }
            }
            for (name, called) in &place.called {
                let span = header(place, called.call.position);
                for node in [called.call.before, called.all, called.outputs] {
                    if let Some(span) = span {
                        members.insert(node, known(format!("module.{name}"), span, false));
                    }
                }
            }
        }
        members
    }
}

/// A node that may be on a circle.
struct Known {
    member: Member,
    /// Whether what it depends on is known.
    is_certain: bool,
    /// Whether it is a block, and not what stands for a call.
    is_block: bool,
    is_local: bool,
}

fn header(place: &Place, position: usize) -> Option<Span> {
    place.module.block(position).map(|block| block.header)
}

/// The nodes that depend on each other: each group in which every node leads to every other by certain ways, and each
/// name that depends on itself.
fn groups(nodes: &[Node]) -> Vec<Vec<NodeId>> {
    let mut groups = Vec::new();
    // Tarjan's algorithm, with a stack of its own: the order of the first visit, and the least order that is reached.
    let mut order: Vec<Option<usize>> = vec![None; nodes.len()];
    let mut least = vec![usize::MAX; nodes.len()];
    let mut is_open = vec![false; nodes.len()];
    let (mut open, mut next): (Vec<usize>, usize) = (Vec::new(), 0);
    for start in 0..nodes.len() {
        if order.get(start).is_none_or(Option::is_some) {
            continue;
        }
        let mut path = vec![(start, 0)];
        while let Some((node, edge)) = path.pop() {
            if edge == 0 {
                set(&mut order, node, Some(next));
                set(&mut least, node, next);
                set(&mut is_open, node, true);
                open.push(node);
                next += 1;
            }
            let edges = nodes.get(node).map_or(&[][..], |node| &node.edges);
            if let Some(to) = edges.get(edge) {
                path.push((node, edge + 1));
                let target = to.to as usize;
                match order.get(target).copied() {
                    Some(None) if to.certain => path.push((target, 0)),
                    Some(Some(reached)) if to.certain && is_open.get(target) == Some(&true) => {
                        lower(&mut least, node, reached);
                    }
                    _ => {}
                }
                continue;
            }
            let reached = least.get(node).copied().unwrap_or(usize::MAX);
            if order.get(node) == Some(&Some(reached)) {
                let from = open.iter().rposition(|other| *other == node).unwrap_or(open.len());
                let group = open.split_off(from);
                for member in &group {
                    set(&mut is_open, *member, false);
                }
                let refers =
                    |edge: &super::Edge| edge.certain && edge.value && edge.to as usize == node;
                if group.len() > 1 || edges.iter().any(refers) {
                    groups.push(group.into_iter().filter_map(|id| id.try_into().ok()).collect());
                }
            }
            if let Some((above, _)) = path.last() {
                lower(&mut least, *above, reached);
            }
        }
    }
    groups
}

fn set<T>(list: &mut [T], position: usize, value: T) {
    if let Some(slot) = list.get_mut(position) {
        *slot = value;
    }
}

fn lower(least: &mut [usize], position: usize, value: usize) {
    if let Some(slot) = least.get_mut(position) {
        *slot = value.min(*slot);
    }
}

/// The shortest way from a node back to itself within its group.
fn shortest(nodes: &[Node], first: NodeId, group: &[NodeId]) -> Vec<NodeId> {
    let within: HashSet<NodeId> = group.iter().copied().collect();
    let mut came_from: HashMap<NodeId, NodeId> = HashMap::new();
    let mut queue = VecDeque::from([first]);
    'search: while let Some(node) = queue.pop_front() {
        let edges = nodes.get(node as usize).map_or(&[][..], |node| &node.edges);
        let mut next: Vec<NodeId> =
            edges.iter().filter(|edge| edge.certain).map(|edge| edge.to).collect();
        next.retain(|to| within.contains(to));
        // Of ways of the same length always the same one.
        next.sort_unstable();
        for to in next {
            if to == first {
                came_from.insert(first, node);
                break 'search;
            }
            came_from.entry(to).or_insert_with(|| {
                queue.push_back(to);
                node
            });
        }
    }
    let mut way = Vec::new();
    let mut at = first;
    while let Some(node) = came_from.get(&at).copied() {
        way.push(node);
        at = node;
        if node == first {
            break;
        }
    }
    way.reverse();
    way
}
