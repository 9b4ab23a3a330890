//! The content of `dynamic` blocks, which Terraform looks at for each element, and so not where there is none.

use crate::eval::{Binding, Environment, eval, pairs};
use crate::syntax::{Block, Body, Expr, ExprKind};
use crate::value::{Entries, Entry, How, Value};
use std::sync::Arc;

/// The name that stands for the element in the content of a `dynamic` block.
pub(super) fn iterator(block: &Block) -> Option<&str> {
    if &*block.kind.text != "dynamic" {
        return None;
    }
    match block.body.attribute("iterator").map(|iterator| &iterator.value.kind) {
        Some(ExprKind::Variable(name)) => Some(name),
        Some(_) => None,
        None => block.label(0),
    }
}

/// Looks at the expressions of a body that Terraform certainly evaluates, those of nested blocks too, each with the names of
/// the iterators around it: the content of a `dynamic` block for each element that there certainly is.
pub(super) fn each<'a>(
    body: &'a Body,
    iterators: &mut Vec<&'a str>,
    env: Environment,
    look: &mut dyn FnMut(&'a Expr, &[&'a str]),
) {
    for attribute in &body.attributes {
        look(&attribute.value, iterators);
    }
    for block in &body.blocks {
        if &*block.kind.text != "dynamic" {
            each(&block.body, iterators, env, look);
            continue;
        }
        let (Some(for_each), Some(name)) = (block.body.attribute("for_each"), iterator(block))
        else {
            continue;
        };
        look(&for_each.value, iterators);
        iterators.push(name);
        for (key, value) in pairs(&eval(&for_each.value, env)).unwrap_or_default() {
            let pair = |name: &str, value: Value| (Arc::from(name), Entry { key: None, value });
            let element = Value::object(Entries::from([pair("key", key), pair("value", value)]));
            let binding = Binding { name, value: &element, how: How::Each, outer: env.bindings };
            for content in block.body.blocks_of("content") {
                each(&content.body, iterators, env.with(Some(&binding)), look);
            }
        }
        iterators.pop();
    }
}
