//! Names that an expression on a page uses: each has to mean something.

use super::fields::expr_range;
use super::read::{Complaint, Strict, complain};
use crate::syntax::{Expr, ExprKind, Part, Step};
use std::sync::Arc;

/// The names that mean something at some place of a rule.
#[derive(Clone)]
pub(super) struct Names {
    /// Variables: `self`, `each`, those of a `for`.
    variables: Vec<Arc<str>>,
    /// What `local` has.
    pub(super) locals: Vec<Arc<str>>,
}

impl Names {
    /// `self`, and `each` where there is a `for_each`.
    pub(super) fn new(each: bool) -> Self {
        let mut variables: Vec<Arc<str>> = vec!["self".into(), "local".into()];
        variables.extend(each.then(|| "each".into()));
        Self { variables, locals: Vec::new() }
    }

    fn with(&self, names: impl IntoIterator<Item = Arc<str>>) -> Self {
        let mut inner = self.clone();
        inner.variables.extend(names);
        inner
    }
}

/// Complains about the first function or variable that does not exist.
pub(super) fn check_names(expr: Option<&Expr>, names: &Names) -> Strict<()> {
    let Some(expr) = expr else { return Ok(()) };
    match &expr.kind {
        ExprKind::Template(parts) => return check_parts(parts, names),
        ExprKind::Variable(name) if !names.variables.contains(name) => {
            return Err(Complaint {
                range: expr_range(expr),
                message: format!("`{name}` means nothing here"),
                help: Some(format!("these do: {}", names.variables.join(", "))),
            });
        }
        ExprKind::Traversal(root, steps) => check_local(root, steps, names)?,
        ExprKind::Call { name, .. }
            if !crate::functions::exists(&name.text) && !crate::domain::exists(&name.text) =>
        {
            return complain(name.span.range(), format!("there is no function `{}`", name.text));
        }
        ExprKind::For(each) => {
            check_names(Some(&each.collection), names)?;
            let inner = names.with(each.key.iter().chain([&each.value]).cloned());
            let parts = [each.result_key.as_ref(), Some(&each.result), each.condition.as_ref()];
            return parts.into_iter().try_for_each(|expr| check_names(expr, &inner));
        }
        _ => {}
    }
    expr.children().into_iter().try_for_each(|child| check_names(Some(child), names))
}

fn check_local(root: &Expr, steps: &[Step], names: &Names) -> Strict<()> {
    match (&root.kind, steps.first()) {
        (ExprKind::Variable(name), Some(Step::Attribute(local)))
            if &**name == "local" && !names.locals.contains(&local.text) =>
        {
            complain(
                local.span.range(),
                format!("there is no `local.{}` before this place", local.text),
            )
        }
        _ => Ok(()),
    }
}

fn check_parts(parts: &[Part], names: &Names) -> Strict<()> {
    parts.iter().try_for_each(|part| match part {
        Part::Literal(_) => Ok(()),
        Part::Interpolation(expr) => check_names(Some(expr), names),
        Part::If(condition, then, otherwise) => {
            check_names(Some(condition), names)?;
            check_parts(then, names)?;
            check_parts(otherwise, names)
        }
        Part::For { key, value, collection, body } => {
            check_names(Some(collection), names)?;
            check_parts(body, &names.with(key.iter().chain([value]).cloned()))
        }
    })
}
