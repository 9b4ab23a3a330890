//! What an expression or a block refers to: the names in it that it does not bind itself.

use super::{Block, Body, Expr, ExprKind, Part, Step};
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

impl<'a> Reference<'a> {
    /// The name of the step at that position.
    pub fn name(&self, position: usize) -> Option<&'a str> {
        match self.steps.get(position) {
            Some(Taken::Name(name)) => Some(name),
            _ => None,
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
        let ExprKind::Tuple(elements) = &self.kind else { return self.references() };
        let of_element = |element: &'a Self| match &element.kind {
            ExprKind::String(text) => {
                let mut names = text.split('.');
                let root = names.next().unwrap_or_default();
                let steps = names.map(Taken::Name).collect();
                vec![Reference { root, steps, span: element.span }]
            }
            _ => element.references(),
        };
        elements.iter().flat_map(of_element).collect()
    }
}

impl Block {
    /// What a top-level block refers to, all nested blocks too, in the order of the text. `depends_on` does not count:
    /// it means blocks, and not their values.
    pub fn references(&self) -> Vec<Reference<'_>> {
        let mut walk = Walk::default();
        walk.body(&self.body, &|name| is_expression(&self.kind.text, name));
        walk.found
    }

    /// What `depends_on` names.
    pub fn depends_on(&self) -> Vec<Reference<'_>> {
        let attribute = self.body.attribute("depends_on");
        attribute.map(|attribute| attribute.value.listed_references()).unwrap_or_default()
    }
}

/// Whether the argument of a top-level block is evaluated for its value.
fn is_expression(kind: &str, argument: &str) -> bool {
    !match kind {
        "resource" | "data" | "ephemeral" => matches!(argument, "provider" | "depends_on"),
        "module" => matches!(argument, "source" | "version" | "providers" | "depends_on"),
        "output" => argument == "depends_on",
        "provider" => matches!(argument, "alias" | "version"),
        // All but the conditions is a type or constant.
        "variable" => true,
        _ => false,
    }
}

/// A walk through a tree.
#[derive(Default)]
struct Walk<'a> {
    found: Vec<Reference<'a>>,
    /// The names that are bound where the walk is: by `for`, and by `dynamic`.
    bound: Vec<&'a str>,
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

    /// The body of a block, with those of its arguments that are evaluated.
    fn body(&mut self, body: &'a Body, is_expression: &dyn Fn(&str) -> bool) {
        for attribute in body.attributes.iter().filter(|a| is_expression(&a.name.text)) {
            self.expr(&attribute.value);
        }
        for block in &body.blocks {
            match &*block.kind.text {
                "dynamic" => self.dynamic(block),
                // Names of arguments of the block itself.
                "lifecycle" => self.body(&block.body, &|name| name != "ignore_changes"),
                // Keywords.
                "provisioner" => {
                    self.body(&block.body, &|name| !matches!(name, "when" | "on_failure"));
                }
                _ => self.body(&block.body, &|_| true),
            }
        }
    }

    fn dynamic(&mut self, block: &'a Block) {
        if let Some(for_each) = block.body.attribute("for_each") {
            self.expr(&for_each.value);
        }
        let iterator = match block.body.attribute("iterator").map(|iterator| &iterator.value.kind) {
            Some(ExprKind::Variable(name)) => Some(&**name),
            _ => block.label(0),
        };
        self.with(iterator, |walk| {
            if let Some(labels) = block.body.attribute("labels") {
                walk.expr(&labels.value);
            }
            block.body.blocks.iter().for_each(|content| walk.body(&content.body, &|_| true));
        });
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
        self.found.push(Reference { root, steps: steps.iter().map(taken).collect(), span });
    }
}

#[cfg(test)]
mod tests {
    use crate::source::Sources;
    use crate::syntax::parse;
    use std::path::Path;

    /// What the first block of the text refers to.
    fn references(text: &str) -> Vec<String> {
        let source = Sources::default().add(Path::new("main.tf"), text);
        let parsed = parse(source, text, 0);
        assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
        let block = &parsed.body.blocks[0];
        let all = block.references().into_iter().chain(block.depends_on());
        all.map(|reference| text[reference.span.range()].to_owned()).collect()
    }

    #[test]
    fn names_that_are_bound_are_no_references() {
        let found = references(
            r#"locals {
  a = [for k, v in var.list : "${k}${v}${local.other}" if v != var.not]
  b = "%{ for x in local.list }${x}${y.z}%{ endfor }"
  c = { for v in var.v : v.id => v... }
  d = [[for v in var.w : v], v.after]
  e = var.map[local.key].name
  f = { (var.key) = value, bare = "text" }
}"#,
        );
        assert_eq!(
            found,
            [
                "var.list",
                "local.other",
                "var.not",
                "local.list",
                "y.z",
                "var.v",
                "var.w",
                "v.after",
                "var.map[local.key].name",
                "local.key",
                "var.key",
                "value",
            ]
        );
    }

    #[test]
    fn iterators_are_bound_in_the_content() {
        let found = references(
            r#"resource "t" "r" {
  dynamic "rule" {
    for_each = rule.outside
    content {
      a = rule.value
      dynamic "inner" {
        for_each = rule.value.inner
        iterator = it
        content {
          b = it.value
          c = inner.value
          d = rule.key
        }
      }
    }
  }
}"#,
        );
        assert_eq!(found, ["rule.outside", "inner.value"]);
    }

    #[test]
    fn keywords_and_names_of_arguments_are_no_references() {
        let found = references(
            r#"resource "t" "r" {
  provider   = aws.west
  for_each   = var.all
  x          = each.value
  depends_on = [t.a, "t.b", module.m]
  lifecycle {
    ignore_changes       = [tags, all]
    replace_triggered_by = [t.c.id]
    postcondition {
      condition = self.x == local.x
    }
  }
  provisioner "local-exec" {
    when       = destroy
    on_failure = continue
    command    = self.x
  }
}"#,
        );
        assert_eq!(
            found,
            [
                "var.all",
                "each.value",
                "t.c.id",
                "self.x",
                "local.x",
                "self.x",
                "t.a",
                "\"t.b\"",
                "module.m"
            ]
        );
        let variable = "variable \"v\" {\n  type = list(string)\n  validation {\n    condition = var.v != var.w\n  }\n}";
        assert_eq!(references(variable), ["var.v", "var.w"]);
    }
}
