//! The arguments of a block on a page, of which each has to be known.

use super::read::{Complaint, Strict, complain};
use crate::spelling::nearest;
use crate::syntax::{Block, Expr, ExprKind};
use std::ops::Range;

/// The place of an expression in the page.
pub(crate) fn expr_range(expr: &Expr) -> Range<usize> {
    expr.span.range()
}

/// A block of which every argument and every nested block is known by name.
pub(crate) struct Fields<'a> {
    block: &'a Block,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(block: &'a Block, arguments: &[&str], blocks: &[&str]) -> Strict<Self> {
        let unknown_argument = block
            .body
            .attributes
            .iter()
            .map(|a| &a.name)
            .find(|name| !arguments.contains(&&*name.text));
        let unknown_block =
            block.body.blocks.iter().map(|b| &b.kind).find(|name| !blocks.contains(&&*name.text));
        match unknown_argument.or(unknown_block) {
            Some(name) => Err(Complaint {
                range: name.span.range(),
                message: format!("`{}` has no `{}`", block.kind.text, name.text),
                help: Some(match nearest(&name.text, [arguments, blocks].concat()) {
                    Some(nearest) => format!("did you mean `{nearest}`?"),
                    None => format!("it has {}", [arguments, blocks].concat().join(", ")),
                }),
            }),
            None => Ok(Self { block }),
        }
    }

    /// The same of a block whose names have been looked at.
    pub(crate) fn of(block: &'a Block) -> Self {
        Self { block }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&'a Expr> {
        self.block.body.attribute(name).map(|attribute| &attribute.value)
    }

    /// One of some words.
    pub(crate) fn word<T: Copy>(
        &self,
        name: &str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Strict<Option<T>> {
        let Some(expr) = self.get(name) else { return Ok(None) };
        let named = |text: &str| all.iter().copied().find(|each| word(*each) == text);
        match &expr.kind {
            ExprKind::String(text) if named(text).is_some() => Ok(named(text)),
            _ => {
                let words: Vec<&str> = all.iter().map(|each| word(*each)).collect();
                complain(
                    expr_range(expr),
                    format!("`{name}` is one of \"{}\"", words.join("\", \"")),
                )
            }
        }
    }

    pub(crate) fn bool(&self, name: &str) -> Strict<Option<bool>> {
        match self.get(name).map(|expr| (&expr.kind, expr)) {
            None => Ok(None),
            Some((ExprKind::Bool(value), _)) => Ok(Some(*value)),
            Some((_, expr)) => complain(expr_range(expr), format!("`{name}` is true or false")),
        }
    }

    pub(crate) fn strings(&self, name: &str) -> Strict<Vec<String>> {
        let Some(expr) = self.get(name) else { return Ok(Vec::new()) };
        let ExprKind::Tuple(elements) = &expr.kind else {
            return complain(expr_range(expr), format!("`{name}` is a list of strings"));
        };
        let text = |element: &Expr| match &element.kind {
            ExprKind::String(text) => Ok(text.to_string()),
            _ => complain(expr_range(element), format!("`{name}` is a list of strings")),
        };
        elements.iter().map(text).collect()
    }
}
