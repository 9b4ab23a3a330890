//! The AWS region that a block is made in: its own `region`, or that of its provider.

use super::{Function, Site, block};
use crate::convert::Stop;
use crate::eval::{Environment, eval};
use crate::functions::{Answer, Parameter};
use crate::scope::ModuleScope;
use crate::value::{BlockValue, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "region",
    doc: "the region that a block is made in, where `region` of it or of its provider is written as it is",
    parameters: &[Parameter::BLOCK],
    rest: None,
    result: None,
    compute: |args, site| of_block(block(args, 0)?, site),
}];

fn of_block(block: &BlockValue, site: &Site) -> Answer {
    let own = block.written("region");
    if own.is_null() != Truth::True {
        return literal(own);
    }
    let (calls, provider) =
        site.world().graph().provider_of(&block.address).ok_or(Stop::Unknown)?;
    let is_there = |module: &&ModuleScope| module.path.names().eq(calls.iter().copied());
    let mut modules = site.world().modules().filter(is_there);
    let (Some(module), None) = (modules.next(), modules.next()) else { return Err(Stop::Unknown) };
    let region = provider.body.attribute("region").filter(|_| provider.body.is_whole());
    literal(eval(&region.ok_or(Stop::Unknown)?.value, Environment::new(module)))
}

/// What a variable or the environment sets may be another one elsewhere.
fn literal(region: Value) -> Answer {
    let is_literal = region.origin.as_ref().is_some_and(|origin| origin.from.is_none());
    if is_literal && region.as_str().is_some() { Ok(region) } else { Err(Stop::Unknown) }
}
