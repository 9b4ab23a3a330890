//! Conditions that can only ever say the same: `validation`, `precondition`, `postcondition`, `assert`.

use super::{CONDITION, Said};
use crate::syntax::Block;

pub(super) fn find(block: &Block, said: &mut Said) {
    let body = &block.body;
    match &*block.kind.text {
        "variable" => {
            let name = block.label(0).unwrap_or_default();
            for validation in body.blocks_of("validation") {
                of_variable(name, validation, said);
            }
        }
        "resource" | "data" | "ephemeral" => {
            for lifecycle in body.blocks_of("lifecycle") {
                let conditions = lifecycle.body.blocks.iter().filter(|nested| {
                    matches!(&*nested.kind.text, "precondition" | "postcondition")
                });
                conditions.for_each(|nested| refers(nested, said));
            }
        }
        "output" => body.blocks_of("precondition").for_each(|nested| refers(nested, said)),
        "check" => body.blocks_of("assert").for_each(|nested| refers(nested, said)),
        _ => {}
    }
}

fn refers(block: &Block, said: &mut Said) {
    let Some(condition) = block.body.attribute("condition") else { return };
    if condition.value.references().is_empty() && !super::is_unread(&condition.value) {
        let message = "the condition references nothing, so it checks nothing";
        said.with(CONDITION, condition.value.span, message, "reference what the condition is for");
    }
}

fn of_variable(name: &str, validation: &Block, said: &mut Said) {
    let Some(condition) = validation.body.attribute("condition") else { return };
    let references = condition.value.references();
    let is_it = |reference: &crate::syntax::Reference| {
        reference.root == "var" && reference.name(0) == Some(name)
    };
    if !references.iter().any(is_it) && !super::is_unread(&condition.value) {
        let message = format!("the condition does not reference `var.{name}`");
        let help = "a validation must check its own variable";
        said.with(CONDITION, condition.value.span, &message, help);
    }
}
