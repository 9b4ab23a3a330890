//! `ignore_changes`: what of a block others may change, so that what is written is not what is there.

use crate::syntax::{Block, Expr, ExprKind};
use crate::value::Ignored;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a resource ignores. What is not understood may be anything.
pub(super) fn of(block: &Block) -> Ignored {
    let lifecycle = block.body.blocks_of("lifecycle");
    let mut names = BTreeSet::new();
    for attribute in lifecycle.filter_map(|block| block.body.attribute("ignore_changes")) {
        let ExprKind::Tuple(elements) = &attribute.value.kind else { return Ignored::All };
        for element in elements {
            match name(element) {
                Some(name) if name != "*" => names.insert(Arc::from(name)),
                _ => return Ignored::All,
            };
        }
    }
    if names.is_empty() { Ignored::Nothing } else { Ignored::Some(names) }
}

/// The argument in which a path begins, in quotes as Terraform 0.11 and JSON have it too.
fn name(path: &Expr) -> Option<&str> {
    match &path.kind {
        ExprKind::Variable(name) => Some(name),
        ExprKind::Traversal(root, _) => name(root),
        ExprKind::String(text) => text.split(['.', '[']).next().map(str::trim),
        _ => None,
    }
}
