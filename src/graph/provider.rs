//! Which `provider` block configures a resource: what that refers to comes first too.

use super::{Edge, Graph, NodeId, Place};
use crate::syntax::{Block, Expr, ExprKind, Step};
use crate::value::Address;
use std::sync::Arc;

/// What a resource depends on for its provider.
pub(super) fn of_block(places: &[Place], place: &Place, block: &Block) -> Option<Edge<'static>> {
    configuring(places, place, block).map(|(_, node)| Edge::order(node))
}

impl<'t> Graph<'t> {
    /// The `provider` block that configures a resource, and the names of the calls that lead to where it is.
    pub(crate) fn provider_of(&self, address: &Address) -> Option<(Vec<&'t str>, &'t Block)> {
        let place = self.place(&address.module)?;
        let block = place.module.block(place.module.position_of(address)?)?;
        let (place, node) = configuring(&self.places, place, block)?;
        let (position, _) = place.blocks().find(|(_, of_block)| *of_block == node)?;
        Some((self.calls(place.call), place.module.block(position)?))
    }
}

/// The place and the node of the `provider` block that configures a resource.
fn configuring<'a, 't>(
    places: &'a [Place<'t>],
    place: &'a Place<'t>,
    block: &Block,
) -> Option<(&'a Place<'t>, NodeId)> {
    if !matches!(&*block.kind.text, "resource" | "data" | "ephemeral") {
        return None;
    }
    let written = block.body.attribute("provider").and_then(|provider| name(&provider.value));
    let implied = || block.label(0)?.split('_').next().map(|local| (local.into(), None));
    let (mut wanted, mut place) = (written.or_else(implied)?, place);
    loop {
        if let Some(node) = place.providers.get(&wanted) {
            return Some((place, *node));
        }
        // The call hands it on, or the caller's own is taken.
        let call = place.call?;
        place = places.get(call.caller)?;
        let block = place.module.block(call.position)?;
        let handed = block.body.attribute("providers").and_then(|all| handed(&all.value, &wanted));
        wanted = handed.or(wanted.1.is_none().then_some(wanted))?;
    }
}

/// A provider by its local name and alias.
pub(super) type Name = (Arc<str>, Option<Arc<str>>);

/// `aws`, `aws.west`, and both in quotes.
fn name(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Variable(local) => Some((Arc::clone(local), None)),
        ExprKind::String(text) => {
            let parts =
                text.split_once('.').map(|(local, alias)| (local.into(), Some(alias.into())));
            Some(parts.unwrap_or_else(|| (Arc::clone(text), None)))
        }
        ExprKind::Traversal(root, steps) => match (&root.kind, steps.as_slice()) {
            (ExprKind::Variable(local), [Step::Attribute(alias)]) => {
                Some((Arc::clone(local), Some(Arc::clone(&alias.text))))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The name by which a `provider` block is meant.
pub(super) fn configured(block: &Block) -> Option<Name> {
    let local = &block.labels.first()?.text;
    let alias = block.body.attribute("alias").and_then(|alias| match &alias.value.kind {
        ExprKind::String(alias) => Some(Arc::clone(alias)),
        _ => None,
    });
    Some((Arc::clone(local), alias))
}

/// The provider of the caller that stands for one of the module, by `providers` of the call.
fn handed(all: &Expr, wanted: &Name) -> Option<Name> {
    let ExprKind::Object(entries) = &all.kind else { return None };
    let entry = entries.iter().find(|entry| name(&entry.key).as_ref() == Some(wanted))?;
    name(&entry.value)
}
