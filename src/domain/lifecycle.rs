//! The order in which Terraform replaces a block: first the new one, or first away with the old one.

use super::mention::{Mention, walk};
use super::{Function, Site};
use crate::block::BlockValue;
use crate::scope::ModuleScope;
use crate::syntax::{Block, ExprKind};
use crate::value::{Data, Truth, Value};
use std::collections::BTreeSet;

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "is_created_before_destroyed",
    arity: 1..=1,
    compute: |args, site| {
        Value::truth(match args.first().map(|value| &value.data) {
            Some(Data::Block(block)) => is_created_before_destroyed(block, site),
            _ => Truth::Unknown,
        })
    },
}];

/// Whether the block says so, or another one that depends on it: Terraform replaces what a block depends on in the order
/// of that block. Unknown where there is another one that may depend on it.
fn is_created_before_destroyed(block: &BlockValue, site: &Site) -> Truth {
    let own = block.written("lifecycle");
    let own = own.elements().unwrap_or_default().into_iter().next();
    let own = own.map(|lifecycle| match lifecycle.data {
        Data::Block(lifecycle) => lifecycle.written("create_before_destroy"),
        _ => Value::anything(),
    });
    match own {
        Some(value) if value.is_null() != Truth::True && value.as_truth() != Truth::False => {
            return value.as_truth();
        }
        _ => {}
    }
    if site.configuration.may_have_more() {
        return Truth::Unknown;
    }
    let labels: Vec<&str> = block.address.labels.iter().map(|label| &**label).collect();
    for module in site.configuration.modules() {
        let is_here = module.path == site.module.path;
        let Some(target) = site.module.module.position("resource", &labels) else {
            return Truth::Unknown;
        };
        for (position, other) in module.module.blocks.iter().enumerate() {
            let is_itself = is_here && position == target;
            if !is_itself && says_so(other) && (!is_here || may_depend(module, position, target)) {
                return Truth::Unknown;
            }
        }
    }
    Truth::False
}

/// Whether the block has `create_before_destroy`, and it is not plainly `false`.
fn says_so(block: &Block) -> bool {
    let lifecycle = block.body.blocks_of("lifecycle");
    let mut written = lifecycle.filter_map(|block| block.body.attribute("create_before_destroy"));
    written.any(|attribute| !matches!(attribute.value.kind, ExprKind::Bool(false)))
}

/// Whether one block of a module may depend on another one, by way of others.
fn may_depend(scope: &ModuleScope, from: usize, on: usize) -> bool {
    let module = scope.module;
    let mut seen = BTreeSet::from([from]);
    let mut open = vec![from];
    while let Some(block) = open.pop().and_then(|position| module.blocks.get(position)) {
        let mut leads_out = false;
        let mut next = Vec::new();
        for value in block.body.values() {
            walk(module, value, &mut |mention| match mention {
                Mention::Block { position, .. } => next.push(position),
                Mention::Module => leads_out = true,
                // What the caller gives to a variable may be made of what is in this module.
                Mention::Variable => leads_out |= !scope.path.is_empty(),
                Mention::Itself | Mention::Other => {}
            });
        }
        if leads_out || next.contains(&on) {
            return true;
        }
        open.extend(next.into_iter().filter(|position| seen.insert(*position)));
    }
    false
}
