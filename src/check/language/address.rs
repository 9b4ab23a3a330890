//! The addresses in `moved`, `removed` and `import` blocks.

use super::{ADDRESS, Said};
use crate::module::Module;
use crate::syntax::{Block, Expr, ExprKind, Step};

/// An address, taken apart.
#[derive(PartialEq)]
pub(super) struct Address<'a> {
    /// The calls that lead to the module.
    pub(super) calls: Vec<&'a str>,
    /// The kind, the type and the name of a resource; `None` for a module.
    pub(super) resource: Option<(&'static str, &'a str, &'a str)>,
    /// Whether it names an instance.
    pub(super) has_key: bool,
}

pub(super) fn find(block: &Block, said: &mut Said) {
    let argument = |name: &str| block.body.attribute(name).map(|attribute| &attribute.value);
    match &*block.kind.text {
        "moved" => {
            let from = argument("from").and_then(|from| read(from, "from", said));
            let to = argument("to").and_then(|to| read(to, "to", said));
            let (Some(from), Some(to)) = (from, to) else { return };
            if from.resource.is_some() != to.resource.is_some() {
                let message = "`from` and `to` must both be resources, or both modules";
                said.with(ADDRESS, block.header, message, "use the same kind of address in both");
            }
        }
        "removed" => {
            let Some(expr) = argument("from") else { return };
            let Some(from) = read(expr, "from", said) else { return };
            if from.resource.is_some_and(|(kind, ..)| kind == "data") {
                let help = "a data source is gone once its block is deleted; remove this block";
                said.with(ADDRESS, expr.span, "data sources are never destroyed", help);
            } else if from.has_key {
                let help = "remove the key in brackets";
                said.with(
                    ADDRESS,
                    expr.span,
                    "`removed` applies to all instances of a resource",
                    help,
                );
            }
        }
        "import" => {
            let Some(expr) = argument("to") else { return };
            let is_data = matches!(expr.references().as_slice(), [one] if one.root == "data");
            if is_data {
                let help = "use the address of a `resource` block";
                said.with(ADDRESS, expr.span, "only resources can be imported", help);
            } else if !matches!(
                expr.kind,
                ExprKind::Traversal(..) | ExprKind::Unread | ExprKind::Variable(_)
            ) {
                said.with(
                    ADDRESS,
                    expr.span,
                    "this is not the address of a resource",
                    "an address looks like `aws_lambda_function.orders`",
                );
            }
        }
        _ => {}
    }
}

/// What was moved or removed, and is declared still.
pub(super) fn declared(module: &Module, said: &mut Said) {
    for block in module.of_kind("moved") {
        let side =
            |name| block.body.attribute(name).and_then(|it| Some((&it.value, of(&it.value)?)));
        let (Some((place, from)), Some((_, to))) = (side("from"), side("to")) else { continue };
        if from == to && !from.has_key {
            let message = "this block moves an object to its own address";
            said.with(ADDRESS, block.header, message, "remove the block, or change `from`");
        } else if !from.has_key && !to.has_key && from.resource != to.resource {
            still(module, place, &from, "moved", said);
        }
    }
    for block in module.of_kind("removed") {
        let Some(from) = block.body.attribute("from") else { continue };
        if let Some(address) = of(&from.value).filter(|address| !address.has_key) {
            still(module, &from.value, &address, "removed", said);
        }
    }
}

fn still(module: &Module, place: &Expr, from: &Address, word: &str, said: &mut Said) {
    let (name, position) = match (from.calls.as_slice(), from.resource) {
        ([], Some(("resource", r#type, name))) => {
            (format!("{type}.{name}"), module.position("resource", &[r#type, name]))
        }
        ([call], None) => (format!("module.{call}"), module.position("module", &[call])),
        _ => return,
    };
    let Some(declared) = position.and_then(|position| module.block(position)) else { return };
    let message = format!("`{name}` is {word}, but still declared");
    let help = format!("remove the `{word}` block, or the block that is declared");
    said.with(ADDRESS, place.span, &message, &help).related(declared.header, "declared here");
}

/// The address that is written there; `None`, and said, for what is none.
fn read<'a>(expr: &'a Expr, name: &str, said: &mut Said) -> Option<Address<'a>> {
    if matches!(expr.kind, ExprKind::Unread) {
        return None;
    }
    let address = of(expr);
    if address.is_none() {
        let message = format!("`{name}` is not the address of a resource or a module");
        let help = "an address looks like `aws_lambda_function.orders`, `aws_lambda_function.orders[\"key\"]` or `module.orders`";
        said.with(ADDRESS, expr.span, &message, help);
    }
    address
}

pub(super) fn of(expr: &Expr) -> Option<Address<'_>> {
    let ExprKind::Traversal(root, steps) = &expr.kind else { return None };
    let ExprKind::Variable(root) = &root.kind else { return None };
    let mut rest = steps.iter().peekable();
    let mut has_key = false;
    let mut first = &**root;
    let mut calls = Vec::new();
    while first == "module" {
        calls.push(name(rest.next()?)?);
        has_key = take_key(&mut rest)?;
        match rest.next() {
            None => return Some(Address { calls, resource: None, has_key }),
            Some(step) => first = name(step)?,
        }
    }
    let (kind, r#type) = match first {
        "data" => ("data", name(rest.next()?)?),
        "var" | "local" | "path" | "each" | "count" | "self" | "terraform" => return None,
        r#type => ("resource", r#type),
    };
    let label = name(rest.next()?)?;
    let has_key = take_key(&mut rest)? || has_key && !calls.is_empty();
    let resource = Some((kind, r#type, label));
    rest.next().is_none().then_some(Address { calls, resource, has_key })
}

fn name(step: &Step) -> Option<&str> {
    match step {
        Step::Attribute(name) => Some(&name.text),
        _ => None,
    }
}

/// Takes the key of an instance, if there is one; `None` for one that is not written as it is.
fn take_key<'a>(rest: &mut std::iter::Peekable<impl Iterator<Item = &'a Step>>) -> Option<bool> {
    match rest.peek() {
        Some(Step::Index(key) | Step::LegacyIndex(key)) => {
            rest.next();
            matches!(key.kind, ExprKind::String(_) | ExprKind::Number(_)).then_some(true)
        }
        Some(Step::FullSplat | Step::AttributeSplat) => None,
        _ => Some(false),
    }
}
