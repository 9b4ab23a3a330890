//! Override files: what they say of a block replaces what the block says.

use crate::syntax::{Attribute, Block, Body};
use std::path::Path;
use std::sync::Arc;

/// Whether Terraform merges the file into the others.
pub(crate) fn is_override(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = name.strip_suffix(".json").unwrap_or(name).rsplit_once('.').map(|(stem, _)| stem);
    stem.is_some_and(|stem| stem == "override" || stem.ends_with("_override"))
}

/// Merges the blocks of an override file into those that are there.
pub(super) fn merge(blocks: &mut Vec<Arc<Block>>, overrides: Vec<Arc<Block>>) {
    for change in overrides {
        let same = |block: &&mut Arc<Block>| {
            let labels = |block: &Block| {
                block.labels.iter().map(|label| label.text.clone()).collect::<Vec<_>>()
            };
            block.kind.text == change.kind.text && labels(block) == labels(&change)
        };
        match &*change.kind.text {
            // Each local value is overridden on its own, wherever it is defined; the last definition counts.
            "locals" => blocks.push(change),
            _ => match blocks.iter_mut().find(same) {
                Some(block) => {
                    let (block, change) = (Arc::make_mut(block), Arc::unwrap_or_clone(change));
                    let before = earlier_type(block, &change);
                    merge_body(&mut block.body, change.body);
                    block.body.attributes.extend(before);
                }
                // Terraform refuses an override of nothing.
                None => blocks.push(change),
            },
        }
    }
}

/// The type of a variable that an override gives another one. It stays, behind the other: the default that the override
/// leaves is of it before it becomes of the other.
fn earlier_type(block: &Block, change: &Block) -> Option<Attribute> {
    let gives = |name| change.body.attribute(name).is_some();
    let changed = &*block.kind.text == "variable" && gives("type") && !gives("default");
    block.body.attribute("type").filter(|_| changed).cloned()
}

fn merge_body(body: &mut Body, change: Body) {
    body.unread.extend(change.unread);
    for attribute in change.attributes {
        body.attributes.retain(|old| old.name.text != attribute.name.text);
        body.attributes.push(attribute);
    }
    // Nested blocks replace all of their type; the content of `lifecycle` is merged argument by argument.
    let replaced: Vec<_> = change.blocks.iter().map(nested_type).collect();
    let merged = |block: &Block| &*block.kind.text == "lifecycle";
    body.blocks.retain(|old| merged(old) || !replaced.contains(&nested_type(old)));
    for block in change.blocks {
        match body.blocks.iter_mut().find(|old| merged(old) && merged(&block)) {
            Some(old) => merge_body(&mut old.body, block.body),
            None => body.blocks.push(block),
        }
    }
}

/// The type of a nested block, which a `dynamic` block has as its label.
fn nested_type(block: &Block) -> Arc<str> {
    match (&*block.kind.text, block.labels.first()) {
        ("dynamic", Some(label)) => label.text.clone(),
        _ => block.kind.text.clone(),
    }
}
