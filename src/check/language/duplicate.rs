//! Names that are declared twice.

use super::{DUPLICATE, Said};
use crate::source::Span;
use crate::syntax::{Block, ExprKind};
use std::collections::HashMap;

/// Looks at all blocks but those of override files, which say again what is there.
pub(super) fn find<'m>(blocks: &[&'m Block], said: &mut Said) {
    let mut seen: HashMap<(&str, Vec<&str>), Span> = HashMap::new();
    let mut see = |kind: &'m str, names: Vec<&'m str>, span: Span, said: &mut Said| {
        if let Some(first) = seen.get(&(kind, names.clone())) {
            let (message, help) = words(kind, &names);
            said.with(DUPLICATE, span, &message, help).related(*first, "declared here first");
        } else {
            seen.insert((kind, names), span);
        }
    };
    for block in blocks {
        let kind = &*block.kind.text;
        let names: Vec<&str> = block.labels.iter().map(|label| &*label.text).collect();
        match (kind, names.as_slice()) {
            ("resource" | "data" | "ephemeral" | "action", [_, _])
            | ("variable" | "output" | "module" | "check", [_]) => {
                see(kind, names, block.header, said);
            }
            ("provider", [name]) => match block.body.attribute("alias").map(|it| &it.value.kind) {
                None if block.body.is_whole() => see(kind, vec![name], block.header, said),
                Some(ExprKind::String(alias)) => see(kind, vec![name, alias], block.header, said),
                _ => {}
            },
            ("locals", _) => {
                for local in &block.body.attributes {
                    see(kind, vec![&local.name.text], local.name.span, said);
                }
            }
            ("terraform", _) => {
                for nested in &block.body.blocks {
                    let name = &*nested.kind.text;
                    if matches!(name, "required_providers" | "backend" | "cloud") {
                        see(name, Vec::new(), nested.header, said);
                    }
                }
            }
            ("import", _) if block.body.attribute("for_each").is_none() => {
                if let Some(to) = block.body.attribute("to")
                    && let [one] = to.value.references().as_slice()
                    && one.steps.iter().all(|step| matches!(step, crate::syntax::Taken::Name(_)))
                {
                    see(kind, one.names(), block.header, said);
                }
            }
            _ => {}
        }
    }
}

fn words(kind: &str, names: &[&str]) -> (String, &'static str) {
    let name = names.join(".");
    let rename = "rename one of them, or remove it";
    match kind {
        "resource" | "data" | "ephemeral" | "action" => {
            let prefix = if kind == "resource" { String::new() } else { format!("{kind}.") };
            (format!("`{prefix}{name}` is declared twice"), rename)
        }
        "variable" => (format!("`var.{name}` is declared twice"), rename),
        "locals" => (format!("`local.{name}` is defined twice"), rename),
        "provider" if names.len() > 1 => {
            (format!("the provider `{name}` is configured twice"), rename)
        }
        "provider" => {
            let help = "set `alias` in one of them, or remove it";
            (format!("the provider `{name}` is configured twice without `alias`"), help)
        }
        "import" => (format!("`{name}` is imported twice"), "keep one of the `import` blocks"),
        "required_providers" | "backend" | "cloud" => {
            (format!("a module can have one `{kind}` block"), "merge their contents")
        }
        kind => (format!("the {kind} `{name}` is declared twice"), rename),
    }
}
