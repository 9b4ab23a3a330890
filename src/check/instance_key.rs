//! References to resources with a key that they do not have, or without the one that they need.

use super::Found;
use crate::module::Module;
use crate::syntax::{Block, BlockPart, Reference, Taken};

/// Terraform looks at these references before it knows how many instances there are, those in `try` too.
pub(super) fn find(module: &Module) -> Vec<Found> {
    let mut found = Vec::new();
    if module.incomplete {
        return found;
    }
    for block in module.blocks() {
        let references = block.references().into_iter().chain(block.depends_on());
        let is_looked_at = |reference: &Reference| {
            !matches!(reference.part, BlockPart::Content | BlockPart::Trigger)
        };
        found.extend(references.filter(is_looked_at).filter_map(|it| wrong(module, block, &it)));
    }
    found
}

fn wrong(module: &Module, within: &Block, reference: &Reference) -> Option<Found> {
    let is_value = matches!(
        &*within.kind.text,
        "resource" | "data" | "ephemeral" | "module" | "output" | "locals" | "check"
    );
    let (kind, labels) = reference.block().filter(|(kind, _)| is_value && *kind != "variable")?;
    let position = module.position(kind, &labels)?;
    let block = module.block(position).filter(|block| block.body.is_whole())?;
    if module.has_several(kind, &labels) {
        return None;
    }
    let has = |name: &str| block.body.attribute(name).is_some();
    let steps = match reference.root {
        "data" | "ephemeral" | "resource" => 2,
        _ => 1,
    };
    let prefix = if kind == "resource" { String::new() } else { format!("{kind}.") };
    let address = format!("{prefix}{}", labels.join("."));
    match (reference.steps.get(steps)?, has("count"), has("for_each")) {
        (Taken::Index, false, false) => {
            let message = format!(
                "`{address}` has neither `count` nor `for_each`, so it has no instance keys"
            );
            let help = "remove the index in brackets".to_owned();
            Some(Found::new(reference.span, message, Some(help)))
        }
        (Taken::Name(_), true, false) => {
            let message = format!("`{address}` has `count`, so a reference needs an instance key");
            let help = format!(
                "write `{address}[0]`, `{address}[count.index]`, or `{address}[*]` for all"
            );
            Some(Found::new(reference.span, message, Some(help)))
        }
        (Taken::Name(_), false, true) => {
            let message =
                format!("`{address}` has `for_each`, so a reference needs an instance key");
            let help = format!("write `{address}[each.key]`, or `values({address})[*]` for all");
            Some(Found::new(reference.span, message, Some(help)))
        }
        _ => None,
    }
}
