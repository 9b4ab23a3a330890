//! `"${a}"`, which is `a`: the native part of `interpolation-only-expression`.

use crate::module::Module;
use crate::source::{Sources, Span};
use crate::syntax::{Body, Expr, ExprKind, Part, Step};

/// The places where a template is one interpolation and nothing else.
pub(super) fn find(module: &Module, sources: &Sources) -> Vec<(Span, String, Option<String>)> {
    let mut spans = Vec::new();
    for block in &module.blocks {
        in_body(&block.body, &mut spans);
    }
    let describe = |(outer, inner): (Span, Span)| {
        let text = sources.get(inner.source).text.get(inner.range()).unwrap_or_default().to_owned();
        (outer, "the template is only an interpolation".to_owned(), Some(format!("write `{text}`")))
    };
    spans.into_iter().map(describe).collect()
}

fn in_body(body: &Body, spans: &mut Vec<(Span, Span)>) {
    body.attributes.iter().for_each(|attribute| in_expr(&attribute.value, spans));
    body.blocks.iter().for_each(|block| in_body(&block.body, spans));
}

fn in_expr(expr: &Expr, spans: &mut Vec<(Span, Span)>) {
    let all = |exprs: &mut dyn Iterator<Item = &Expr>, spans: &mut Vec<_>| exprs.for_each(|e| in_expr(e, spans));
    match &expr.kind {
        ExprKind::Null
        | ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::UnreadableNumber
        | ExprKind::String(_)
        | ExprKind::Variable(_) => {}
        ExprKind::Template(parts) => {
            if let [Part::Interpolation(inner)] = parts.as_slice() {
                spans.push((expr.span, inner.span));
            }
            in_parts(parts, spans);
        }
        ExprKind::Tuple(elements) => all(&mut elements.iter(), spans),
        // A key in an object needs the quotes, or parentheses.
        ExprKind::Object(entries) => all(&mut entries.iter().map(|entry| &entry.value), spans),
        ExprKind::Traversal(root, steps) => {
            in_expr(root, spans);
            steps.iter().for_each(|step| {
                if let Step::Index(key) = step {
                    in_expr(key, spans);
                }
            });
        }
        ExprKind::Call { args, .. } => all(&mut args.iter(), spans),
        ExprKind::Unary(_, operand) | ExprKind::Parenthesis(operand) => in_expr(operand, spans),
        ExprKind::Binary(_, a, b) => all(&mut [a, b].into_iter().map(|expr| &**expr), spans),
        ExprKind::Conditional(a, b, c) => all(&mut [a, b, c].into_iter().map(|expr| &**expr), spans),
        ExprKind::For(each) => {
            let parts = [Some(&each.collection), each.result_key.as_ref(), Some(&each.result), each.condition.as_ref()];
            all(&mut parts.into_iter().flatten(), spans);
        }
    }
}

fn in_parts(parts: &[Part], spans: &mut Vec<(Span, Span)>) {
    for part in parts {
        match part {
            Part::Literal(_) => {}
            Part::Interpolation(expr) => in_expr(expr, spans),
            Part::If(condition, then, otherwise) => {
                in_expr(condition, spans);
                in_parts(then, spans);
                in_parts(otherwise, spans);
            }
            Part::For { collection, body, .. } => {
                in_expr(collection, spans);
                in_parts(body, spans);
            }
        }
    }
}
