//! Which blocks a part of a rule is about: `resource "TYPE"`, `resource` with `types`, `block "KIND"`, `block` with
//! `kinds`.

use super::fields::Fields;
use super::read::{Strict, complain};
use crate::rule::Subject;
use crate::syntax::Block;
use std::sync::Arc;

/// What a rule can be about.
pub(super) const KINDS: [&str; 2] = ["resource", "block"];

/// The name of the argument that lists several, and the blocks.
pub(super) fn read(block: &Block) -> Strict<(&'static str, Subject)> {
    let (several, what): (_, fn(Vec<Arc<str>>) -> Subject) = match &*block.kind.text {
        "resource" => ("types", Subject::Resources),
        _ => ("kinds", Subject::Blocks),
    };
    let known = [several, "for_each", "when"];
    let listed = Fields::new(block, &known, &["locals", "assert"])?.strings(several)?;
    let names: Vec<Arc<str>> = match (block.labels.as_slice(), listed.as_slice()) {
        ([one], []) => vec![Arc::clone(&one.text)],
        ([], [_, _, ..]) => listed.into_iter().map(Arc::from).collect(),
        _ => {
            let kind = &block.kind.text;
            let message = format!("a `{kind}` block has one label, or `{several}` with several");
            return complain(block.header.range(), message);
        }
    };
    Ok((several, what(names)))
}
