//! References to attributes that a resource has not: the native part of `unknown-attribute`.

use super::{Found, evaluated, exported};
use crate::aws::{is_settled, missing_attribute};
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
    for block in module.blocks() {
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
    let (kind, labels) =
        reference.block().filter(|(kind, _)| matches!(*kind, "resource" | "data"))?;
    let [r#type, _] = *labels.as_slice() else { return None };
    let before = if matches!(reference.root, "data" | "resource") { 2 } else { 1 };
    let after = match reference.steps.get(before)? {
        Taken::Name(_) => before,
        Taken::Index | Taken::Splat => before + 1,
    };
    let attribute = reference.name(after)?;
    let position = module.position(kind, &labels)?;
    let block = module.block(position).filter(|block| is_of_its_provider(block, r#type))?;
    // Where there are no instances, a splat takes nothing of them.
    let may_be_none = || match scope.instances(position, Environment::new(scope)) {
        Instances::Single => false,
        Instances::Known(known) => known.is_empty(),
        _ => true,
    };
    if reference.steps.contains(&Taken::Splat) && may_be_none() {
        return None;
    }
    let schema_type = if kind == "data" { format!("data.{type}") } else { r#type.to_owned() };
    let prefix = if kind == "data" { "data." } else { "" };
    let label = block.label(1).unwrap_or_default();
    if let Some(missing) = missing_attribute(&schema_type, attribute, scope, world) {
        let message = format!("`{prefix}{type}.{label}` has no attribute `{attribute}`");
        let help = missing.nearest.map(|nearest| format!("did you mean `{nearest}`?"));
        return Some(Found::new(reference.span, message, help));
    }
    let schema = scope.tree().schemas().of(&schema_type)?;
    let steps = reference.steps.get(after + 1..).filter(|steps| !steps.is_empty())?;
    let (message, help) = exported::misstep(attribute, &schema.body, steps)?;
    let is_certain = is_settled(&schema_type, &schema, scope, world);
    is_certain.then(|| Found::new(reference.span, message, Some(help)))
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
