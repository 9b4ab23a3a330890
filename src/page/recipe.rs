//! How a page says what to repair.

use super::fields::Fields;
use super::read::{Strict, complain};
use super::strict::{Names, check_names};
use crate::finding::Safety;
use crate::rule::FixRecipe;
use crate::syntax::Block;

/// What a fix may do.
const DEEDS: [&str; 9] =
    ["set", "add", "remove", "rename", "replace", "write", "escape", "assign", "unassign"];

/// Reads a `fix` block.
pub(super) fn read(block: &Block, names: &Names) -> Strict<FixRecipe> {
    let fields = Fields::new(block, &[&["in"], &DEEDS[..]].concat(), &[])?;
    for attribute in &block.body.attributes {
        check_names(Some(&attribute.value), names)?;
    }
    let safety = match block.label(0) {
        Some("safe") => Safety::Safe,
        Some("unsafe") => Safety::Unsafe,
        _ => return complain(block.header.range(), "a fix is \"safe\" or \"unsafe\""),
    };
    if DEEDS.iter().all(|deed| fields.get(deed).is_none()) {
        let message = format!("a fix says what to do: `{}`", DEEDS.join("`, `"));
        return complain(block.header.range(), message);
    }
    let field = |name| fields.get(name).cloned();
    Ok(FixRecipe {
        safety,
        target: field("in"),
        set: field("set"),
        add: field("add"),
        remove: field("remove"),
        rename: field("rename"),
        replace: field("replace"),
        write: field("write"),
        escape: field("escape"),
        assign: field("assign"),
        unassign: field("unassign"),
    })
}
