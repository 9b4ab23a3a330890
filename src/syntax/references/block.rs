//! What blocks refer to: which of their arguments are evaluated, and in which part of them a name stands.

use super::{BlockPart, Reference, Walk};
use crate::syntax::{Block, Body, ExprKind};

impl Block {
    /// What a top-level block refers to, all nested blocks too, in the order of the text. `depends_on` does not count:
    /// it means blocks, and not their values.
    pub fn references(&self) -> Vec<Reference<'_>> {
        let mut walk = Walk::default();
        let kind = &*self.kind.text;
        for attribute in &self.body.attributes {
            let name = &*attribute.name.text;
            let is_repetition = matches!(name, "count" | "for_each") && kind != "locals";
            let part = if is_repetition { BlockPart::Repetition } else { BlockPart::Arguments };
            if is_expression(kind, name) {
                walk.in_part(part, |walk| walk.expr(&attribute.value));
            }
        }
        let is_resource = matches!(kind, "resource" | "data" | "ephemeral");
        for block in &self.body.blocks {
            match &*block.kind.text {
                "lifecycle" if is_resource => walk.lifecycle(&block.body),
                "provisioner" | "connection" if is_resource => {
                    walk.in_part(BlockPart::Provisioner, |walk| {
                        // Keywords.
                        let is_evaluated = |name: &str| !matches!(name, "when" | "on_failure");
                        walk.body(&block.body, &is_evaluated);
                    });
                }
                "precondition" | "validation" | "assert" if !is_resource => {
                    walk.in_part(BlockPart::Condition, |walk| walk.body(&block.body, &|_| true));
                }
                _ => walk.block(block),
            }
        }
        walk.found
    }

    /// What looks like a reference in what could not be read of the block.
    pub fn unread_references(&self) -> Vec<Reference<'_>> {
        let mut walk = Walk::default();
        walk.unread(&self.body);
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
        // Later versions have a type for outputs.
        "output" => matches!(argument, "depends_on" | "type"),
        "provider" => matches!(argument, "alias" | "version"),
        // All but the conditions is a type or constant.
        "variable" => true,
        _ => false,
    }
}

impl<'a> Walk<'a> {
    fn unread(&mut self, body: &'a Body) {
        body.unread.iter().flat_map(|piece| &piece.references).for_each(|expr| self.expr(expr));
        body.blocks.iter().for_each(|block| self.unread(&block.body));
    }

    fn in_part(&mut self, part: BlockPart, walk: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.part, part);
        walk(self);
        self.part = before;
    }

    fn lifecycle(&mut self, body: &'a Body) {
        for attribute in &body.attributes {
            match &*attribute.name.text {
                // Names of arguments of the block itself.
                "ignore_changes" => {}
                "replace_triggered_by" => {
                    self.in_part(BlockPart::Trigger, |walk| walk.expr(&attribute.value));
                }
                _ => self.expr(&attribute.value),
            }
        }
        for block in &body.blocks {
            let part = match &*block.kind.text {
                "precondition" => BlockPart::Condition,
                "postcondition" => BlockPart::Postcondition,
                // What later versions have there is full of keywords.
                _ => continue,
            };
            self.in_part(part, |walk| walk.body(&block.body, &|_| true));
        }
    }

    /// The body of a block, with those of its arguments that are evaluated.
    fn body(&mut self, body: &'a Body, is_evaluated: &dyn Fn(&str) -> bool) {
        for attribute in body.attributes.iter().filter(|a| is_evaluated(&a.name.text)) {
            self.expr(&attribute.value);
        }
        for block in &body.blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &'a Block) {
        match &*block.kind.text {
            "dynamic" => self.dynamic(block),
            // A data source inside of a check.
            "data" => self.body(&block.body, &|name| is_expression("data", name)),
            _ => self.body(&block.body, &|_| true),
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
            walk.in_part(BlockPart::Content, |walk| {
                if let Some(labels) = block.body.attribute("labels") {
                    walk.expr(&labels.value);
                }
                for content in &block.body.blocks {
                    walk.body(&content.body, &|_| true);
                }
            });
        });
    }
}
