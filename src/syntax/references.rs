//! The references in a block, as they were written.

use super::{Block, Body, Expr, ExprKind, Name, Part, Step};
use crate::source::Span;
use std::sync::Arc;

/// A reference: `data.aws_region.here.name`, `var.hosts[0]`.
#[derive(Debug)]
pub struct Reference {
    /// Its names, with `[]` for an index and `[*]` for a splat: `var.hosts[]`.
    pub path: String,
    /// All of it.
    pub span: Span,
    /// The last name, if it ends in one.
    pub last: Option<Name>,
}

impl Block {
    /// All references, those of nested blocks too, in the order of the text. What a `for` or a `dynamic` block names is
    /// none.
    pub fn references(&self) -> Vec<Reference> {
        let mut walk = Walk::default();
        walk.body(&self.body);
        walk.found.sort_by_key(|reference| reference.span.start);
        walk.found
    }
}

#[derive(Default)]
struct Walk {
    /// What expressions around this place name.
    bound: Vec<Arc<str>>,
    found: Vec<Reference>,
}

impl Walk {
    fn with(&mut self, names: impl IntoIterator<Item = Arc<str>>, walk: impl FnOnce(&mut Self)) {
        let outer = self.bound.len();
        self.bound.extend(names);
        walk(self);
        self.bound.truncate(outer);
    }

    fn body(&mut self, body: &Body) {
        body.attributes.iter().for_each(|attribute| self.expr(&attribute.value));
        for block in &body.blocks {
            let iterator = match block.body.attribute("iterator").map(|name| &name.value.kind) {
                Some(ExprKind::Variable(name)) => Some(Arc::clone(name)),
                _ => block.labels.first().map(|label| Arc::clone(&label.text)),
            };
            let is_dynamic = &*block.kind.text == "dynamic";
            self.with(iterator.filter(|_| is_dynamic), |walk| walk.body(&block.body));
        }
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Variable(name) => return self.note(name, &[], expr.span),
            ExprKind::Traversal(root, steps) => {
                if let ExprKind::Variable(name) = &root.kind {
                    self.note(name, steps, expr.span);
                    let indexes = expr.children().into_iter().skip(1);
                    return indexes.for_each(|index| self.expr(index));
                }
            }
            ExprKind::For(each) => {
                self.expr(&each.collection);
                let names = each.key.iter().chain([&each.value]).cloned();
                let inside =
                    [each.result_key.as_ref(), Some(&each.result), each.condition.as_ref()];
                return self.with(names, |walk| {
                    inside.into_iter().flatten().for_each(|expr| walk.expr(expr));
                });
            }
            ExprKind::Template(parts) => return self.parts(parts),
            _ => {}
        }
        expr.children().into_iter().for_each(|child| self.expr(child));
    }

    fn parts(&mut self, parts: &[Part]) {
        for part in parts {
            match part {
                Part::Literal(_) => {}
                Part::Interpolation(expr) => self.expr(expr),
                Part::If(condition, then, otherwise) => {
                    self.expr(condition);
                    self.parts(then);
                    self.parts(otherwise);
                }
                Part::For { key, value, collection, body } => {
                    self.expr(collection);
                    let names = key.iter().chain([value]).cloned();
                    self.with(names, |walk| walk.parts(body));
                }
            }
        }
    }

    fn note(&mut self, root: &Arc<str>, steps: &[Step], span: Span) {
        if self.bound.contains(root) {
            return;
        }
        let mut path = root.to_string();
        for step in steps {
            match step {
                Step::Attribute(name) => path.extend([".", &*name.text]),
                Step::Index(_) | Step::LegacyIndex(_) => path.push_str("[]"),
                Step::AttributeSplat | Step::FullSplat => path.push_str("[*]"),
            }
        }
        let last = match steps.last() {
            Some(Step::Attribute(name)) => Some(name.clone()),
            _ => None,
        };
        self.found.push(Reference { path, span, last });
    }
}

#[cfg(test)]
mod tests {
    use crate::source::SourceId;
    use crate::syntax::{Block, parse};

    fn paths(text: &str) -> Vec<String> {
        let parsed = parse(SourceId::PAGE, text, 0);
        assert!(parsed.errors.is_empty(), "{text}");
        let blocks = parsed.body.blocks.iter();
        blocks.flat_map(Block::references).map(|reference| reference.path).collect()
    }

    #[test]
    fn every_reference_is_found() {
        let text =
            "a {\n  b = \"${c.d[e.f].g} ${h[*].i}\"\n  j {\n    k = [l, { (m.n) = o.0 }]\n  }\n}";
        assert_eq!(paths(text), ["c.d[].g", "e.f", "h[*].i", "l", "m.n", "o[]"]);
    }

    #[test]
    fn what_is_named_inside_is_none() {
        assert_eq!(paths("a {\n  b = [for c, d in e.f : \"${c}${d}${g}\"]\n}"), ["e.f", "g"]);
        assert_eq!(paths("a {\n  b = \"%{for c in d.e}${c.f}%{endfor}\"\n}"), ["d.e"]);
        let dynamic = "a {\n  dynamic \"b\" {\n    for_each = c\n    content {\n      d = b.value\n    }\n  }\n}";
        assert_eq!(paths(dynamic), ["c"]);
    }
}
