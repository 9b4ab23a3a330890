//! The method that a block belongs to.

use crate::ask::{Function, Site};
use crate::functions::Parameter;
use crate::value::{BlockValue, Data, Entries, Entry, Truth, Value};
use crate::world::{Filter, Wanted, referred};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "method_key",
        doc: "`rest_api_id`, `resource_id` and `http_method`, for a search for what belongs to the same method",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: None,
        compute: |args, _| Ok(method_key(args)),
    },
    Function {
        name: "method_of",
        doc: "the method that a block belongs to",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: None,
        compute: |args, site| Ok(method_of(args, site)),
    },
];

pub(super) const METHOD: &str = "aws_api_gateway_method";
/// The arguments that make a method of an API that very one.
const KEY: [&str; 3] = ["rest_api_id", "resource_id", "http_method"];

/// The block of the method that an integration, or a response, belongs to: the one of the same API, resource and method,
/// or the one that `http_method` refers to, unless that is of another resource; unknown if it is not found.
fn method_of(args: &[Value], site: &Site) -> Value {
    let Some(Data::Block(block)) = args.first().map(|value| &value.data) else {
        return Value::anything();
    };
    let matching = site.matching(METHOD, &of_same_method(block));
    let by_key = matching.blocks.first().cloned();
    let method = by_key.or_else(|| by_reference(block, site));
    method.map_or_else(Value::anything, |method| Value::new(Data::Block(method)))
}

/// What finds the blocks that belong to the same method as that one.
pub(super) fn of_same_method(block: &BlockValue) -> Filter {
    KEY.iter().map(|name| (Arc::from(*name), Wanted::Value(block.written(name)))).collect()
}

fn by_reference(block: &BlockValue, site: &Site) -> Option<Arc<BlockValue>> {
    let addresses = referred(&block.written("http_method"));
    let address = addresses.iter().find(|address| address.resource_type() == METHOD)?;
    let method = site.world().block(address)?;
    let is_other =
        |name: &&str| site.same(&block.written(name), &method.written(name)) == Truth::False;
    (!KEY.iter().any(is_other)).then_some(method)
}

/// What makes a method of an API that very one: where two blocks have these in common, they are about the same method.
fn method_key(args: &[Value]) -> Value {
    let Some(Data::Block(block)) = args.first().map(|value| &value.data) else {
        return Value::anything();
    };
    let entry = |name: &str| (Arc::from(name), Entry { key: None, value: block.written(name) });
    Value::object(KEY.into_iter().map(entry).collect::<Entries>())
}
