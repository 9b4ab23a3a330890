//! Calls of functions that there are not, or with too few or too many arguments: the native part of
//! `wrong-function-call`.

use super::{Found, evaluated};
use crate::ask::admits;
use crate::finding::{Label, Severity};
use crate::functions::{self, Function};
use crate::module::Module;
use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::{Expr, ExprKind, Name};
use crate::tree::Tree;
use std::sync::Arc;

/// Functions that Terraform had before version 0.15.
const FORMER: [&str; 2] = ["list", "map"];

/// The calls that are refused whatever the values.
pub(super) fn find(module: &Module, root: &Module, tree: &Tree) -> Vec<Found> {
    let mut found = Vec::new();
    if module.incomplete {
        return found;
    }
    let releases = Releases::of(root, tree);
    for block in module.blocks() {
        evaluated::of_block(block, &mut |expr: &Expr| {
            if let ExprKind::Call { name, args, expand } = &expr.kind {
                found.extend(wrong(name, args, *expand, &releases));
            }
        });
    }
    found
}

/// The releases of Terraform that all modules of a configuration admit.
pub(super) struct Releases(Vec<(Arc<str>, Span)>);

impl Releases {
    pub(super) fn of(root: &Module, tree: &Tree) -> Self {
        let modules = std::iter::once(root).chain(tree.modules());
        let blocks = modules.flat_map(|module| module.of_kind("terraform"));
        let required = blocks.filter_map(|block| {
            let required = &block.body.attribute("required_version")?.value;
            match &required.kind {
                ExprKind::String(constraint) => Some((Arc::clone(constraint), required.span)),
                _ => None,
            }
        });
        Self(required.collect())
    }

    /// The constraint that rules out all of those releases.
    pub(super) fn ruling_out(&self, releases: &str) -> Option<Span> {
        let rules_out =
            |(constraint, _): &&(Arc<str>, Span)| admits(constraint, releases) == Some(false);
        self.0.iter().find(rules_out).map(|(_, span)| *span)
    }
}

fn wrong(name: &Name, args: &[Expr], expand: bool, releases: &Releases) -> Option<Found> {
    let text = &*name.text;
    let plain = text.strip_prefix("core::").unwrap_or(text);
    // What a provider offers is not known.
    if plain.contains("::") {
        return None;
    }
    if let Some(since) = functions::since(plain)
        && let Some(span) = releases.ruling_out(&format!(">= {}", since.version))
    {
        let version = since.version.strip_suffix(".0").unwrap_or(since.version);
        let message =
            format!("the function `{plain}` does not exist before {} {version}", since.program);
        let help = "raise `required_version`, or avoid the function".to_owned();
        let admitted =
            Label { span, message: "`required_version` only allows older versions".to_owned() };
        return Some(Found {
            related: vec![admitted],
            ..Found::new(name.span, message, Some(help))
        });
    }
    match functions::find(plain) {
        Some(function) => wrong_count(name, function, args.len(), expand),
        None if functions::since(plain).is_some() => None,
        None => unknown(name, plain, releases),
    }
}

/// A function that no release has, as far as is known: one that is newer may.
fn unknown(name: &Name, plain: &str, releases: &Releases) -> Option<Found> {
    let is_former = FORMER.contains(&plain);
    let newest = format!("< {}", functions::KNOWN_BEFORE);
    if is_former && releases.ruling_out(">= 1.0.0").is_some()
        || releases.ruling_out(&newest).is_some()
    {
        return None;
    }
    let help = match plain {
        "list" => Some("write `[...]`, or `tolist([...])`".to_owned()),
        "map" => Some("write `{...}`, or `tomap({...})`".to_owned()),
        _ => nearest(plain, functions::names()).map(|name| format!("did you mean `{name}`?")),
    };
    let since = if is_former { " since Terraform 0.15" } else { "" };
    let message = format!("no function is named `{plain}`{since}");
    // Where nothing is required, an older release may be what runs.
    let may_be_older = is_former && releases.ruling_out("< 0.15.0").is_none();
    let severity = may_be_older.then_some(Severity::Warning);
    Some(Found { severity, ..Found::new(name.span, message, help) })
}

fn wrong_count(name: &Name, function: &Function, given: usize, expand: bool) -> Option<Found> {
    let count = function.refused_count(given).filter(|_| !expand)?;
    let message = format!("`{}` takes {count}, but gets {given}", function.name);
    Some(Found::new(name.span, message, None))
}
