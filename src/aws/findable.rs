//! What is found by its name with all that belongs to it.

use crate::ask::Findable;
use crate::value::{Address, BlockValue};
use crate::world::{World, referred};
use std::sync::Arc;

const API: &str = "aws_api_gateway_rest_api";

/// The API that a block is, or belongs to.
pub(super) fn api(block: &Arc<BlockValue>, world: &World) -> Option<Findable> {
    let block = if block.resource_type() == API { Arc::clone(block) } else { of(block, world)? };
    Some(Findable {
        block,
        data: "data.aws_api_gateway_rest_api",
        argument: "name",
        parts: "aws_api_gateway_method",
    })
}

fn of(block: &BlockValue, world: &World) -> Option<Arc<BlockValue>> {
    let addresses = referred(&block.written("rest_api_id"));
    let is_api =
        |address: &&Address| &*address.kind == "resource" && address.resource_type() == API;
    world.block(addresses.iter().rfind(is_api)?)
}
