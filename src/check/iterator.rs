//! What is taken of the iterator of a `dynamic` block: the native part of `dynamic-iterator-attribute`.

use super::{Found, content, evaluated};
use crate::finding::Severity;
use crate::scope::ModuleScope;
use crate::source::Span;
use crate::syntax::{Body, Expr, ExprKind, Step};
use std::collections::BTreeSet;

/// What an iterator has.
const ATTRIBUTES: [&str; 2] = ["key", "value"];

/// References to what an iterator has not. Terraform refuses them where the block has an element; where it may have none
/// they are a warning.
pub(super) fn find(scope: &ModuleScope) -> Vec<Found> {
    let mut found = Vec::new();
    for (position, block) in scope.module.blocks().enumerate() {
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
                content::each(&block.body, &mut Vec::new(), env, &mut |expr, iterators, _| {
                    mark(expr, iterators, &mut refused);
                });
            }
        });
        found.extend(suspects.into_iter().map(|suspect| Found {
            severity: (!refused.contains(&suspect.span)).then_some(Severity::Warning),
            ..suspect
        }));
    }
    found
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
        iterators.extend(content::iterator(block));
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
