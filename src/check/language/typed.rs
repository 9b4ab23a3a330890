//! The types of variables, and defaults that do not fit.

use super::{DEFAULT, Said, TYPE};
use crate::check::call::Releases;
use crate::check::unfit;
use crate::eval::constant;
use crate::finding::Severity;
use crate::syntax::{Block, ExprKind};
use crate::types::Constraint;
use crate::value::{Data, Truth};

pub(super) fn find(block: &Block, releases: &Releases, said: &mut Said) {
    if &*block.kind.text != "variable" {
        return;
    }
    let argument = |name| block.body.attribute(name).map(|attribute| &attribute.value);
    let constraint = match argument("type") {
        None => Constraint::Any,
        Some(expr) => {
            if let ExprKind::String(text) = &expr.kind {
                quoted(expr.span, text, releases, said);
            }
            match Constraint::parse(expr) {
                Ok(constraint) => constraint,
                Err(wrong) => {
                    let help = wrong.help.unwrap_or(
                        "use a type, such as `string`, `list(string)` or `object({ name = string })`",
                    );
                    said.with(TYPE, wrong.span, &wrong.message, help);
                    return;
                }
            }
        }
    };
    let Some(default) = argument("default") else { return };
    let is_overridden =
        block.body.attributes.iter().filter(|it| &*it.name.text == "type").count() > 1;
    if is_overridden || !default.is_constant() {
        return;
    }
    let value = constant(default);
    if value.is_refused() {
        return;
    }
    if constraint.convert(&value).is_err() {
        let why = unfit::why(&value, &constraint);
        let message = format!("the default does not fit the type: {}", why.message);
        let span = why.span.unwrap_or(default.span);
        said.with(DEFAULT, span, &message, "change the default or the type");
    }
    let is_not_nullable =
        argument("nullable").is_some_and(|it| constant(it).as_truth() == Truth::False);
    if is_not_nullable && matches!(value.data, Data::Null) {
        let message = "the default is `null`, but `nullable` is `false`";
        said.with(
            DEFAULT,
            default.span,
            message,
            "remove the default, so that the variable must be set",
        );
    }
}

/// A type in quotes, which Terraform takes up to version 0.14.
fn quoted(span: crate::source::Span, text: &str, releases: &Releases, said: &mut Said) {
    let is_old = matches!(text, "string" | "list" | "map");
    if !is_old || releases.ruling_out(">= 1.0.0").is_some() {
        return;
    }
    let help = match text {
        "list" => "write `list(string)`",
        "map" => "write `map(string)`",
        _ => "write `string`",
    };
    said.with(TYPE, span, "the type is in quotes, which only Terraform up to 0.14 allows", help);
    // Where nothing is required, an older release may be what runs.
    let may_be_older = releases.ruling_out("< 0.15.0").is_none();
    if let Some((_, found)) = said.0.last_mut() {
        found.severity = may_be_older.then_some(Severity::Warning);
    }
}
