//! What is taken of the iterator of a `dynamic` block: the native part of `dynamic-iterator-attribute`.

use super::{Found, evaluated};
use crate::eval::{Binding, Environment, eval, pairs};
use crate::finding::Severity;
use crate::scope::ModuleScope;
use crate::source::Span;
use crate::syntax::{Block, Body, Expr, ExprKind, Step};
use crate::value::{Entries, Entry, How, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What an iterator has.
const ATTRIBUTES: [&str; 2] = ["key", "value"];

/// References to what an iterator has not. Terraform refuses them where the block has an element; where it may have none
/// they are a warning.
pub(super) fn find(scope: &ModuleScope) -> Vec<Found> {
    let mut found = Vec::new();
    for (position, block) in scope.module.blocks.iter().enumerate() {
        if !matches!(&*block.kind.text, "resource" | "data" | "ephemeral") {
            continue;
        }
        let mut suspects = Vec::new();
        in_body(&block.body, &mut Vec::new(), &mut suspects);
        if suspects.is_empty() {
            continue;
        }
        let mut refused = BTreeSet::new();
        scope.in_each_instance(position, |env, is_certain| {
            if is_certain {
                evaluate(&block.body, &mut Vec::new(), env, &mut refused);
            }
        });
        found.extend(suspects.into_iter().map(|suspect| Found {
            severity: (!refused.contains(&suspect.span)).then_some(Severity::Warning),
            ..suspect
        }));
    }
    found
}

/// The name that stands for the element in the content of a `dynamic` block.
fn iterator(block: &Block) -> Option<&str> {
    if &*block.kind.text != "dynamic" {
        return None;
    }
    match block.body.attribute("iterator").map(|iterator| &iterator.value.kind) {
        Some(ExprKind::Variable(name)) => Some(name),
        Some(_) => None,
        None => block.label(0),
    }
}

/// All that may be refused in a body, with the iterators around it.
fn in_body<'a>(body: &'a Body, iterators: &mut Vec<&'a str>, found: &mut Vec<Found>) {
    for attribute in &body.attributes {
        in_expr(&attribute.value, iterators, found);
    }
    for block in &body.blocks {
        if &*block.kind.text != "dynamic" {
            in_body(&block.body, iterators, found);
            continue;
        }
        // Its own arguments do not see its iterator.
        if let Some(for_each) = block.body.attribute("for_each") {
            in_expr(&for_each.value, iterators, found);
        }
        let before = iterators.len();
        iterators.extend(iterator(block));
        for content in block.body.blocks_of("content") {
            in_body(&content.body, iterators, found);
        }
        iterators.truncate(before);
    }
}

fn in_expr(expr: &Expr, iterators: &[&str], found: &mut Vec<Found>) {
    let caught = evaluated::caught_in(expr);
    for reference in expr.references() {
        let is_caught = caught.iter().any(|span| span.contains(reference.span));
        let is_missing = |name: &&str| !ATTRIBUTES.contains(name);
        let is_iterator = iterators.contains(&reference.root) && !is_caught;
        if let Some(name) = reference.name(0).filter(is_missing).filter(|_| is_iterator) {
            let root = reference.root;
            let message = format!("the iterator `{root}` has no attribute `{name}`");
            let help = format!("write `{root}.value.{name}`");
            found.push(Found::new(reference.span, message, Some(help)));
        }
    }
}

/// Marks what Terraform certainly evaluates in a body: the content of a `dynamic` block is, for each element that there
/// certainly is.
fn evaluate<'a>(
    body: &'a Body,
    iterators: &mut Vec<&'a str>,
    env: Environment,
    refused: &mut BTreeSet<Span>,
) {
    for attribute in &body.attributes {
        mark(&attribute.value, iterators, refused);
    }
    for block in &body.blocks {
        if &*block.kind.text != "dynamic" {
            evaluate(&block.body, iterators, env, refused);
            continue;
        }
        let (Some(for_each), Some(name)) = (block.body.attribute("for_each"), iterator(block))
        else {
            continue;
        };
        mark(&for_each.value, iterators, refused);
        iterators.push(name);
        for (key, value) in pairs(&eval(&for_each.value, env)).unwrap_or_default() {
            let pair = |name: &str, value: Value| (Arc::from(name), Entry { key: None, value });
            let element = Value::object(Entries::from([pair("key", key), pair("value", value)]));
            let binding = Binding { name, value: element, how: How::Each, outer: env.bindings };
            for content in block.body.blocks_of("content") {
                evaluate(&content.body, iterators, env.with(Some(&binding)), refused);
            }
        }
        iterators.pop();
    }
}

fn mark(expr: &Expr, iterators: &[&str], refused: &mut BTreeSet<Span>) {
    evaluated::of_expr(expr, &mut |expr| {
        let ExprKind::Traversal(root, steps) = &expr.kind else { return };
        if let (ExprKind::Variable(root), Some(Step::Attribute(_))) = (&root.kind, steps.first())
            && iterators.contains(&&**root)
        {
            refused.insert(expr.span);
        }
    });
}
