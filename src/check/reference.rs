//! Names that stand for nothing: the native part of `undeclared-reference`.

use super::{Found, content, evaluated};
use crate::aws::{is_mapping, is_spoken_of};
use crate::module::Module;
use crate::scope::ModuleScope;
use crate::source::{Sources, Span};
use crate::spelling::nearest;
use crate::syntax::{Block, BlockPart, Expr, ExprKind, Reference, Step, Taken, is_json};
use crate::tree::Tree;

/// Names that mean something to other versions of Terraform, or to `OpenTofu`.
const LEFT_OUT: [&str; 6] = ["action", "arg", "lazy", "list", "template", "tofu"];

/// The names in a module that certainly stand for nothing. In one that is incomplete nothing is certain.
pub(super) fn find(module: &Module, tree: &Tree, sources: &Sources) -> Vec<Found> {
    let mut found = Vec::new();
    if module.incomplete {
        return found;
    }
    for (_, local) in module.locals() {
        let references = local.value.references();
        found.extend(references.iter().filter_map(|reference| nothing(module, None, reference)));
    }
    for block in module.blocks().filter(|block| is_looked_at(module, block)) {
        let references = block.references().into_iter().chain(block.depends_on());
        let is_certain = |reference: &Reference| {
            reference.part != BlockPart::Content && !may_be_iterator(reference, sources)
        };
        let references = references.filter(is_certain);
        found.extend(references.filter_map(|reference| nothing(module, Some(block), &reference)));
    }
    for block in module.blocks() {
        evaluated::of_block(block, &mut |expr| found.extend(missing_output(module, tree, expr)));
    }
    found
}

/// The same in the content of `dynamic` blocks, where there certainly is an element.
pub(super) fn in_content(scope: &ModuleScope, sources: &Sources) -> Vec<Found> {
    let module = scope.module;
    let mut found = Vec::new();
    if module.incomplete {
        return found;
    }
    for (position, block) in module.blocks().enumerate() {
        let references = block.references().into_iter().filter(|reference| {
            reference.part == BlockPart::Content && !may_be_iterator(reference, sources)
        });
        let mut suspects: Vec<Found> =
            references.filter_map(|reference| nothing(module, Some(block), &reference)).collect();
        if suspects.is_empty() || !is_looked_at(module, block) {
            continue;
        }
        let mut looked_at = Vec::new();
        scope.in_each_instance(position, |env, is_certain| {
            if is_certain {
                content::each(&block.body, &mut Vec::new(), env, &mut |expr, _, _| {
                    looked_at.push(expr.span);
                });
            }
        });
        suspects.retain(|suspect| looked_at.iter().any(|span| span.contains(suspect.span)));
        found.extend(suspects);
    }
    found
}

/// In JSON a nested block of a type without a schema looks like a map, and the iterators in it like references.
fn may_be_iterator(reference: &Reference, sources: &Sources) -> bool {
    let is_json = is_json(&sources.get(reference.span.source).path);
    is_json && matches!(reference.name(0), Some("key" | "value"))
}

/// Whether Terraform follows the references in the block.
fn is_looked_at(module: &Module, block: &Block) -> bool {
    match &*block.kind.text {
        "resource" | "data" | "ephemeral" | "module" | "output" | "variable" | "check" => true,
        // One that configures nothing is not looked at.
        "provider" => {
            let is_its = |resource: &Block| {
                let local = resource.label(0).and_then(|r#type| r#type.split('_').next());
                &*resource.kind.text == "resource"
                    && local == block.label(0)
                    && resource.body.attribute("provider").is_none()
            };
            block.body.attribute("alias").is_none() && module.blocks().any(is_its)
        }
        _ => false,
    }
}

/// What is wrong with a reference. A local value stands in no block.
fn nothing(module: &Module, block: Option<&Block>, reference: &Reference) -> Option<Found> {
    let name = reference.name(0);
    match (reference.root, name) {
        (root, _) if LEFT_OUT.contains(&root) || is_spoken_of(root) => None,
        ("each" | "count" | "self", _) => of_instance(block, reference),
        ("path", Some("module" | "root" | "cwd"))
        | ("terraform", Some("workspace" | "applying")) => None,
        ("path", Some(name)) => {
            let help = "use `path.module`, `path.root` or `path.cwd`";
            Some(found(reference.span, format!("`path` has no `{name}`"), help))
        }
        ("terraform", Some(name)) => {
            let help = "use `terraform.workspace`";
            Some(found(reference.span, format!("`terraform` has no `{name}`"), help))
        }
        ("local", Some(name)) if module.local(name).is_some() || has_unread_locals(module) => None,
        ("local", Some(name)) => {
            let names = module.locals().map(|(name, _)| &**name);
            Some(undeclared(reference.span, "local.", name, names, "define it in `locals`"))
        }
        ("module", Some(name))
            if module.position("module", &[name]).is_some()
                || module.may_declare("module", &[name]) =>
        {
            None
        }
        ("module", Some(name)) => {
            let help = "add a `module` block with that name";
            Some(undeclared(reference.span, "module.", name, names(module, "module", None), help))
        }
        ("path" | "terraform" | "local" | "module" | "var", None) => {
            let message = format!("`{}` alone is not a value", reference.root);
            Some(found(reference.span, message, "use one of its attributes"))
        }
        _ if is_mapping(reference.root, name) => Some(without_quotes(reference)),
        _ => of_block(module, reference),
    }
}

/// Whether there is a local value of which not even the name could be read.
fn has_unread_locals(module: &Module) -> bool {
    module.of_kind("locals").any(|block| block.body.unread.iter().any(|piece| !piece.is_named))
}

/// A mapping expression of API Gateway, which Terraform takes for a reference.
fn without_quotes(reference: &Reference) -> Found {
    let names = reference.steps.iter().map_while(|step| match step {
        Taken::Name(name) => Some(*name),
        Taken::Index | Taken::Splat => None,
    });
    let text = std::iter::once(reference.root).chain(names).collect::<Vec<_>>().join(".");
    let message = format!("`{text}` is a mapping expression, not a reference");
    found(reference.span, message, &format!("write it in quotes: `\"{text}\"`"))
}

/// A reference to a variable, resource or data source.
fn of_block(module: &Module, reference: &Reference) -> Option<Found> {
    let Some((kind, labels)) = reference.block() else {
        return Some(no_reference(module, reference));
    };
    if module.position(kind, &labels).is_some() || module.may_declare(kind, &labels) {
        return None;
    }
    match (kind, labels.as_slice()) {
        ("variable", [name]) => {
            let help = format!("declare it: `variable \"{name}\"`");
            Some(undeclared(reference.span, "var.", name, names(module, kind, None), &help))
        }
        (_, [r#type, name]) => {
            if kind == "data" && is_in_check(module, &labels) {
                return None;
            }
            let word = if kind == "resource" { "" } else { &format!("{kind}.") };
            let help = format!("no `{kind}` block has that name");
            let prefix = format!("{word}{type}.");
            let names = names(module, kind, Some(r#type));
            Some(undeclared(reference.span, &prefix, name, names, &help))
        }
        _ => None,
    }
}

/// `each`, `count` and `self`: they stand for something in some blocks only.
fn of_instance(block: Option<&Block>, reference: &Reference) -> Option<Found> {
    let root = reference.root;
    let kind = block.map_or("locals", |block| &*block.kind.text);
    // `OpenTofu` has providers for each.
    if kind == "provider" {
        return None;
    }
    let is_resource = matches!(kind, "resource" | "data" | "ephemeral");
    if root == "self" {
        let after = matches!(reference.part, BlockPart::Provisioner | BlockPart::Postcondition);
        let help = "`self` only exists in provisioners, connections and postconditions";
        let message = "`self` is not available here".to_owned();
        return (!(is_resource && after)).then(|| found(reference.span, message, help));
    }
    let (argument, attributes): (_, &[&str]) =
        if root == "each" { ("for_each", &["key", "value"]) } else { ("count", &["index"]) };
    let name = reference.name(0);
    if !is_resource && kind != "module" {
        let help = "it only exists in `resource`, `data` and `module` blocks";
        return Some(found(reference.span, format!("`{root}` is not available here"), help));
    }
    let is_repeated = block
        .is_some_and(|block| block.body.attribute(argument).is_some() || !block.body.is_whole());
    if !is_repeated {
        let shown = name.map_or_else(|| root.to_owned(), |name| format!("{root}.{name}"));
        let help = format!("set `{argument}` in the block, or remove the reference");
        return Some(found(reference.span, format!("`{shown}` without `{argument}`"), &help));
    }
    if is_resource && reference.part == BlockPart::Repetition {
        let message = format!("`{root}` is not available in `{argument}`");
        return Some(found(
            reference.span,
            message,
            "it refers to the instances that this argument creates",
        ));
    }
    let is_known = name.is_some_and(|name| attributes.contains(&name));
    let help = format!("use `{root}.{}`", attributes.join(&format!("` and `{root}.")));
    let message = format!("`{root}` has no such attribute");
    (!is_known).then(|| found(reference.span, message, &help))
}

/// A word that is no reference at all: text without quotes, or a name without its first part.
fn no_reference(module: &Module, reference: &Reference) -> Found {
    let root = reference.root;
    let message = format!("`{root}` is not a reference");
    let help = if module.position("variable", &[root]).is_some() {
        format!("did you mean `var.{root}`?")
    } else if module.local(root).is_some() {
        format!("did you mean `local.{root}`?")
    } else if reference.steps.is_empty() && reference.part != BlockPart::Order {
        format!("write `\"{root}\"` if it is a string")
    } else {
        "a reference to a resource is its type and name, with a dot between them".to_owned()
    };
    found(reference.span, message, &help)
}

/// `module.name.output` of a module that has no such output. Not where only some instances may be taken.
fn missing_output(module: &Module, tree: &Tree, expr: &Expr) -> Option<Found> {
    let ExprKind::Traversal(root, steps) = &expr.kind else { return None };
    let (ExprKind::Variable(root), Some(Step::Attribute(name))) = (&root.kind, steps.first())
    else {
        return None;
    };
    let is_index = |step: &&Step| matches!(step, Step::Index(_) | Step::LegacyIndex(_));
    let after = if steps.get(1).is_some_and(|step| is_index(&step)) { 2 } else { 1 };
    let Some(Step::Attribute(output)) = steps.get(after) else { return None };
    let position = module.position("module", &[&name.text]).filter(|_| &**root == "module")?;
    let called = tree.called(module, position).filter(|called| !called.incomplete)?;
    let labels = [&*output.text];
    if called.position("output", &labels).is_some() || called.may_declare("output", &labels) {
        return None;
    }
    let nearest = nearest(&output.text, names(called, "output", None));
    let help = nearest.map_or_else(
        || format!("declare `output \"{}\"` in the module", output.text),
        |nearest| format!("did you mean `{nearest}`?"),
    );
    let message = format!("`module.{}` has no output `{}`", name.text, output.text);
    Some(found(output.span, message, &help))
}

fn found(span: Span, message: String, help: &str) -> Found {
    Found::new(span, message, Some(help.to_owned()))
}

fn undeclared<'a>(
    span: Span,
    prefix: &str,
    name: &str,
    names: impl Iterator<Item = &'a str>,
    help: &str,
) -> Found {
    let nearest = nearest(name, names).map(|nearest| format!("did you mean `{prefix}{nearest}`?"));
    let message = format!("`{prefix}{name}` is not declared");
    Found::new(span, message, nearest.or_else(|| Some(help.to_owned())))
}

/// The names of the blocks of that kind; of resources, those of the type.
fn names<'a>(
    module: &'a Module,
    kind: &'a str,
    r#type: Option<&'a str>,
) -> impl Iterator<Item = &'a str> {
    let blocks = module.blocks().filter(move |block| &*block.kind.text == kind);
    let blocks = blocks.filter(move |block| r#type.is_none() || block.label(0) == r#type);
    blocks.filter_map(move |block| block.label(usize::from(r#type.is_some())))
}

/// Whether a `check` block has a data source of its own of that type and name.
fn is_in_check(module: &Module, labels: &[&str]) -> bool {
    let checks = module.blocks().filter(|block| &*block.kind.text == "check");
    checks
        .flat_map(|check| check.body.blocks_of("data"))
        .any(|data| data.labels.iter().map(|label| &*label.text).eq(labels.iter().copied()))
}
