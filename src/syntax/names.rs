//! The names that an expression needs from outside.

use super::{Expr, ExprKind, Part};
use std::collections::BTreeSet;
use std::sync::Arc;

impl Expr {
    /// The roots of all references, without the variables that a `for` in the expression makes.
    pub fn free_names(&self) -> BTreeSet<Arc<str>> {
        let mut found = Names::default();
        found.expr(self);
        found.free
    }
}

#[derive(Default)]
struct Names {
    bound: Vec<Arc<str>>,
    free: BTreeSet<Arc<str>>,
}

impl Names {
    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Variable(name) => {
                if !self.bound.contains(name) {
                    self.free.insert(Arc::clone(name));
                }
            }
            ExprKind::Template(parts) => self.parts(parts),
            ExprKind::For(each) => {
                self.expr(&each.collection);
                let inside =
                    [each.result_key.as_ref(), Some(&each.result), each.condition.as_ref()];
                self.within(each.key.as_ref(), &each.value, |names| {
                    inside.into_iter().flatten().for_each(|expr| names.expr(expr));
                });
            }
            _ => expr.children().into_iter().for_each(|child| self.expr(child)),
        }
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
                    self.within(key.as_ref(), value, |names| names.parts(body));
                }
            }
        }
    }

    fn within(&mut self, key: Option<&Arc<str>>, value: &Arc<str>, inside: impl FnOnce(&mut Self)) {
        let before = self.bound.len();
        self.bound.extend(key.into_iter().chain([value]).cloned());
        inside(self);
        self.bound.truncate(before);
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::template;

    #[test]
    fn variables_of_a_for_are_free_outside_of_it_alone() {
        let text = "${[for k, v in a.b : \"${v}-${c}\" if k]}%{ for x in x }${x}%{ endfor }${v}";
        let names = template::parse(text).unwrap().free_names();
        let names: Vec<&str> = names.iter().map(|name| &**name).collect();
        assert_eq!(names, ["a", "c", "v", "x"]);
    }
}
