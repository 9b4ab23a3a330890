//! Names that Terraform does not take.

use super::{NAME, Said};
use crate::syntax::{Block, Name};

/// What means something in a `module` block, so that no variable can have the name.
const RESERVED: [&str; 8] =
    ["count", "depends_on", "for_each", "lifecycle", "locals", "provider", "providers", "version"];

pub(super) fn find(block: &Block, said: &mut Said) {
    let kind = &*block.kind.text;
    match (kind, block.labels.as_slice()) {
        ("resource" | "data" | "ephemeral", [r#type, name]) => {
            of(kind, r#type, "type", said);
            of(kind, name, "name", said);
        }
        ("variable", [name]) if &*name.text == "source" || RESERVED.contains(&&*name.text) => {
            let message = format!("`{}` is reserved as an argument of `module` blocks", name.text);
            said.with(NAME, name.span, &message, "rename the variable");
        }
        ("variable" | "output" | "module" | "check", [name]) => of(kind, name, "name", said),
        ("provider", [name]) if !is_provider(&name.text) => {
            let message = format!("`{}` is not a provider name", name.text);
            let help = "use letters, digits and `-`, but no `-` at the beginning or end";
            said.with(NAME, name.span, &message, help);
        }
        _ => {}
    }
}

fn of(kind: &str, name: &Name, what: &str, said: &mut Said) {
    if is_valid(&name.text) {
        return;
    }
    let message = format!("`{}` is not a valid {what} of a `{kind}` block", name.text);
    let help = "use letters, digits, `_` and `-`, and begin with a letter or `_`";
    said.with(NAME, name.span, &message, help);
}

/// Whether it can stand bare.
pub(super) fn is_valid(name: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    // What Unicode takes within a name is more than letters and digits; nothing is said of what is not ASCII.
    let goes_on = |c: char| starts(c) || c.is_numeric() || c == '-' || !c.is_ascii();
    name.starts_with(|c: char| starts(c) || !c.is_ascii()) && name.chars().all(goes_on)
}

fn is_provider(name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii();
    !name.is_empty() && name.chars().all(is_part) && !name.starts_with('-') && !name.ends_with('-')
}
