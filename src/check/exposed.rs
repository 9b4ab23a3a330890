//! Outputs of a root that would show what is sensitive.

use super::Found;
use super::refused::{All, SENSITIVE};
use crate::eval::Environment;
use crate::scope::ModuleScope;
use crate::syntax::Block;
use crate::types::is_sensitive;
use crate::value::Sensitive;

pub(super) fn find(scope: &ModuleScope, block: &Block, found: &mut All) {
    if !scope.is_root() || is_sensitive(block) {
        return;
    }
    let (Some(name), Some(value)) = (block.label(0), block.body.attribute("value")) else { return };
    let shown = scope.output(name, Environment::new(scope));
    if shown.is_some_and(|value| value.sensitive != Sensitive::No && !value.is_refused()) {
        let message = format!("the output `{name}` shows a sensitive value");
        let help = "set `sensitive = true`, or use `nonsensitive(...)` if it may be shown";
        found.push((SENSITIVE, Found::new(value.value.span, message, Some(help.to_owned()))));
    }
}
