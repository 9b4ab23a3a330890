//! Which `provider` block configures a resource: what that refers to comes first too.

use super::{Edge, Place};
use crate::syntax::{Block, Expr, ExprKind, Step};

/// What a resource depends on for its provider.
pub(super) fn of_block(places: &[Place], place: &Place, block: &Block) -> Option<Edge<'static>> {
    if !matches!(&*block.kind.text, "resource" | "data" | "ephemeral") {
        return None;
    }
    let written = block.body.attribute("provider").and_then(|provider| name(&provider.value));
    let implied = || block.label(0)?.split('_').next().map(|local| (local.to_owned(), None));
    let (mut wanted, mut place) = (written.or_else(implied)?, place);
    loop {
        if let Some(node) = configured(place, &wanted) {
            return Some(Edge::order(node));
        }
        // The call hands it on, or the caller's own is taken.
        let call = place.call?;
        place = places.get(call.caller)?;
        let block = place.module.blocks.get(call.position)?;
        let handed = block.body.attribute("providers").and_then(|all| handed(&all.value, &wanted));
        wanted = handed.or(wanted.1.is_none().then_some(wanted))?;
    }
}

/// A provider by its local name and alias.
type Name = (String, Option<String>);

/// `aws`, `aws.west`, and both in quotes.
fn name(expr: &Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Variable(local) => Some((local.to_string(), None)),
        ExprKind::String(text) => {
            let (local, alias) =
                text.split_once('.').map_or((&**text, None), |(a, b)| (a, Some(b)));
            Some((local.to_owned(), alias.map(str::to_owned)))
        }
        ExprKind::Traversal(root, steps) => match (&root.kind, steps.as_slice()) {
            (ExprKind::Variable(local), [Step::Attribute(alias)]) => {
                Some((local.to_string(), Some(alias.text.to_string())))
            }
            _ => None,
        },
        _ => None,
    }
}

/// The `provider` block of that name in the module.
fn configured(place: &Place, (local, alias): &Name) -> Option<super::NodeId> {
    let alias_of = |block: &Block| match &block.body.attribute("alias")?.value.kind {
        ExprKind::String(alias) => Some(alias.to_string()),
        _ => None,
    };
    let is_it = |block: &Block| block.label(0) == Some(local) && alias_of(block) == *alias;
    let mut blocks = place.providers.iter();
    let position =
        blocks.find(|position| place.module.blocks.get(**position).is_some_and(is_it))?;
    place.blocks.get(position).copied()
}

/// The provider of the caller that stands for one of the module, by `providers` of the call.
fn handed(all: &Expr, wanted: &Name) -> Option<Name> {
    let ExprKind::Object(entries) = &all.kind else { return None };
    let entry = entries.iter().find(|entry| name(&entry.key).as_ref() == Some(wanted))?;
    name(&entry.value)
}
