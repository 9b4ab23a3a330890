//! `"${a}"`, which is `a`: the native part of `interpolation-only-expression`.

use crate::module::Module;
use crate::source::{Sources, Span};
use crate::syntax::{Expr, ExprKind, Part};

/// The places where a template is one interpolation and nothing else.
pub(super) fn find(module: &Module, sources: &Sources) -> Vec<(Span, String, Option<String>)> {
    let mut spans = Vec::new();
    for value in module.blocks.iter().flat_map(|block| block.body.values()) {
        in_expr(value, &mut spans);
    }
    let describe = |(outer, inner): (Span, Span)| {
        let text = sources.get(inner.source).text.get(inner.range()).unwrap_or_default().to_owned();
        (outer, "the template is only an interpolation".to_owned(), Some(format!("write `{text}`")))
    };
    spans.into_iter().map(describe).collect()
}

fn in_expr(expr: &Expr, spans: &mut Vec<(Span, Span)>) {
    match &expr.kind {
        ExprKind::Template(parts) => {
            if let [Part::Interpolation(inner)] = parts.as_slice() {
                spans.push((expr.span, inner.span));
            }
        }
        // A key in an object needs the quotes, or parentheses.
        ExprKind::Object(entries) => {
            return entries.iter().for_each(|entry| in_expr(&entry.value, spans));
        }
        _ => {}
    }
    expr.children().into_iter().for_each(|child| in_expr(child, spans));
}
