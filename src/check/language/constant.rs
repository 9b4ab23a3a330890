//! Places where only constants may stand.

use super::{CONSTANT, META, Said};
use crate::convert::convert;
use crate::eval::constant;
use crate::syntax::{Attribute, Block, Expr, ExprKind};
use crate::value::{Data, Type, Value};

pub(super) fn find(block: &Block, said: &mut Said) {
    let body = &block.body;
    let argument = |name: &str| body.attribute(name);
    match &*block.kind.text {
        "variable" => {
            for name in ["sensitive", "nullable", "ephemeral", "const"] {
                flag(argument(name), said);
            }
            words(argument("description"), said);
            if let Some(default) = argument("default") {
                is_constant(&default.value, said);
            }
        }
        "output" => {
            for name in ["sensitive", "ephemeral"] {
                flag(argument(name), said);
            }
            words(argument("description"), said);
        }
        "provider" => {
            if let Some(alias) = argument("alias")
                && is_constant(&alias.value, said)
            {
                alias_of(&alias.value, said);
            }
            words(argument("version"), said);
        }
        "terraform" => words(argument("required_version"), said),
        "resource" => {
            let lifecycle = body.blocks_of("lifecycle").flat_map(|block| &block.body.attributes);
            for attribute in lifecycle {
                match &*attribute.name.text {
                    "create_before_destroy" => flag(Some(attribute), said),
                    // `OpenTofu` takes what is computed.
                    "prevent_destroy" if attribute.value.is_constant() => {
                        flag(Some(attribute), said);
                    }
                    _ => {}
                }
            }
        }
        "removed" => {
            let lifecycle = body.blocks_of("lifecycle");
            lifecycle.for_each(|block| flag(block.body.attribute("destroy"), said));
        }
        _ => {}
    }
}

/// Says what names something, or calls a function. Whether nothing does.
pub(super) fn is_constant(expr: &Expr, said: &mut Said) -> bool {
    if let Some(reference) = expr.references().first() {
        let message = "this must be a constant and cannot contain references";
        said.with(CONSTANT, reference.span, message, "write the value itself");
        return false;
    }
    if let Some(call) = first_call(expr) {
        let message = "this must be a constant and cannot contain function calls";
        said.with(CONSTANT, call.span, message, "write the value itself");
        return false;
    }
    true
}

fn first_call(expr: &Expr) -> Option<&Expr> {
    if matches!(expr.kind, ExprKind::Call { .. }) {
        return Some(expr);
    }
    expr.children().into_iter().find_map(first_call)
}

/// An argument that is true or false.
fn flag(attribute: Option<&Attribute>, said: &mut Said) {
    of_type(attribute, &Type::Bool, "`true` or `false`", said);
}

/// An argument that is a string.
fn words(attribute: Option<&Attribute>, said: &mut Said) {
    of_type(attribute, &Type::String, "a string", said);
}

fn of_type(attribute: Option<&Attribute>, wanted: &Type, words: &str, said: &mut Said) {
    let Some(Attribute { name, value, .. }) = attribute else { return };
    if !is_constant(value, said) {
        return;
    }
    let known = constant(value);
    if !known.is_refused()
        && convert(&known, wanted).is_err_and(|stop| stop == crate::convert::Stop::Refused)
    {
        let message = format!("`{}` is {words}", name.text);
        said.with(META, value.span, &message, &format!("write {words}"));
    }
}

fn alias_of(expr: &Expr, said: &mut Said) {
    let alias: Value = constant(expr);
    let is_name = match &alias.data {
        Data::String(text) => text.as_known().is_none_or(super::name::is_valid),
        Data::Number(_) => false,
        _ => return,
    };
    if !is_name {
        let help = "use letters, digits, `_` and `-`, and begin with a letter or `_`";
        said.with(super::NAME, expr.span, "this is not a valid alias", help);
    }
}
