//! What an expression or a block refers to: the names in it that it does not bind itself.

mod block;
#[cfg(test)]
mod tests;

use super::{Expr, ExprKind, Part, Step};
use crate::source::Span;

/// A name from outside of an expression, and what is taken of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The name: `var`, `aws_lambda_function`, `each`.
    pub root: &'a str,
    /// What is taken of it.
    pub steps: Vec<Taken<'a>>,
    /// Where it stands, with all its steps.
    pub span: Span,
    /// In which part of a block it stands.
    pub part: BlockPart,
}

impl<'a> Reference<'a> {
    /// The names in it, without the keys of instances: `["module", "api", "id"]`.
    pub fn names(&self) -> Vec<&'a str> {
        let steps = self.steps.iter().filter_map(|step| match step {
            Taken::Name(name) => Some(*name),
            Taken::Index | Taken::Splat => None,
        });
        std::iter::once(self.root).chain(steps).collect()
    }
}

/// One step of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken<'a> {
    /// `.name`
    Name(&'a str),
    /// `[key]`
    Index,
    /// `[*]`, `.*`
    Splat,
}

/// The parts of a top-level block in which names mean different things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BlockPart {
    /// Arguments and nested blocks.
    #[default]
    Arguments,
    /// The content of a `dynamic` block: where it has no element, nobody looks at it.
    Content,
    /// `count` and `for_each`.
    Repetition,
    /// `depends_on`.
    Order,
    /// `replace_triggered_by`.
    Trigger,
    /// `precondition`, `validation` and `assert`.
    Condition,
    /// `postcondition`.
    Postcondition,
    /// `provisioner` and `connection`.
    Provisioner,
}

impl<'a> Reference<'a> {
    /// The name of the step at that position.
    pub fn name(&self, position: usize) -> Option<&'a str> {
        match self.steps.get(position) {
            Some(Taken::Name(name)) => Some(name),
            _ => None,
        }
    }

    /// The block of the module that it names, by its kind and labels.
    pub fn block(&self) -> Option<(&'static str, Vec<&'a str>)> {
        let names = |kind, from: usize| Some((kind, vec![self.name(from)?, self.name(from + 1)?]));
        match self.root {
            "var" => Some(("variable", vec![self.name(0)?])),
            "resource" => names("resource", 0),
            "data" => names("data", 0),
            "ephemeral" => names("ephemeral", 0),
            "each" | "count" | "self" | "path" | "terraform" | "module" | "local" => None,
            r#type => Some(("resource", vec![r#type, self.name(0)?])),
        }
    }
}

impl Expr {
    /// The references in the expression, in the order of the text.
    pub fn references(&self) -> Vec<Reference<'_>> {
        let mut walk = Walk::default();
        walk.expr(self);
        walk.found
    }

    /// The references in a list of them, as that of `depends_on`, where Terraform 0.11 wrote them in quotes.
    pub fn listed_references<'a>(&'a self) -> Vec<Reference<'a>> {
        let in_order = |references: Vec<Reference<'a>>| {
            let reference = |reference| Reference { part: BlockPart::Order, ..reference };
            references.into_iter().map(reference).collect::<Vec<_>>()
        };
        let ExprKind::Tuple(elements) = &self.kind else { return in_order(self.references()) };
        let of_element = |element: &'a Self| match &element.kind {
            ExprKind::String(text) => vec![in_quotes(text, element.span)],
            _ => in_order(element.references()),
        };
        elements.iter().flat_map(of_element).collect()
    }
}

/// Whether it is Terraform's `convert`, from 1.15 on, which takes a value and a type.
pub(crate) fn is_conversion(function: &str) -> bool {
    matches!(function, "convert" | "core::convert")
}

/// A reference in quotes, as far as its first index: the block is what counts, and not which instance of it.
fn in_quotes(text: &str, span: Span) -> Reference<'_> {
    let (names, index) = match text.split_once('[') {
        Some((names, _)) => (names, Some(Taken::Index)),
        None => (text, None),
    };
    let mut names = names.split('.').map(str::trim);
    let root = names.next().unwrap_or_default();
    let steps = names.map(Taken::Name).chain(index).collect();
    Reference { root, steps, span, part: BlockPart::Order }
}

/// A walk through a tree.
#[derive(Default)]
struct Walk<'a> {
    found: Vec<Reference<'a>>,
    /// The names that are bound where the walk is: by `for`, and by `dynamic`.
    bound: Vec<&'a str>,
    /// The part of the block that the walk is in.
    part: BlockPart,
}

impl<'a> Walk<'a> {
    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Variable(root) => self.found(root, &[], expr.span),
            ExprKind::Traversal(root, steps) => {
                match &root.kind {
                    ExprKind::Variable(root) => self.found(root, steps, expr.span),
                    _ => self.expr(root),
                }
                for step in steps {
                    if let Step::Index(key) | Step::LegacyIndex(key) = step {
                        self.expr(key);
                    }
                }
            }
            ExprKind::Template(parts) => self.parts(parts),
            // The second argument is a type, and refers to nothing.
            ExprKind::Call { name, args, .. } if is_conversion(&name.text) => {
                args.iter().take(1).for_each(|value| self.expr(value));
            }
            ExprKind::For(each) => {
                self.expr(&each.collection);
                self.with(each.key.as_deref().into_iter().chain([&*each.value]), |walk| {
                    let result = each.result_key.iter().chain([&each.result]);
                    result.chain(&each.condition).for_each(|expr| walk.expr(expr));
                });
            }
            _ => expr.children().into_iter().for_each(|child| self.expr(child)),
        }
    }

    fn parts(&mut self, parts: &'a [Part]) {
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
                    let names = key.as_deref().into_iter().chain([&**value]);
                    self.with(names, |walk| walk.parts(body));
                }
            }
        }
    }

    fn with(&mut self, names: impl IntoIterator<Item = &'a str>, walk: impl FnOnce(&mut Self)) {
        let before = self.bound.len();
        self.bound.extend(names);
        walk(self);
        self.bound.truncate(before);
    }

    fn found(&mut self, root: &'a str, steps: &'a [Step], span: Span) {
        if self.bound.contains(&root) {
            return;
        }
        let taken = |step: &'a Step| match step {
            Step::Attribute(name) => Taken::Name(&name.text),
            Step::Index(_) | Step::LegacyIndex(_) => Taken::Index,
            Step::AttributeSplat | Step::FullSplat => Taken::Splat,
        };
        self.found.push(Reference {
            root,
            steps: steps.iter().map(taken).collect(),
            span,
            part: self.part,
        });
    }
}
