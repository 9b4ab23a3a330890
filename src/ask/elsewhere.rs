//! What the rest of the workspace may have of a block that is addressed by a name which somebody chose: whoever knows a
//! function's name can give a permission for it, in another root module, in a module that is not read, or by a script.

mod roots;
mod spoken;

#[cfg(test)]
pub(crate) use spoken::says_any;

use super::{Findable, Site};
use crate::convert::to_text_or_unknown;
use crate::value::{BlockValue, Piece, Text};
use std::cell::Cell;

/// Whether the rest of the workspace is asked for what the configuration does not have: that takes a look at all files, and
/// only what would be a finding otherwise is worth it.
#[derive(Debug, Default)]
pub(crate) struct Asking {
    is_put_off: Cell<bool>,
    was_wanted: Cell<bool>,
}

impl Asking {
    /// From now on nobody is asked: what the configuration does not have is taken for missing.
    pub(crate) fn put_off(&self) {
        self.is_put_off.set(true);
        self.was_wanted.set(false);
    }

    /// From now on everybody is asked; whether somebody would have been in between.
    pub(crate) fn resume(&self) -> bool {
        self.is_put_off.set(false);
        self.was_wanted.replace(false)
    }

    /// What is computed, and whether somebody has asked for it, or would have.
    pub(crate) fn watched<T>(&self, compute: impl FnOnce() -> T) -> (T, bool) {
        let before = self.was_wanted.replace(false);
        let computed = compute();
        let is_wanted = self.was_wanted.get();
        self.was_wanted.set(before || is_wanted);
        (computed, is_wanted)
    }

    /// Whether nobody is asked, by somebody who would.
    pub(crate) fn is_put_off(&self) -> bool {
        self.was_wanted.set(true);
        self.is_put_off.get()
    }
}

/// Whether something that is not in the configuration may have a block of that type whose argument names this block.
///
/// It takes a look at the whole workspace, and is asked last.
pub(super) fn may_name(r#type: &str, argument: &str, block: &BlockValue, site: &Site) -> bool {
    // Without a way to the disk there is nothing around.
    let Some(files) = site.module().tree().files() else { return false };
    if site.asking.is_put_off() {
        return false;
    }
    let Some(name) = name_of(argument, block) else { return false };
    roots::may_name(r#type, argument, &name, site, files)
        || spoken::may_name(r#type, &name, &block.address, site, files)
}

/// Whether something that is not in the configuration may find an object by its name, and all that belongs to it: a data
/// source in another root, or a script that makes parts of it.
pub(super) fn may_find(found: &Findable, site: &Site) -> bool {
    let Some(files) = site.module().tree().files() else { return false };
    if site.asking.is_put_off() {
        return false;
    }
    let Some(name) = name_of(found.argument, &found.block) else { return false };
    roots::may_name(found.data, found.argument, &name, site, files)
        || spoken::in_tree(&name, &found.block.address, site)
        || spoken::in_scripts(found.parts, &name, site, files)
}

/// The name that was chosen for a block; `None` where the provider chooses it.
fn name_of(argument: &str, block: &BlockValue) -> Option<Text> {
    let written = [argument, "name"].into_iter().find_map(|name| block.arguments.get(name))?;
    to_text_or_unknown(&written.value)
}

/// Whether a text may be that name, or have it behind something, as an ARN has.
fn may_be(text: &Text, name: &Text) -> bool {
    if let (Some(text), Some(name)) = (text.as_known(), name.as_known()) {
        return has_word(text, name);
    }
    let is_open =
        |text: &Text| text.pieces().iter().any(|piece| matches!(piece, Piece::Unknown(_)));
    let (prefix, suffix) = (text.prefix(), text.suffix());
    // What stands before the name in an ARN, and a version behind it, do not count.
    let prefix = prefix.rsplit(':').next().unwrap_or(prefix);
    let begins = prefix.starts_with(name.prefix()) || name.prefix().starts_with(prefix);
    let ends =
        suffix.contains(':') || suffix.ends_with(name.suffix()) || name.suffix().ends_with(suffix);
    (is_open(text) || is_open(name)) && begins && ends
}

/// Whether a name stands in a text, and not as a part of a longer one.
fn has_word(text: &str, word: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    !word.is_empty()
        && text.match_indices(word).any(|(at, found)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + found.len()..).and_then(|after| after.chars().next());
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
}

/// The longest known piece of a name.
fn longest(name: &Text) -> Option<&str> {
    let known = name.pieces().iter().filter_map(|piece| match piece {
        Piece::Known(known) => Some(&**known),
        Piece::Unknown(_) => None,
    });
    known.max_by_key(|known| known.len()).filter(|known| known.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::text;

    #[test]
    fn a_text_may_be_a_name_unless_something_known_differs() {
        let may = |one: &str, name: &str| may_be(&text(one), &text(name));
        for (one, name) in [
            ("orders", "orders"),
            ("arn:aws:lambda:eu-west-1:123456789012:function:orders:live", "orders"),
            ("?", "orders"),
            ("?-orders", "prod-orders"),
            ("prod-orders", "?-orders"),
            ("?-orders", "?-orders"),
            ("arn:aws:lambda:?:?:function:orders", "orders"),
            ("orders", "?"),
            ("prod-?", "prod-orders"),
        ] {
            assert!(may(one, name), "{one} {name}");
        }
        for (one, name) in [
            ("users", "orders"),
            ("orders-writer", "orders"),
            ("?-users", "prod-orders"),
            ("prod-users", "?-orders"),
            ("test-?", "prod-orders"),
        ] {
            assert!(!may(one, name), "{one} {name}");
        }
    }
}
