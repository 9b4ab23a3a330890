//! What is found by its name with all that belongs to it.

use crate::ask::Findable;
use crate::value::{Address, BlockValue};
use crate::world::{World, referred};
use std::sync::Arc;

const REST_API: &str = "aws_api_gateway_rest_api";
const API: &str = "aws_apigatewayv2_api";

/// The API that a block is, or belongs to.
pub(super) fn api(block: &Arc<BlockValue>, world: &World) -> Option<Findable> {
    let is_api = [REST_API, API].contains(&block.resource_type());
    let api = if is_api { Arc::clone(block) } else { of(block, world)? };
    let (data, parts) = match api.resource_type() {
        API => ("data.aws_apigatewayv2_apis", "aws_apigatewayv2_route"),
        _ => ("data.aws_api_gateway_rest_api", "aws_api_gateway_method"),
    };
    Some(Findable { block: api, data, argument: "name", parts })
}

fn of(block: &BlockValue, world: &World) -> Option<Arc<BlockValue>> {
    let api = |argument: &str, r#type: &str| {
        let addresses = referred(&block.written(argument));
        let is_api =
            |address: &&Address| &*address.kind == "resource" && address.resource_type() == r#type;
        world.block(addresses.iter().rfind(is_api)?)
    };
    api("rest_api_id", REST_API).or_else(|| api("api_id", API))
}
