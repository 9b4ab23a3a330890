//! How Terraform comes by an object: whether it is there already, and in which order it is replaced, first the new one or first
//! away with the old one.

use super::{Function, Site, block};
use crate::functions::Parameter;
use crate::scope::ModuleScope;
use crate::syntax::{Block, ExprKind};
use crate::value::{Address, BlockValue, Data, InstanceKey, Kind, Truth, Value};
use crate::world::World;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "is_created_before_destroyed",
        doc: "whether Terraform makes the new one first when it replaces the block",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, site| Ok(Value::truth(is_created_before_destroyed(block(args, 0)?, site))),
    },
    Function {
        name: "is_imported",
        doc: "whether an `import` block of the root says that the object is there already",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, site| Ok(Value::bool(site.world().is_imported(&block(args, 0)?.address))),
    },
];

/// Whether the block says so. Terraform replaces what a block depends on in the order of that block, so it is Unknown
/// where another one says so that may depend on this one.
fn is_created_before_destroyed(block: &BlockValue, site: &Site) -> Truth {
    let own = block.written("lifecycle");
    if matches!(own.data, Data::Unknown(_)) {
        return Truth::Unknown;
    }
    let own = own.elements().unwrap_or_default().into_iter().next();
    let own = own.map_or_else(Value::null, |lifecycle| match lifecycle.data {
        Data::Block(lifecycle) => lifecycle.written("create_before_destroy"),
        _ => Value::anything(),
    });
    if own.is_null() != Truth::True && own.as_truth() != Truth::False {
        return own.as_truth();
    }
    let hands_on = |other: &Address| {
        (&other.labels, &other.module) != (&block.address.labels, &block.address.module)
            && site.world().depends(other, &block.address) != Truth::False
    };
    let is_open = site.world().may_have_more() || {
        let created_first = site.world().once("", || CreatedFirst(created_first(site.world())));
        created_first.0.iter().any(hands_on)
    };
    if is_open { Truth::Unknown } else { Truth::False }
}

/// The blocks of a configuration that say so of themselves.
struct CreatedFirst(Vec<Address>);

fn created_first(world: &World) -> Vec<Address> {
    let of_module = |module: &ModuleScope| {
        let others = module.module.blocks().filter(|block| says_so(block));
        let address = |block: &Block| Address {
            module: module.path.clone(),
            kind: Arc::clone(&block.kind.text),
            labels: block.labels.iter().map(|label| Arc::clone(&label.text)).collect(),
            key: InstanceKey::None,
        };
        others.map(address).collect::<Vec<_>>()
    };
    world.modules().flat_map(of_module).collect()
}

/// Whether the block has `create_before_destroy`, and it is not plainly `false`.
fn says_so(block: &Block) -> bool {
    let lifecycle = block.body.blocks_of("lifecycle");
    let mut written = lifecycle.filter_map(|block| block.body.attribute("create_before_destroy"));
    written.any(|attribute| !matches!(attribute.value.kind, ExprKind::Bool(false)))
}
