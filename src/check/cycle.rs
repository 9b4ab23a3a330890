//! What depends on itself: the native part of `reference-cycle`.

use super::Found;
use crate::finding::Label;
use crate::graph::Graph;
use crate::module::Module;
use crate::source::{Sources, Span};
use crate::syntax::BlockPart;

/// The circles of a tree, each once.
pub(super) fn in_tree(graph: &Graph, sources: &Sources) -> Vec<Found> {
    let before = |span: Span| (sources.get(span.source).path.clone(), span.start);
    let circles = graph.cycles(before).into_iter();
    let found = circles.filter_map(|way| {
        let (first, rest) = way.split_first()?;
        let others: Vec<String> =
            rest.iter().take(MAX_NAMES).map(|member| format!("`{}`", member.name)).collect();
        let message = match (others.as_slice(), rest.len()) {
            ([], _) => format!("`{}` references itself", first.name),
            (_, count) if count > MAX_NAMES => {
                let more = count - MAX_NAMES;
                let others = others.join(", ");
                format!("`{}` depends on itself, through {others} and {more} more", first.name)
            }
            _ => format!("`{}` depends on itself, through {}", first.name, others.join(", ")),
        };
        let next = rest.iter().skip(1).chain([first]);
        let related = rest.iter().zip(next).map(|(member, next)| Label {
            span: member.span,
            message: format!("`{}` depends on `{}`", member.name, next.name),
        });
        let help = "remove one of the references, so that Terraform can order them";
        Some(Found {
            related: related.collect(),
            ..Found::new(first.span, message, Some(help.to_owned()))
        })
    });
    found.collect()
}

/// The blocks of a circle that its message names.
const MAX_NAMES: usize = 3;

/// The resources of a module that refer to themselves where they may not. Provisioners may, and `depends_on` does
/// nothing then.
pub(super) fn in_blocks(module: &Module) -> Vec<Found> {
    if module.incomplete {
        return Vec::new();
    }
    let mut found = Vec::new();
    for block in module.blocks() {
        let kind = &*block.kind.text;
        if !matches!(kind, "resource" | "data") {
            continue;
        }
        let labels: Vec<&str> = block.labels.iter().map(|label| &*label.text).collect();
        let references = block.references();
        let refused = references.iter().find(|reference| {
            let may = matches!(reference.part, BlockPart::Provisioner | BlockPart::Trigger);
            !may && reference.block() == Some((kind, labels.clone()))
        });
        let prefix = if kind == "data" { "data." } else { "" };
        let message = format!("`{prefix}{}` references itself", labels.join("."));
        found.extend(refused.map(|reference| Found::new(reference.span, message, None)));
    }
    found
}
