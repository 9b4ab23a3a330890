//! The blocks and arguments of the language: which there are, which have to be there, and how many labels a block has.

use super::grammar::{self, Grammar, OF_RESOURCE, PROVISIONERS};
use super::{ARGUMENT, BLOCK, LABELS, MISSING, Said, meant_by};
use crate::syntax::{Attribute, Block, Body};

/// What is wrong with the form of a top-level block.
pub(super) fn of_block(block: &Block, said: &mut Said) {
    let kind = &*block.kind.text;
    let Some(grammar) = grammar::top(kind) else {
        let message = format!("Terraform has no `{kind}` block");
        return said.push((BLOCK, meant_by(&block.kind, message, grammar::kinds())));
    };
    labels(block, grammar, said);
    body(block, grammar, said);
    match kind {
        "resource" | "data" | "ephemeral" => of_resource(block, said),
        "module" => of_module(block, said),
        "check" => of_check(block, said),
        "import" if !has(block, "id") && !has(block, "identity") => {
            said.missing(block, "id");
        }
        "terraform" => {
            let named = |kind| block.body.blocks_of(kind);
            if let (Some(backend), Some(cloud)) = (named("backend").next(), named("cloud").next()) {
                let message = "a module can have a `backend` or a `cloud` block, not both";
                said.with(BLOCK, cloud.header, message, "keep one of them")
                    .related(backend.header, "the `backend` block");
            }
        }
        _ => {}
    }
}

fn has(block: &Block, name: &str) -> bool {
    block.body.attribute(name).is_some()
}

fn labels(block: &Block, grammar: &Grammar, said: &mut Said) {
    let (kind, wanted) = (&*block.kind.text, grammar.labels);
    let words = match wanted {
        [] => "no labels".to_owned(),
        [one] => format!("one label, its {one}"),
        several => format!("{} labels, its {}", several.len(), several.join(" and its ")),
    };
    let message = format!("a `{kind}` block needs {words}");
    if let Some(extra) = block.labels.get(wanted.len()) {
        said.with(LABELS, extra.span, &message, &format!("remove `\"{}\"`", extra.text));
    } else if let Some(missing) = wanted.get(block.labels.len()) {
        said.with(LABELS, block.header, &message, &format!("add the {missing} before the `{{`"));
    }
}

fn body(block: &Block, grammar: &Grammar, said: &mut Said) {
    let kind = &*block.kind.text;
    if let Some(arguments) = grammar.arguments {
        let unknown = |attribute: &&Attribute| !arguments.contains(&&*attribute.name.text);
        for attribute in block.body.attributes.iter().filter(unknown) {
            let name = &attribute.name;
            let message = format!("a `{kind}` block has no argument `{}`", name.text);
            let found = if grammar.block(&name.text).is_some() {
                super::found(
                    name.span,
                    message,
                    &format!("write a block, `{} {{ ... }}`", name.text),
                )
            } else {
                meant_by(name, message, arguments.iter().copied())
            };
            said.push((ARGUMENT, found));
        }
    }
    for name in grammar.required {
        // One whose name is wrong is said by its name.
        let is_misspelt = |attribute: &Attribute| {
            let is_unknown =
                grammar.arguments.is_some_and(|all| !all.contains(&&*attribute.name.text));
            is_unknown && crate::spelling::nearest(&attribute.name.text, [*name]).is_some()
        };
        if !has(block, name) && !block.body.attributes.iter().any(is_misspelt) {
            said.missing(block, name);
        }
    }
    let Some(blocks) = grammar.blocks else { return };
    for nested in &block.body.blocks {
        let name = &*nested.kind.text;
        let Some(grammar) = grammar.block(name) else {
            let message = format!("a `{kind}` block has no `{name}` block");
            let is_argument = grammar.arguments.is_none_or(|all| all.contains(&name));
            let found = if is_argument {
                let help = format!("write an argument, `{name} = ...`");
                super::found(nested.header, message, &help)
            } else {
                meant_by(&nested.kind, message, blocks.iter().map(|(name, _)| *name))
            };
            said.push((BLOCK, found));
            continue;
        };
        if nested.body.is_whole() {
            labels(nested, grammar, said);
            body(nested, grammar, said);
            if name == "provisioner" {
                of_provisioner(nested, said);
            }
        }
    }
}

/// What Terraform itself takes in a resource.
fn of_resource(block: &Block, said: &mut Said) {
    let kind = &*block.kind.text;
    for nested in block.body.blocks.iter().filter(|nested| nested.body.is_whole()) {
        let name = &*nested.kind.text;
        let Some(grammar) = OF_RESOURCE.block(name) else {
            if name == "dynamic" {
                of_dynamic(nested, said);
            }
            continue;
        };
        if kind != "resource" && name != "lifecycle" {
            let message = format!("a `{kind}` block has no `{name}` block");
            let help = "only `resource` blocks can have it";
            said.with(BLOCK, nested.header, &message, help);
            continue;
        }
        labels(nested, grammar, said);
        body(nested, grammar, said);
        match name {
            "provisioner" => of_provisioner(nested, said),
            "lifecycle" if kind != "resource" => of_other_lifecycle(kind, &nested.body, said),
            _ => {}
        }
    }
    for name in ["lifecycle", "connection"] {
        let mut all = block.body.blocks_of(name);
        if let (Some(first), Some(second)) = (all.next(), all.next()) {
            let message = format!("this block has another `{name}` block");
            said.with(BLOCK, second.header, &message, "merge their contents")
                .related(first.header, "the first one");
        }
    }
    if let (Some(count), Some(for_each)) =
        (block.body.attribute("count"), block.body.attribute("for_each"))
    {
        both(count, for_each, said);
    }
}

pub(super) fn both(count: &Attribute, for_each: &Attribute, said: &mut Said) {
    let message = "`count` conflicts with `for_each`";
    said.with(super::META, for_each.name.span, message, "keep one of them")
        .related(count.name.span, "`count`");
}

/// Of a data source nothing is made or destroyed. `OpenTofu` may leave it out.
fn of_other_lifecycle(kind: &str, body: &Body, said: &mut Said) {
    let is_misplaced = |attribute: &&Attribute| {
        let of_resources =
            ["create_before_destroy", "ignore_changes", "prevent_destroy", "replace_triggered_by"];
        of_resources.contains(&&*attribute.name.text)
    };
    for attribute in body.attributes.iter().filter(is_misplaced) {
        let name = &attribute.name;
        let message = format!("`lifecycle` of a `{kind}` block has no argument `{}`", name.text);
        said.with(ARGUMENT, name.span, &message, "only that of `resource` blocks can have it");
    }
}

fn of_provisioner(block: &Block, said: &mut Said) {
    let label = block.label(0).unwrap_or_default();
    let known = PROVISIONERS.iter().find(|(name, ..)| *name == label);
    let Some((_, arguments, required)) = known else { return };
    let unknown = |attribute: &&Attribute| !arguments.contains(&&*attribute.name.text);
    let unknown: Vec<&Attribute> = block.body.attributes.iter().filter(unknown).collect();
    for attribute in &unknown {
        let name = &attribute.name;
        let message = format!("a `{label}` provisioner has no argument `{}`", name.text);
        said.push((ARGUMENT, meant_by(name, message, arguments.iter().copied())));
    }
    for name in *required {
        if !has(block, name) && unknown.is_empty() {
            said.missing(block, name);
        }
    }
}

fn of_dynamic(block: &Block, said: &mut Said) {
    if block.labels.len() != 1 {
        let message = "a `dynamic` block needs one label, the type of the blocks that it generates";
        said.with(LABELS, block.header, message, "add the type before the `{`");
    }
    for attribute in &block.body.attributes {
        let name = &attribute.name;
        let known = ["for_each", "iterator", "labels"];
        if !known.contains(&&*name.text) {
            let message = format!("a `dynamic` block has no argument `{}`", name.text);
            let found =
                meant_by(name, message, known.into_iter()).or_help("move it into `content`");
            said.push((ARGUMENT, found));
        }
    }
    if !has(block, "for_each") {
        said.missing(block, "for_each");
    }
    let mut contents = block.body.blocks_of("content");
    let first = contents.next();
    match (first, contents.next()) {
        (None, _) => {
            let message = "a `dynamic` block needs a `content` block";
            said.with(MISSING, block.header, message, "put the arguments into `content { ... }`");
        }
        (Some(first), Some(second)) => {
            let message = "this `dynamic` block has another `content` block";
            said.with(BLOCK, second.header, message, "merge their contents")
                .related(first.header, "the first one");
        }
        _ => {}
    }
    for nested in block.body.blocks.iter().filter(|nested| &*nested.kind.text != "content") {
        let message = format!("a `dynamic` block has no `{}` block", nested.kind.text);
        said.with(BLOCK, nested.header, &message, "move it into `content`");
    }
    let content = block.body.blocks_of("content").flat_map(|content| &content.body.blocks);
    for nested in content.filter(|nested| nested.body.is_whole()) {
        if &*nested.kind.text == "dynamic" {
            of_dynamic(nested, said);
        }
    }
}

fn of_module(block: &Block, said: &mut Said) {
    for nested in &block.body.blocks {
        let name = &*nested.kind.text;
        // `OpenTofu` may leave a module out.
        let of_tofu = name == "lifecycle" && has(nested, "enabled");
        if of_tofu || !nested.body.is_whole() {
            continue;
        }
        let message = format!("a `module` block has no `{name}` block");
        let help = match name {
            "lifecycle" | "locals" | "provider" | "_" => {
                "Terraform reserves that name for future versions; remove it"
            }
            _ => "write an argument, with `=`, if it is a variable of the module",
        };
        said.with(BLOCK, nested.header, &message, help);
    }
    if let (Some(count), Some(for_each)) =
        (block.body.attribute("count"), block.body.attribute("for_each"))
    {
        both(count, for_each, said);
    }
}

fn of_check(block: &Block, said: &mut Said) {
    let is_misspelt =
        block.body.blocks.iter().any(|nested| !matches!(&*nested.kind.text, "assert" | "data"));
    if block.body.blocks_of("assert").next().is_none() && !is_misspelt {
        let message = "a `check` block needs an `assert` block";
        said.with(MISSING, block.header, message, "add `assert { ... }` with what must hold");
    }
    let mut sources = block.body.blocks_of("data");
    if let (Some(first), Some(second)) = (sources.next(), sources.next()) {
        let message = "a `check` block can have at most one data source";
        said.with(BLOCK, second.header, message, "use another `check` block for it")
            .related(first.header, "the first one");
    }
}
