//! Templates that are not given what they name, or name what nobody can give: the native part of `template-missing-variable`.

use super::{Found, evaluated};
use crate::eval::eval;
use crate::scope::{ModuleScope, NotGiven, Uncalled};
use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::{Expr, ExprKind};

/// Names that API Gateway's own templates have: `${stageVariables.host}`, `${input.params}`.
const OF_API_GATEWAY: [&str; 4] = ["context", "input", "stageVariables", "util"];

/// The calls that Terraform refuses: it looks for every name in the template before it evaluates anything.
pub(super) fn find(scope: &ModuleScope) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for (position, block) in scope.module.blocks().enumerate() {
        let mut calls = Vec::new();
        evaluated::of_block(block, &mut |expr| calls.extend(Call::of(expr)));
        if calls.is_empty() {
            continue;
        }
        scope.in_each_instance(position, |env, _| {
            for call in &calls {
                let args = [eval(call.template, env), eval(call.variables, env)];
                let span = call.variables.span;
                let is_new = found.iter().all(|found| found.span != span);
                if !is_new {
                    continue;
                }
                let missing = scope.not_given(call.function, &args);
                found.extend(missing.map(|missing| says(span, call.function, &missing)));
                let uncalled = scope.uncalled(call.function, &args[0]);
                found.extend(uncalled.map(|uncalled| cannot_be_read(span, &uncalled)));
            }
        });
    }
    found
}

/// A call of a function that reads a template.
struct Call<'a> {
    function: &'a str,
    template: &'a Expr,
    variables: &'a Expr,
}

impl<'a> Call<'a> {
    fn of(expr: &'a Expr) -> Option<Self> {
        let ExprKind::Call { name, args, expand: false } = &expr.kind else { return None };
        let function = name.text.strip_prefix("core::").unwrap_or(&name.text);
        let [template, variables] = args.as_slice() else { return None };
        let is_one = matches!(function, "templatefile" | "templatestring");
        is_one.then_some(Self { function, template, variables })
    }
}

fn cannot_be_read(span: Span, Uncalled { file, name }: &Uncalled) -> Found {
    let template = in_words(file.as_deref());
    let message =
        format!("{template} uses `{name}`, which Terraform cannot read, so no call can pass it");
    let help =
        format!("pass a variable, or write `$${{{name}}}` for what Terraform must not fill in");
    Found::new(span, message, Some(help))
}

/// The template in words.
fn in_words(file: Option<&str>) -> String {
    file.map_or_else(|| "this template".to_owned(), |file| format!("`{file}`"))
}

fn says(span: Span, function: &str, missing: &NotGiven) -> Found {
    let names: Vec<String> = missing.names.iter().map(|name| format!("`{name}`")).collect();
    let template = in_words(missing.file.as_deref());
    let names = names.join(", ");
    let message = format!("{template} uses {names}, which this `{function}` call does not pass");
    let gateway = missing.names.iter().find(|name| OF_API_GATEWAY.contains(&&***name));
    let given = || missing.given.iter().map(|name| &**name);
    let near = missing.names.iter().find_map(|name| nearest(name, given()));
    let help = match (gateway, near) {
        (Some(name), _) => {
            format!("for API Gateway's own `{name}`, write `$${{{name}...}}` in the template")
        }
        (None, Some(near)) => format!("the call passes `{near}`"),
        (None, None) => format!("pass {names} to the template"),
    };
    Found::new(span, message, Some(help))
}
