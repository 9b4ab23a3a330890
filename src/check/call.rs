//! Calls of functions that there are not, or with too few or too many arguments: the native part of
//! `wrong-function-call`.

use super::{Found, evaluated, nearest};
use crate::domain::admits;
use crate::functions;
use crate::module::Module;
use crate::syntax::{Block, Expr, ExprKind, Name};

/// Functions that `OpenTofu` has beside Terraform's.
const OPENTOFU: [&str; 3] = ["base64gunzip", "cidrcontains", "urldecode"];

/// Functions that Terraform had before version 0.15.
const FORMER: [&str; 2] = ["list", "map"];

/// The calls that are refused whatever the values.
pub(super) fn find(module: &Module) -> Vec<Found> {
    let mut found = Vec::new();
    if module.incomplete {
        return found;
    }
    let is_former = |name: &Name| FORMER.contains(&&*name.text) && is_for_former_versions(module);
    for block in &module.blocks {
        evaluated::of_block(block, &mut |expr: &Expr| match &expr.kind {
            ExprKind::Call { name, args, expand } if !is_former(name) => {
                found.extend(wrong(name, args, *expand));
            }
            _ => {}
        });
    }
    found
}

/// Whether the module admits only versions of Terraform before 1.0.
fn is_for_former_versions(module: &Module) -> bool {
    let required = |block: &Block| match &block.body.attribute("required_version")?.value.kind {
        ExprKind::String(constraint) => admits(constraint, ">= 1.0.0"),
        _ => None,
    };
    module.of_kind("terraform").any(|block| required(block) == Some(false))
}

fn wrong(name: &Name, args: &[Expr], expand: bool) -> Option<Found> {
    let text = &*name.text;
    let plain = text.strip_prefix("core::").unwrap_or(text);
    // What a provider offers is not known.
    if plain.contains("::") || OPENTOFU.contains(&plain) {
        return None;
    }
    let Some((least, most)) = functions::arity(plain) else {
        let help = match plain {
            "list" => Some("write `[...]`, or `tolist([...])`".to_owned()),
            "map" => Some("write `{...}`, or `tomap({...})`".to_owned()),
            _ => nearest(plain, functions::names()).map(|name| format!("did you mean `{name}`?")),
        };
        let since = if FORMER.contains(&plain) { " since Terraform 0.15" } else { "" };
        let message = format!("there is no function `{plain}`{since}");
        return Some(Found::new(name.span, message, help));
    };
    let given = args.len();
    if expand || (given >= least && most.is_none_or(|most| given <= most)) {
        return None;
    }
    let count = if most.is_none() { format!("at least {least}") } else { least.to_string() };
    let plural = if least == 1 { "" } else { "s" };
    let message = format!("`{plain}` takes {count} argument{plural}, and gets {given}");
    Some(Found::new(name.span, message, None))
}
