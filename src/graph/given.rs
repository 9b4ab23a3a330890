//! What of a tree is given away: what is used where it is not seen.

use super::{Node, NodeId, Place};
use crate::syntax::Block;

/// For each node, whether something of it may be used outside.
///
/// `gives_away` says it of a block that hands on what it refers to, as one with a provisioner does.
pub(super) fn given_away(
    places: &[Place],
    nodes: &[Node],
    gives_away: fn(&Block) -> bool,
) -> Vec<bool> {
    let mut given = vec![false; nodes.len()];
    let mut rest: Vec<NodeId> = sinks(places).collect();
    for place in places {
        let handing_on = place
            .blocks
            .iter()
            .filter(|(position, _)| place.module.blocks.get(**position).is_some_and(gives_away));
        let from = handing_on.filter_map(|(_, node)| nodes.get(*node as usize));
        rest.extend(
            from.flat_map(|node| &node.edges).filter(|edge| edge.value).map(|edge| edge.to),
        );
    }
    while let Some(id) = rest.pop() {
        let (Some(node), Some(known)) = (nodes.get(id as usize), given.get_mut(id as usize)) else {
            continue;
        };
        if !std::mem::replace(known, true) && node.is_name {
            rest.extend(node.edges.iter().filter(|edge| edge.value).map(|edge| edge.to));
        }
    }
    given
}

/// What leads out of what is seen: the outputs of the root, calls that are not read, and what could not be read.
fn sinks(places: &[Place]) -> impl Iterator<Item = NodeId> {
    let outputs = places.first().into_iter().flat_map(|root| {
        root.blocks.iter().filter_map(|(position, node)| {
            let block = root.module.blocks.get(*position)?;
            (&*block.kind.text == "output").then_some(*node)
        })
    });
    let unread = places.iter().filter_map(|place| place.unread);
    let calls = places.iter().flat_map(|place| place.called.values());
    let opaque = calls.filter(|called| called.place.is_none()).map(|called| called.outputs);
    outputs.chain(unread).chain(opaque)
}
