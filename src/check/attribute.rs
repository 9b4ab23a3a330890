//! References to attributes that a resource has not: the native part of `unknown-attribute`.

use super::{Found, evaluated};
use crate::aws::missing_attribute;
use crate::eval::Environment;
use crate::scope::{Instances, ModuleScope};
use crate::source::Span;
use crate::syntax::{Block, BlockPart, ExprKind, Reference, Taken};
use crate::world::World;

/// The references that Terraform refuses whatever the values. It looks at all of them, those in `try` too, of which nothing
/// is said here: a module for several versions of a provider has them.
pub(super) fn find(scope: &ModuleScope, world: &World) -> Vec<Found> {
    let module = scope.module;
    let mut found = Vec::new();
    for block in &module.blocks {
        let references = block.references();
        if references.is_empty() {
            continue;
        }
        let caught = evaluated::caught(&block.body);
        let is_caught = |span: Span| caught.iter().any(|around| around.contains(span));
        found.extend(
            references
                .iter()
                .filter(|reference| reference.part != BlockPart::Content)
                .filter_map(|reference| missing(reference, scope, world))
                .filter(|found| !is_caught(found.span)),
        );
    }
    found
}

fn missing(reference: &Reference, scope: &ModuleScope, world: &World) -> Option<Found> {
    let module = scope.module;
    let (r#type, name) = (reference.root, reference.name(0)?);
    let attribute = match reference.steps.get(1)? {
        Taken::Name(attribute) => attribute,
        Taken::Index | Taken::Splat => reference.name(2)?,
    };
    let position = module.position("resource", &[r#type, name])?;
    let block = module.blocks.get(position).filter(|block| is_of_its_provider(block, r#type))?;
    // Where there are no instances, a splat takes nothing of them.
    let may_be_none = || match scope.instances(position, Environment::new(scope)) {
        Instances::Single => false,
        Instances::Known(known) => known.is_empty(),
        _ => true,
    };
    if reference.steps.contains(&Taken::Splat) && may_be_none() {
        return None;
    }
    let missing = missing_attribute(r#type, attribute, scope, world)?;
    let label = block.label(1).unwrap_or_default();
    let message = format!("`{type}.{label}` has no attribute `{attribute}`");
    let help = missing.nearest.map(|nearest| format!("did you mean `{nearest}`?"));
    Some(Found::new(reference.span, message, help))
}

/// Whether the provider of the block is the one that its type is named after, under whichever alias.
fn is_of_its_provider(block: &Block, r#type: &str) -> bool {
    let Some(provider) = block.body.attribute("provider") else { return true };
    let name = match &provider.value.kind {
        ExprKind::Variable(name) => name,
        ExprKind::Traversal(root, _) => match &root.kind {
            ExprKind::Variable(name) => name,
            _ => return false,
        },
        _ => return false,
    };
    r#type.split('_').next() == Some(name)
}
