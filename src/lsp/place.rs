//! What is written at a place of a file.

use crate::source::Span;
use crate::syntax::{Attribute, Block, Body, Expr};

/// The blocks that an offset lies in, the outermost first.
pub(super) fn blocks(body: &Body, offset: usize) -> Vec<&Block> {
    let mut body = body;
    let mut found = Vec::new();
    while let Some(block) = body.blocks.iter().find(|block| has(block.span, offset)) {
        found.push(block);
        body = &block.body;
    }
    found
}

/// The argument that an offset lies in, in the innermost block that it lies in.
pub(super) fn attribute(body: &Body, offset: usize) -> Option<&Attribute> {
    let innermost = blocks(body, offset).last().map_or(body, |block| &block.body);
    innermost.attributes.iter().find(|attribute| has(attribute.span, offset))
}

/// The expressions that an offset lies in, the outermost first.
pub(super) fn expressions(expr: &Expr, offset: usize) -> Vec<&Expr> {
    let mut found = vec![expr];
    while let Some(inner) =
        found.last().and_then(|it| it.children().into_iter().find(|it| has(it.span, offset)))
    {
        found.push(inner);
    }
    found
}

/// Whether an offset lies in a span, or at its end.
pub(super) fn has(span: Span, offset: usize) -> bool {
    span.range().contains(&offset) || span.range().end == offset
}
