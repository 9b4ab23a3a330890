//! The method that an integration belongs to.

use super::Function;
use crate::block::BlockValue;
use crate::eval::Environment;
use crate::scope::ModuleScope;
use crate::value::{Address, Data, InstanceKey, Value};

pub(super) const FUNCTIONS: &[Function] =
    &[Function { name: "method_of", arity: 1, compute: |args, module| method_of(args, module) }];

/// The block that `http_method = aws_api_gateway_method.m.http_method` refers to; unknown where it refers to none.
fn method_of(args: &[Value], module: &ModuleScope) -> Value {
    let Some(Data::Block(block)) = args.first().map(|value| &value.data) else {
        return Value::anything();
    };
    referred(block).and_then(|address| block_at(&address, module)).unwrap_or_else(Value::anything)
}

/// Whose `http_method` the block takes.
fn referred(block: &BlockValue) -> Option<Address> {
    let value = &block.arguments.get("http_method")?.value;
    let through_origin = value.origin.as_ref().and_then(|origin| origin.block());
    let through_symbol =
        || value.symbol().and_then(|symbol| Some((&symbol.address, &**symbol.path.first()?)));
    let (address, attribute) = through_origin.or_else(through_symbol)?;
    let is_method =
        address.labels.first().is_some_and(|r#type| &**r#type == "aws_api_gateway_method");
    (is_method && attribute == "http_method" && address.key != InstanceKey::Unknown)
        .then(|| address.clone())
}

fn block_at(address: &Address, module: &ModuleScope) -> Option<Value> {
    // The block of another module is not looked at.
    if address.module != module.path {
        return None;
    }
    let labels: Vec<&str> = address.labels.iter().map(|label| &**label).collect();
    let position = module.module.position(&address.kind, &labels)?;
    // The reference has been evaluated, so the instance is known with the element that it stands for.
    let block = module.instance(position, &address.key, None, Environment::new(module))?;
    Some(Value::new(Data::Block(block)))
}
