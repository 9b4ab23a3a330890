//! Constraints on versions, and sources of providers.

use super::{META, Said, VERSION, meant_by};
use crate::syntax::{Block, Expr, ExprKind};

const OPERATORS: [&str; 8] = ["", "=", "!=", ">", ">=", "<", "<=", "~>"];

pub(super) fn find(block: &Block, said: &mut Said) {
    let version = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value);
    match &*block.kind.text {
        "terraform" => {
            constraint(version("required_version"), said);
            for required in block.body.blocks_of("required_providers") {
                for attribute in &required.body.attributes {
                    provider(&attribute.value, said);
                }
            }
        }
        "provider" => constraint(version("version"), said),
        "module" => {
            constraint(version("version"), said);
            if let Some(version) = block.body.attribute("version")
                && let Some((source, _)) = crate::tree::source(block)
                && (source.starts_with("./") || source.starts_with("../"))
            {
                let message = "a local module cannot have a `version`";
                said.with(
                    META,
                    version.span,
                    message,
                    "remove the line; only modules from a registry have versions",
                );
            }
        }
        _ => {}
    }
}

fn constraint(expr: Option<&Expr>, said: &mut Said) {
    let Some(expr) = expr else { return };
    let ExprKind::String(text) = &expr.kind else { return };
    if let Some(part) = text.split(',').map(str::trim).find(|part| !is_constraint(part)) {
        let message = format!("`{part}` is not a version constraint");
        let help = "use a form such as `~> 5.0` or `>= 1.5, < 2.0`";
        said.with(VERSION, expr.span, &message, help);
    }
}

fn is_constraint(part: &str) -> bool {
    let begins = |c: char| c.is_ascii_alphanumeric();
    let (operator, version) = part.split_at(part.find(begins).unwrap_or(part.len()));
    let version = version.strip_prefix('v').unwrap_or(version);
    let is_version = version.starts_with(|c: char| c.is_ascii_digit());
    OPERATORS.contains(&operator.trim()) && is_version
}

/// An entry of `required_providers`.
fn provider(expr: &Expr, said: &mut Said) {
    let ExprKind::Object(entries) = &expr.kind else { return constraint(Some(expr), said) };
    for entry in entries {
        let ExprKind::String(key) = &entry.key.kind else { continue };
        match &**key {
            "version" => constraint(Some(&entry.value), said),
            "source" => source(&entry.value, said),
            "configuration_aliases" => {}
            _ => {
                let message = format!("a required provider has no argument `{key}`");
                let known = ["configuration_aliases", "source", "version"];
                let name = crate::syntax::Name { text: key.clone(), span: entry.key.span };
                let found = meant_by(&name, message, known.into_iter());
                said.push((super::ARGUMENT, found));
            }
        }
    }
}

fn source(expr: &Expr, said: &mut Said) {
    let ExprKind::String(text) = &expr.kind else { return };
    let parts: Vec<&str> = text.split('/').collect();
    let is_part = |part: &&str| !part.is_empty() && !part.contains(char::is_whitespace);
    if parts.len() > 3 || !parts.iter().all(is_part) {
        let message = format!("`{text}` is not a provider source");
        let help = "use a form such as `hashicorp/aws`, or `example.com/hashicorp/aws`";
        said.with(VERSION, expr.span, &message, help);
    }
}
