//! How a page says what to repair.

use super::fields::Fields;
use super::read::{Strict, complain};
use super::strict::{Names, check_names};
use crate::finding::Safety;
use crate::rule::{Deed, FixRecipe};
use crate::syntax::Block;

/// Reads a `fix` block.
pub(super) fn read(block: &Block, names: &Names) -> Strict<FixRecipe> {
    let words = Deed::ALL.map(|(word, _)| word);
    let fields = Fields::new(block, &[&["in"], &words[..]].concat(), &[])?;
    for attribute in &block.body.attributes {
        check_names(Some(&attribute.value), names)?;
    }
    let safety = match block.label(0) {
        Some("safe") => Safety::Safe,
        Some("unsafe") => Safety::Unsafe,
        _ => return complain(block.header.range(), "a fix is \"safe\" or \"unsafe\""),
    };
    let deed = |(word, deed): (&str, fn(_) -> Deed)| fields.get(word).cloned().map(deed);
    let deeds: Vec<Deed> = Deed::ALL.into_iter().filter_map(deed).collect();
    if deeds.is_empty() {
        let message = format!("a fix says what to do: `{}`", words.join("`, `"));
        return complain(block.header.range(), message);
    }
    Ok(FixRecipe { safety, target: fields.get("in").cloned(), deeds })
}
