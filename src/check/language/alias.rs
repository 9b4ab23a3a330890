//! Configurations of providers that a module names and does not have.

use super::{META, PROVIDER, Said, meant_by};
use crate::module::Module;
use crate::syntax::{Block, Expr, ExprKind, Name, Step};
use std::collections::BTreeSet;

pub(super) fn find(module: &Module, said: &mut Said) {
    if module.incomplete {
        return;
    }
    let Some(known) = configured(module) else { return };
    for block in module.blocks() {
        match &*block.kind.text {
            "resource" | "data" | "ephemeral" => {
                if let Some(provider) = block.body.attribute("provider") {
                    named(&provider.value, &known, said);
                }
            }
            "module" => {
                let Some(providers) = block.body.attribute("providers") else { continue };
                match &providers.value.kind {
                    ExprKind::Object(entries) => {
                        for entry in entries {
                            named(&entry.value, &known, said);
                        }
                    }
                    ExprKind::Unread => {}
                    _ => {
                        let message = "`providers` must be a literal map";
                        let help = "write it as `{ aws = aws.west }`";
                        said.with(META, providers.value.span, message, help);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The aliases of a module, each behind the name of its provider; `None` where one is not known.
fn configured(module: &Module) -> Option<BTreeSet<(String, String)>> {
    let mut known = BTreeSet::new();
    for block in module.of_kind("provider") {
        match block.body.attribute("alias").map(|alias| &alias.value.kind) {
            Some(ExprKind::String(alias)) => {
                known.insert((block.label(0)?.to_owned(), alias.to_string()));
            }
            None if block.body.is_whole() => {}
            _ => return None,
        }
    }
    let required =
        module.of_kind("terraform").flat_map(|block| block.body.blocks_of("required_providers"));
    for attribute in required.flat_map(|block: &Block| &block.body.attributes) {
        let ExprKind::Object(entries) = &attribute.value.kind else { continue };
        let aliases = entries.iter().filter(|entry| {
            matches!(&entry.key.kind, ExprKind::String(key) if &**key == "configuration_aliases")
        });
        for aliases in aliases {
            let ExprKind::Tuple(elements) = &aliases.value.kind else { return None };
            for element in elements {
                let (provider, alias) = alias(element)?;
                known.insert((provider.to_owned(), alias.text.to_string()));
            }
        }
    }
    Some(known)
}

/// The name and the alias that an expression names.
fn alias(expr: &Expr) -> Option<(&str, &Name)> {
    let ExprKind::Traversal(root, steps) = &expr.kind else { return None };
    match (&root.kind, steps.first()) {
        (ExprKind::Variable(provider), Some(Step::Attribute(alias))) => Some((provider, alias)),
        _ => None,
    }
}

fn named(expr: &Expr, known: &BTreeSet<(String, String)>, said: &mut Said) {
    let Some((provider, alias)) = alias(expr) else { return };
    if known.contains(&(provider.to_owned(), alias.text.to_string())) {
        return;
    }
    let message =
        format!("the provider `{provider}` has no configuration with the alias `{}`", alias.text);
    let names: Vec<&str> =
        known.iter().filter(|(of, _)| of == provider).map(|(_, alias)| &**alias).collect();
    let help = format!("write a `provider \"{provider}\"` block with `alias = \"{}\"`", alias.text);
    said.push((PROVIDER, meant_by(alias, message, names.into_iter()).or_help(&help)));
}
