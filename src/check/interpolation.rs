//! `"${a}"`, which is `a`: the native part of `interpolation-only-expression`.

use super::Found;
use crate::finding::{Edit, Fix, Safety};
use crate::module::Module;
use crate::source::{Sources, Span};
use crate::syntax::{Expr, ExprKind, Part, is_json};

/// A template that is one interpolation and nothing else.
struct Wrapped {
    outer: Span,
    inner: Span,
    /// Whether it would mean something else without the quotes and without parentheses.
    needs_parentheses: bool,
}

/// The places where a template is one interpolation and nothing else, each with its repair.
pub(super) fn find(module: &Module, sources: &Sources) -> Vec<Found> {
    let mut found = Vec::new();
    for value in module.blocks().flat_map(|block| block.body.values()) {
        in_expr(value, false, &mut found);
    }
    let describe = |wrapped: Wrapped| {
        let source = sources.get(wrapped.inner.source);
        let text = source.text.get(wrapped.inner.range()).unwrap_or_default().to_owned();
        let message = "this template is only an interpolation".to_owned();
        let fix = if is_json(&source.path) { None } else { wrapped.fix(&source.text) };
        Found { fix, ..Found::new(wrapped.outer, message, Some(format!("write `{text}`"))) }
    };
    found.into_iter().map(describe).collect()
}

impl Wrapped {
    /// Takes the wrapping off, unless a comment would go with it, or a heredoc would end in the line that follows it.
    fn fix(&self, text: &str) -> Option<Fix> {
        let inner = text.get(self.inner.range())?;
        let (outer, span) = (self.outer.range(), self.inner.range());
        let before = text.get(outer.start..span.start)?.strip_prefix("\"${")?;
        let after = text.get(span.end..outer.end)?.strip_suffix("}\"")?;
        let is_bare = |gap: &str| gap.trim_matches('~').trim().is_empty();
        let is_open = self.needs_parentheses || inner.contains('\n');
        let text = if is_open { format!("({inner})") } else { inner.to_owned() };
        let edits = vec![Edit { span: self.outer, text }];
        let is_plain = is_bare(before) && is_bare(after) && !inner.contains("<<");
        is_plain.then(|| Fix::new(Safety::Safe, edits))
    }
}

/// `is_operand`: something stands beside the expression that would take a part of it, were it not for the quotes.
fn in_expr(expr: &Expr, is_operand: bool, found: &mut Vec<Wrapped>) {
    match &expr.kind {
        ExprKind::Template(parts) => {
            if let [Part::Interpolation(inner)] = parts.as_slice() {
                let needs_parentheses = is_operand && is_compound(inner);
                found.push(Wrapped { outer: expr.span, inner: inner.span, needs_parentheses });
            }
        }
        // A key in an object needs the quotes, or parentheses.
        ExprKind::Object(entries) => {
            return entries.iter().for_each(|entry| in_expr(&entry.value, false, found));
        }
        _ => {}
    }
    let takes_operands = matches!(
        expr.kind,
        ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Conditional(..)
            | ExprKind::Traversal(..)
    );
    expr.children().into_iter().for_each(|child| in_expr(child, takes_operands, found));
}

/// Whether an operator or a step beside the expression could take a part of it.
fn is_compound(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Unary(..) | ExprKind::Binary(..) | ExprKind::Conditional(..))
}
