//! The expressions directly inside of an expression, for whoever walks the tree.

use super::{Body, Expr, ExprKind, Part, Step};

impl Expr {
    /// Whether it stands for itself: it names nothing, and calls nothing.
    pub fn is_constant(&self) -> bool {
        let names_something = matches!(
            self.kind,
            ExprKind::Variable(_)
                | ExprKind::Traversal(..)
                | ExprKind::Call { .. }
                | ExprKind::For(_)
        );
        !names_something && self.children().into_iter().all(Self::is_constant)
    }

    /// The expressions directly inside of this one, in the order of the text. Keys of objects count.
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::UnreadableNumber
            | ExprKind::Unread
            | ExprKind::String(_)
            | ExprKind::Variable(_) => Vec::new(),
            ExprKind::Template(parts) => of_parts(parts),
            ExprKind::Tuple(elements) | ExprKind::Call { args: elements, .. } => {
                elements.iter().collect()
            }
            ExprKind::Object(entries) => {
                entries.iter().flat_map(|entry| [&entry.key, &entry.value]).collect()
            }
            ExprKind::Traversal(root, steps) => {
                let index = steps.iter().filter_map(|step| {
                    if let Step::Index(key) | Step::LegacyIndex(key) = step {
                        Some(key)
                    } else {
                        None
                    }
                });
                std::iter::once(&**root).chain(index).collect()
            }
            ExprKind::Unary(_, operand) | ExprKind::Parenthesis(operand) => vec![operand],
            ExprKind::Binary(_, a, b) => vec![a, b],
            ExprKind::Conditional(a, b, c) => vec![a, b, c],
            ExprKind::For(each) => {
                let optional =
                    [each.result_key.as_ref(), Some(&each.result), each.condition.as_ref()];
                std::iter::once(&each.collection).chain(optional.into_iter().flatten()).collect()
            }
        }
    }

    /// The same, to change them.
    pub fn children_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.kind {
            ExprKind::Null
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::UnreadableNumber
            | ExprKind::Unread
            | ExprKind::String(_)
            | ExprKind::Variable(_) => Vec::new(),
            ExprKind::Template(parts) => of_parts_mut(parts),
            ExprKind::Tuple(elements) | ExprKind::Call { args: elements, .. } => {
                elements.iter_mut().collect()
            }
            ExprKind::Object(entries) => {
                entries.iter_mut().flat_map(|entry| [&mut entry.key, &mut entry.value]).collect()
            }
            ExprKind::Traversal(root, steps) => {
                let index = steps.iter_mut().filter_map(|step| {
                    if let Step::Index(key) | Step::LegacyIndex(key) = step {
                        Some(key)
                    } else {
                        None
                    }
                });
                std::iter::once(&mut **root).chain(index).collect()
            }
            ExprKind::Unary(_, operand) | ExprKind::Parenthesis(operand) => vec![operand],
            ExprKind::Binary(_, a, b) => vec![a, b],
            ExprKind::Conditional(a, b, c) => vec![a, b, c],
            ExprKind::For(each) => {
                let each = &mut **each;
                let optional =
                    [each.result_key.as_mut(), Some(&mut each.result), each.condition.as_mut()];
                let collection = std::iter::once(&mut each.collection);
                collection.chain(optional.into_iter().flatten()).collect()
            }
        }
    }
}

fn of_parts_mut(parts: &mut [Part]) -> Vec<&mut Expr> {
    fn of_part(part: &mut Part) -> Vec<&mut Expr> {
        match part {
            Part::Literal(_) => Vec::new(),
            Part::Interpolation(expr) => vec![expr],
            Part::If(condition, then, otherwise) => {
                let mut all = vec![condition];
                all.extend(of_parts_mut(then));
                all.extend(of_parts_mut(otherwise));
                all
            }
            Part::For { collection, body, .. } => {
                let mut all = vec![collection];
                all.extend(of_parts_mut(body));
                all
            }
        }
    }
    parts.iter_mut().flat_map(of_part).collect()
}

fn of_parts(parts: &[Part]) -> Vec<&Expr> {
    fn of_part(part: &Part) -> Vec<&Expr> {
        match part {
            Part::Literal(_) => Vec::new(),
            Part::Interpolation(expr) => vec![expr],
            Part::If(condition, then, otherwise) => {
                [vec![condition], of_parts(then), of_parts(otherwise)].concat()
            }
            Part::For { collection, body, .. } => [vec![collection], of_parts(body)].concat(),
        }
    }
    parts.iter().flat_map(of_part).collect()
}

impl Body {
    /// The values of all arguments, those of nested blocks too.
    pub fn values(&self) -> Vec<&Expr> {
        let own = self.attributes.iter().map(|attribute| &attribute.value);
        own.chain(self.blocks.iter().flat_map(|block| block.body.values())).collect()
    }
}
