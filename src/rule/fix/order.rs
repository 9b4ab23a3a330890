//! Entries in the order in which a page writes them: an object has none.

use crate::eval::{Environment, eval};
use crate::syntax::{Expr, ExprKind};
use crate::value::Truth;
use std::sync::Arc;

/// The entries of an object, whose values are still to be evaluated; `None` where it is none, or not known.
pub(super) fn ordered<'e>(expr: &'e Expr, env: Environment) -> Option<Vec<(Arc<str>, &'e Expr)>> {
    match &expr.kind {
        ExprKind::Parenthesis(inner) => ordered(inner, env),
        ExprKind::Conditional(condition, then, otherwise) => {
            match eval(condition, env).as_truth() {
                Truth::True => ordered(then, env),
                Truth::False => ordered(otherwise, env),
                Truth::Unknown => None,
            }
        }
        ExprKind::Object(entries) => entries
            .iter()
            .map(|entry| Some((eval(&entry.key, env).as_str()?.into(), &entry.value)))
            .collect(),
        _ => None,
    }
}
