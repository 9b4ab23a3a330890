//! What callers set the variables of a module to.

use super::FileScope;
use crate::eval::{Environment, eval};
use crate::files::{Files, parent};
use crate::module::CalledWith;
use crate::syntax::{Attribute, Block, Body, Expr, ExprKind, Name, Step};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many folders up a file is looked for.
const MAX_LEVELS: usize = 32;

/// The files that a unit includes, each with its path; `None` if it is not known which.
pub(super) fn included(files: &Files, path: &Path, body: &Body) -> Option<Vec<(PathBuf, Body)>> {
    body.blocks_of("include")
        .map(|block| {
            let found = path_of(files, path, &block.body.attribute("path")?.value)?;
            let body = super::read(files, &found)?;
            Some((found, body))
        })
        .collect()
}

/// The file that `find_in_parent_folders("name")` finds.
fn path_of(files: &Files, unit: &Path, expr: &Expr) -> Option<PathBuf> {
    let ExprKind::Call { name, args, .. } = &expr.kind else { return None };
    if &*name.text != "find_in_parent_folders" {
        return None;
    }
    let wanted = match args.as_slice() {
        [] => super::UNIT,
        [Expr { kind: ExprKind::String(wanted), .. }] => wanted,
        _ => return None,
    };
    let above = parent(unit).ancestors().skip(1).take(MAX_LEVELS);
    above.map(|folder| folder.join(wanted)).find(|path| files.is_file(path))
}

/// What a unit of Terragrunt sets, with what it includes; its own win. `None` if nothing is known of it.
pub(super) fn of_unit(body: &Body, included: Option<&[(PathBuf, Body)]>) -> Option<CalledWith> {
    let merges = |block: &Block| block.body.attribute("merge_strategy").is_some();
    if body.blocks_of("include").any(merges) {
        return None;
    }
    let mut with = CalledWith { may_have_more: included.is_none(), ..CalledWith::default() };
    for body in included.into_iter().flatten().map(|(_, body)| body).chain([body]) {
        // Variables files and options that Terragrunt hands on win over what it sets.
        let mut terraform = body.blocks_of("terraform");
        if terraform.any(|block| block.body.blocks_of("extra_arguments").next().is_some()) {
            return None;
        }
        if let Some(own) = of_object(body.attribute("inputs"), &FileScope::of(body)) {
            with.values.extend(own.values);
            with.may_have_more |= own.may_have_more;
        } else {
            with = CalledWith { may_have_more: true, ..CalledWith::default() };
        }
    }
    Some(with)
}

/// What an object sets; of one that is computed, as by `merge`, nothing is known.
pub(super) fn of_object(object: Option<&Attribute>, scope: &FileScope) -> Option<CalledWith> {
    let mut with = CalledWith::default();
    let Some(object) = object else { return Some(with) };
    let value = local(&object.value, scope).unwrap_or(&object.value);
    let ExprKind::Object(entries) = &value.kind else { return None };
    for entry in entries {
        let ExprKind::String(name) = &entry.key.kind else {
            with.may_have_more = true;
            continue;
        };
        let set = Attribute {
            name: Name { text: Arc::clone(name), span: entry.key.span },
            value: known(&entry.value, scope),
            span: entry.value.span,
            written_as_block: false,
        };
        with.values.insert(Arc::clone(name), set);
    }
    Some(with)
}

/// The value, if it is known in the file; else an expression of which nothing is known.
fn known(expr: &Expr, scope: &FileScope) -> Expr {
    let expr = local(expr, scope).unwrap_or(expr);
    let is_plain = expr.references().is_empty() && !calls(expr);
    let is_known = is_plain && eval(expr, Environment::new(scope)).is_wholly_known();
    if is_known { expr.clone() } else { unknown(expr) }
}

/// An expression that stands for nothing, which is not known.
fn unknown(expr: &Expr) -> Expr {
    Expr { kind: ExprKind::Variable("unknown".into()), span: expr.span }
}

/// What `local.name` stands for.
fn local<'a>(expr: &Expr, scope: &FileScope<'a>) -> Option<&'a Expr> {
    let ExprKind::Traversal(root, steps) = &expr.kind else { return None };
    match (&root.kind, steps.as_slice()) {
        (ExprKind::Variable(root), [Step::Attribute(name)]) if &**root == "local" => {
            scope.local(&name.text)
        }
        _ => None,
    }
}

/// Whether a function is called in an expression: Terragrunt's are not Terraform's.
fn calls(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Call { .. }) || expr.children().into_iter().any(calls)
}

/// What all callers set. What only some of several do, or what several do, is not known.
pub(super) fn of_all(callers: &[&CalledWith]) -> CalledWith {
    if let [only] = callers {
        return (*only).clone();
    }
    let mut all = CalledWith::default();
    for caller in callers {
        all.may_have_more |= caller.may_have_more;
        all.values.extend(caller.values.iter().map(|(name, set)| {
            let set = Attribute { value: unknown(&set.value), ..set.clone() };
            (Arc::clone(name), set)
        }));
    }
    all
}
