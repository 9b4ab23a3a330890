//! The content of `dynamic` blocks, which Terraform looks at for each element, and so not where there is none.

use crate::eval::{Binding, Environment, pairs, separately};
use crate::syntax::{Block, Body, Expr, ExprKind};
use crate::value::budget;
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
    look: &mut Look<'a, '_>,
) {
    for attribute in &body.attributes {
        look(&attribute.value, iterators, env);
    }
    Nested { blocks: &body.blocks }.each(iterators, env, look);
}

/// What looks at an expression, with the names of the iterators around it and what they stand for.
pub(super) type Look<'a, 'l> = dyn FnMut(&'a Expr, &[&'a str], Environment) + 'l;

/// Steps of a look at the content for an element.
const STEPS_OF_ELEMENT: u64 = 1_000;

/// The blocks in a body.
pub(super) struct Nested<'a> {
    pub(super) blocks: &'a [Block],
}

impl<'a> Nested<'a> {
    /// The same in these blocks.
    pub(super) fn each(
        &self,
        iterators: &mut Vec<&'a str>,
        env: Environment,
        look: &mut Look<'a, '_>,
    ) {
        for block in self.blocks {
            if &*block.kind.text != "dynamic" {
                each(&block.body, iterators, env, look);
                continue;
            }
            let (Some(for_each), Some(name)) = (block.body.attribute("for_each"), iterator(block))
            else {
                continue;
            };
            look(&for_each.value, iterators, env);
            let is_outermost = iterators.is_empty();
            iterators.push(name);
            let mut elements = || {
                for (key, value) in pairs(&separately(&for_each.value, env)).unwrap_or_default() {
                    if !budget::steps(STEPS_OF_ELEMENT) {
                        break;
                    }
                    let pair =
                        |name: &str, value: Value| (Arc::from(name), Entry { key: None, value });
                    let element =
                        Value::object(Entries::from([pair("key", key), pair("value", value)]));
                    let binding =
                        Binding { name, value: &element, how: How::Each, outer: env.bindings };
                    for content in block.body.blocks_of("content") {
                        each(&content.body, iterators, env.with(Some(&binding)), look);
                    }
                }
            };
            if is_outermost {
                budget::alone(block.header, elements);
            } else {
                elements();
            }
            iterators.pop();
        }
    }
}
