//! The expressions that Terraform certainly evaluates, whatever the values: what is wrong in them is always refused.

use crate::functions::catches;
use crate::source::Span;
use crate::syntax::{Binary, Block, Body, Expr, ExprKind, Part, Step, is_conversion};

/// The expressions in a top-level block that are evaluated whenever the module is, each with those inside of it.
pub(super) fn of_block<'a>(block: &'a Block, found: &mut dyn FnMut(&'a Expr)) {
    let kind = &*block.kind.text;
    let is_evaluated = |name: &str| match kind {
        "resource" | "data" | "ephemeral" => !matches!(name, "provider" | "depends_on"),
        "module" => !matches!(name, "source" | "version" | "providers" | "depends_on"),
        "output" => name == "value",
        "locals" => true,
        _ => false,
    };
    for attribute in block.body.attributes.iter().filter(|a| is_evaluated(&a.name.text)) {
        of_expr(&attribute.value, found);
    }
    if matches!(kind, "resource" | "data" | "ephemeral") {
        // Conditions are not looked at where there are no instances, and provisioners not before they run.
        let is_argument = |block: &&Block| {
            !matches!(&*block.kind.text, "lifecycle" | "provisioner" | "connection")
        };
        block.body.blocks.iter().filter(is_argument).for_each(|block| nested(block, found));
    }
}

fn nested<'a>(block: &'a Block, found: &mut dyn FnMut(&'a Expr)) {
    if &*block.kind.text == "dynamic" {
        // There may be no element, and then the content is not looked at.
        let for_each = block.body.attribute("for_each");
        return for_each.into_iter().for_each(|for_each| of_expr(&for_each.value, found));
    }
    let Body { attributes, blocks, .. } = &block.body;
    for attribute in attributes {
        of_expr(&attribute.value, found);
    }
    for block in blocks {
        nested(block, found);
    }
}

/// The expression and those inside of it that are evaluated whenever it is.
pub(super) fn of_expr<'a>(expr: &'a Expr, found: &mut dyn FnMut(&'a Expr)) {
    found(expr);
    match &expr.kind {
        // They take what is refused.
        ExprKind::Call { name, .. } if catches(&name.text) => {}
        ExprKind::Call { name, args, .. } if is_conversion(&name.text) => {
            args.iter().take(1).for_each(|value| of_expr(value, found));
        }
        // Errors of the branch that is not chosen do not count.
        ExprKind::Conditional(condition, ..) => of_expr(condition, found),
        ExprKind::For(each) => of_expr(&each.collection, found),
        ExprKind::Binary(Binary::And | Binary::Or, left, _) => of_expr(left, found),
        ExprKind::Template(parts) => {
            for part in parts {
                match part {
                    Part::Literal(_) => {}
                    Part::Interpolation(expr)
                    | Part::If(expr, ..)
                    | Part::For { collection: expr, .. } => of_expr(expr, found),
                }
            }
        }
        ExprKind::Traversal(root, steps) => {
            if !matches!(root.kind, ExprKind::Variable(_)) {
                of_expr(root, found);
            }
            let each = |step: &&Step| matches!(step, Step::FullSplat | Step::AttributeSplat);
            for step in steps.iter().take_while(|step| !each(step)) {
                if let Step::Index(key) | Step::LegacyIndex(key) = step {
                    of_expr(key, found);
                }
            }
        }
        _ => expr.children().into_iter().for_each(|child| of_expr(child, found)),
    }
}

/// The places of calls in a body that take arguments which Terraform refuses to evaluate.
pub(super) fn caught(body: &Body) -> Vec<Span> {
    let own = body.attributes.iter().flat_map(|attribute| caught_in(&attribute.value));
    own.chain(body.blocks.iter().flat_map(|block| caught(&block.body))).collect()
}

/// The same, in an expression.
pub(super) fn caught_in(expr: &Expr) -> Vec<Span> {
    match &expr.kind {
        ExprKind::Call { name, .. } if catches(&name.text) => vec![expr.span],
        _ => expr.children().into_iter().flat_map(caught_in).collect(),
    }
}
