//! What `count` and `for_each` do not take.

use super::{All, COUNT, EACH};
use crate::check::{Found, unfit};
use crate::convert::{Stop, convert};
use crate::eval::{Environment, eval};
use crate::scope::ModuleScope;
use crate::syntax::{Expr, ExprKind, Step};
use crate::types::Constraint;
use crate::value::{Data, Kind, Sequence, Type, Value};

pub(super) fn find(name: &str, expr: &Expr, scope: &ModuleScope, found: &mut All) {
    let value = eval(expr, Environment::new(scope));
    if value.is_refused() {
        return;
    }
    let said = if name == "count" { count(&value) } else { each(&value, expr, scope) };
    if let Some((message, help)) = said {
        let rule = if name == "count" { COUNT } else { EACH };
        found.push((rule, Found::new(expr.span, message, Some(help.to_owned()))));
    }
}

fn count(value: &Value) -> Option<(String, &'static str)> {
    let help = "use a whole number, 0 for none";
    if matches!(value.data, Data::Null) {
        return Some(("`count` is `null`".to_owned(), help));
    }
    match convert(value, &Type::Number) {
        Err(Stop::Refused) => {
            Some((format!("`count` must be a number, but this is {}", unfit::has(value)), help))
        }
        Ok(Value { data: Data::Number(number), .. })
            if number.is_negative() && !number.is_zero() || !number.is_whole() =>
        {
            Some((format!("`count` must be a whole number from 0, but this is {number}"), help))
        }
        _ => None,
    }
}

fn each(value: &Value, expr: &Expr, scope: &ModuleScope) -> Option<(String, &'static str)> {
    let to_set = "convert it to a set of strings: `toset(...)`";
    if matches!(value.data, Data::Null) {
        return Some(("`for_each` is `null`".to_owned(), "use `{}` for none"));
    }
    if value.is_sensitive() {
        let help = "use `nonsensitive(...)` if the keys can be shown";
        return Some(("`for_each` cannot be sensitive: its keys are shown".to_owned(), help));
    }
    let is_wrong =
        |what: &str| format!("`for_each` must be a map or a set of strings, but this is {what}");
    match &value.data {
        Data::Sequence(Sequence::Set, elements) => {
            let wrong = elements.iter().find(|element| {
                matches!(element.data, Data::Null)
                    || element.kind().is_some_and(|kind| kind != Kind::String)
            })?;
            let message = format!(
                "a set for `for_each` can only have strings, but this one {}",
                unfit::has(wrong)
            );
            Some((message, "convert its elements with `tostring`"))
        }
        Data::Sequence(..) | Data::Bool(_) | Data::Number(_) | Data::String(_) => {
            let help = if matches!(value.data, Data::Sequence(..)) {
                to_set
            } else {
                "put it in a set: `toset([...])`"
            };
            Some((is_wrong(&unfit::has(value)), help))
        }
        Data::Unknown(unknown) => match unknown.kind {
            Some(Kind::Bool | Kind::Number | Kind::String) => {
                Some((is_wrong(&unfit::has(value)), "put it in a set: `toset([...])`"))
            }
            _ => match declared(expr, scope)? {
                Constraint::List(_) => Some((is_wrong("a list"), to_set)),
                Constraint::Tuple(_) => Some((is_wrong("a tuple"), to_set)),
                _ => None,
            },
        },
        _ => None,
    }
}

/// The type of the variable that stands there alone.
fn declared(expr: &Expr, scope: &ModuleScope) -> Option<Constraint> {
    let ExprKind::Traversal(root, steps) = &expr.kind else { return None };
    let (ExprKind::Variable(root), [Step::Attribute(name)]) = (&root.kind, steps.as_slice()) else {
        return None;
    };
    let position = scope.module.position("variable", &[&name.text]).filter(|_| &**root == "var")?;
    let block = scope.module.block(position)?;
    Constraint::read(&block.body.attribute("type")?.value)
}
