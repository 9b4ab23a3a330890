//! Arguments that list references, or name something by itself: what they hold is not computed.

use super::{META, Said};
use crate::source::Span;
use crate::syntax::{Attribute, Block, Body, Expr, ExprKind, Step};

const REFERENCES: &str = "list only references, such as `[aws_lambda_function.orders]`";

pub(super) fn find(block: &Block, said: &mut Said) {
    let kind = &*block.kind.text;
    if matches!(kind, "resource" | "data" | "ephemeral" | "module" | "output")
        && let Some(depends_on) = block.body.attribute("depends_on")
    {
        for element in elements(depends_on, said) {
            whole_object(element, said);
        }
    }
    if !matches!(kind, "resource" | "data" | "ephemeral") {
        return;
    }
    if let Some(provider) = block.body.attribute("provider")
        && !is_provider(&provider.value)
    {
        let message = "`provider` must be a provider name, optionally with an alias";
        said.with(META, provider.value.span, message, "write `aws` or `aws.west`");
    }
    for lifecycle in block.body.blocks_of("lifecycle") {
        of_lifecycle(&lifecycle.body, said);
    }
    for provisioner in block.body.blocks_of("provisioner") {
        of_provisioner(&provisioner.body, said);
    }
}

/// The elements of a list that is written. What is no list is said.
fn elements<'a>(attribute: &'a Attribute, said: &mut Said) -> &'a [Expr] {
    match &attribute.value.kind {
        ExprKind::Tuple(elements) => elements,
        ExprKind::Unread => &[],
        _ => {
            let message = format!("`{}` must be a literal list", attribute.name.text);
            said.with(META, attribute.value.span, &message, "write it in brackets, `[...]`");
            &[]
        }
    }
}

/// Whether it is a reference, with nothing in it that has to be computed.
fn is_static(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) | ExprKind::Unread => true,
        ExprKind::Traversal(root, steps) => {
            matches!(root.kind, ExprKind::Variable(_))
                && steps.iter().all(|step| match step {
                    Step::Attribute(_) => true,
                    Step::Index(key) | Step::LegacyIndex(key) => key.is_constant(),
                    Step::AttributeSplat | Step::FullSplat => false,
                })
        }
        _ => false,
    }
}

/// An element of `depends_on`.
fn whole_object(element: &Expr, said: &mut Said) {
    if let ExprKind::String(text) = &element.kind {
        // As old versions of Terraform wanted them.
        if text
            .trim()
            .split(['.', '['])
            .next()
            .is_some_and(|root| !super::name::is_valid(root.trim()))
        {
            said.with(META, element.span, "this is not a reference", REFERENCES);
        }
        return;
    }
    if !is_static(element) {
        return not_a_reference(element.span, said);
    }
    let ExprKind::Traversal(root, steps) = &element.kind else { return };
    let ExprKind::Variable(root) = &root.kind else { return };
    let labels = match &**root {
        "data" | "ephemeral" | "resource" => 2,
        "module" | "path" | "terraform" | "each" | "count" | "self" => return,
        _ => 1,
    };
    let mut after = steps.iter().skip(labels);
    if let Some(Step::Attribute(name)) = after.find(|step| matches!(step, Step::Attribute(_))) {
        let message = "`depends_on` needs a whole object, not an attribute";
        said.with(META, name.span, message, &format!("remove `.{}`", name.text));
    }
}

fn not_a_reference(span: Span, said: &mut Said) {
    said.with(META, span, "this must be a reference, not a computed value", REFERENCES);
}

/// The name of a provider, with an alias or without, in quotes as old versions wanted it or without.
fn is_provider(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Variable(_) | ExprKind::Unread => true,
        // `OpenTofu` has an index for providers that are repeated.
        ExprKind::Traversal(root, steps) => {
            matches!(root.kind, ExprKind::Variable(_))
                && matches!(
                    steps.as_slice(),
                    [Step::Attribute(_)] | [Step::Attribute(_), Step::Index(_)]
                )
        }
        ExprKind::String(text) => {
            let mut parts = text.split('.');
            text.split('.').count() <= 2 && parts.all(super::name::is_valid)
        }
        _ => false,
    }
}

fn of_lifecycle(body: &Body, said: &mut Said) {
    if let Some(ignored) = body.attribute("ignore_changes")
        && !matches!(&ignored.value.kind, ExprKind::Variable(all) if &**all == "all")
    {
        for element in elements(ignored, said) {
            match &element.kind {
                ExprKind::String(text) if &**text == "*" => {
                    let help = "write `ignore_changes = all`";
                    said.with(META, element.span, "`\"*\"` no longer means all arguments", help);
                }
                ExprKind::String(_) => {}
                _ if !is_static(element) => {
                    let message = "this must be the name of an argument";
                    said.with(META, element.span, message, "list them as `[tags, description]`");
                }
                _ => {}
            }
        }
    }
    if let Some(triggers) = body.attribute("replace_triggered_by") {
        for element in elements(triggers, said) {
            trigger(element, said);
        }
    }
}

/// An element of `replace_triggered_by`.
fn trigger(element: &Expr, said: &mut Said) {
    let root = match &element.kind {
        ExprKind::Variable(root) => root,
        ExprKind::Traversal(root, _) => match &root.kind {
            ExprKind::Variable(root) => root,
            _ => return not_a_reference(element.span, said),
        },
        ExprKind::Unread => return,
        _ => return not_a_reference(element.span, said),
    };
    let others = [
        "count",
        "data",
        "each",
        "ephemeral",
        "local",
        "module",
        "path",
        "self",
        "terraform",
        "var",
    ];
    if others.contains(&&**root) {
        let message = "`replace_triggered_by` only takes resources and their attributes";
        let help = "put the value into a `terraform_data` resource, and reference that";
        said.with(META, element.span, message, help);
    }
}

fn of_provisioner(body: &Body, said: &mut Said) {
    let word =
        |name: &str| body.attribute(name).map(|attribute| (attribute, keyword(&attribute.value)));
    for (name, words) in [("when", ["create", "destroy"]), ("on_failure", ["continue", "fail"])] {
        let Some((attribute, word)) = word(name) else { continue };
        if !word.is_some_and(|word| words.contains(&word)) {
            let [one, other] = words;
            let message = format!("`{name}` must be `{one}` or `{other}`");
            said.with(META, attribute.value.span, &message, "use one of them, without quotes");
        }
    }
    if word("when").is_some_and(|(_, word)| word == Some("destroy")) {
        at_destroy(body, said);
    }
}

fn keyword(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Variable(word) | ExprKind::String(word) => Some(word),
        _ => None,
    }
}

/// What runs when a resource is destroyed sees nothing but the resource.
fn at_destroy(body: &Body, said: &mut Said) {
    let evaluated =
        body.attributes.iter().filter(|it| !matches!(&*it.name.text, "when" | "on_failure"));
    let nested = body.blocks.iter().flat_map(|block| block.body.values());
    for value in evaluated.map(|attribute| &attribute.value).chain(nested) {
        let references = value.references();
        let refused = references.iter().find(|reference| match reference.root {
            "self" | "path" | "terraform" => false,
            "count" => reference.name(0) != Some("index"),
            "each" => reference.name(0) != Some("key"),
            _ => true,
        });
        if let Some(reference) = refused {
            let message = "a destroy-time provisioner can only reference its own resource";
            let help = "use `self`, `count.index` or `each.key`, and keep other values in an argument of the resource";
            said.with(META, reference.span, message, help);
        }
    }
}
