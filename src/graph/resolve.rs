//! From a reference to the nodes that it means.

use super::{Edge, Place};
use crate::syntax::{Block, Reference, Taken};

/// What an expression with that reference depends on. A name that is not declared means nothing.
pub(super) fn reference<'t>(
    places: &[Place],
    place: &Place,
    reference: &Reference<'t>,
) -> Vec<Edge<'t>> {
    match reference.root {
        "module" => of_module(places, place, reference),
        "local" => {
            let node = reference.name(0).and_then(|name| place.local(name));
            node.map(Edge::value).into_iter().collect()
        }
        _ => {
            let node = reference.block().and_then(|(kind, labels)| place.block(kind, &labels));
            let edge = node.map(|node| Edge::taking(node, attribute(reference)));
            edge.into_iter().collect()
        }
    }
}

/// The attribute that a reference takes of a block; `None` where it takes the whole.
fn attribute<'t>(reference: &Reference<'t>) -> Option<&'t str> {
    let names = match reference.root {
        "var" => return None,
        "resource" | "data" | "ephemeral" => 2,
        _ => 1,
    };
    let rest = reference.steps.iter().skip(names);
    rest.into_iter().find_map(|step| match step {
        Taken::Name(name) => Some(*name),
        Taken::Index | Taken::Splat => None,
    })
}

/// The output of a module that `module.name.output` and `module.name[key].output` name; `None` where the whole module
/// is meant, as by `module.name[*].output`.
pub(super) fn output<'a>(reference: &Reference<'a>) -> Option<&'a str> {
    match reference.steps.get(1) {
        Some(Taken::Index) => reference.name(2),
        _ => reference.name(1),
    }
}

/// `module.name` and what is taken of it. Where the whole module is meant, all that is in it comes first.
fn of_module<'t>(places: &[Place], place: &Place, reference: &Reference<'t>) -> Vec<Edge<'t>> {
    let Some(called) = reference.name(0).and_then(|name| place.called.get(name)) else {
        return Vec::new();
    };
    let Some(output) = output(reference) else {
        return vec![Edge::order(called.all), Edge::value(called.outputs)];
    };
    let Some(place) = called.place.and_then(|place| places.get(place)) else {
        return vec![Edge::value(called.outputs)];
    };
    let unread = || place.unread.map(|unread| Edge::value(unread).perhaps());
    let node = place.block("output", &[output]).map(Edge::value);
    node.or_else(unread).into_iter().collect()
}

/// What `depends_on` of a block names.
pub(super) fn order<'t>(places: &[Place], place: &Place, block: &'t Block) -> Vec<Edge<'t>> {
    let references = block.depends_on();
    let edges = references.iter().flat_map(|to| reference(places, place, to));
    edges.map(|edge| Edge { value: false, ..edge }).collect()
}
