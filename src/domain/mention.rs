//! What is named, as it is written: for what values, a hash say, do not tell any more.

use super::{Function, Site};
use crate::block::BlockValue;
use crate::module::Module;
use crate::source::Span;
use crate::syntax::{Block, BlockPart, Expr, ExprKind, Reference, Taken};
use crate::value::{Data, Origin, Sequence, Value};
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "mentions", arity: 2..=2, compute: mentions },
    Function { name: "uses", arity: 2..=2, compute: uses },
];

/// Functions whose result is made of nothing but their arguments, and changes with each of them.
const PLAIN: [&str; 17] = [
    "base64encode",
    "base64sha256",
    "base64sha512",
    "concat",
    "flatten",
    "format",
    "join",
    "jsonencode",
    "list",
    "md5",
    "sha1",
    "sha256",
    "sha512",
    "tolist",
    "toset",
    "tostring",
    "yamlencode",
];

fn block_and_name(args: &[Value]) -> Option<(&BlockValue, &str)> {
    match args {
        [Value { data: Data::Block(block), .. }, name] => Some((block, name.as_str()?)),
        _ => None,
    }
}

fn list(values: Vec<Value>) -> Value {
    Value::new(Data::Sequence(Sequence::List, Arc::new(values)))
}

/// The attributes that an argument of the block is made of, as `type.name.attribute`, through local values; unknown where
/// it is made of anything else.
fn mentions(args: &[Value], site: &Site) -> Value {
    let Some((block, name)) = block_and_name(args) else { return Value::anything() };
    let module = site.module.module;
    let position = module.position_of(&block.address);
    let written = position.and_then(|position| module.blocks.get(position));
    let argument = written.and_then(|written| written.body.attribute(name));
    let names = argument.and_then(|argument| attributes(module, &argument.value));
    names.map_or_else(Value::anything, |names| list(names.into_iter().map(Value::string).collect()))
}

/// The attributes that an expression is made of; `None` if of anything else.
fn attributes(module: &Module, expr: &Expr) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut locals = BTreeSet::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        if !is_plain(expr) {
            return None;
        }
        for reference in expr.references() {
            if reference.root == "local" {
                let name = reference.name(0)?;
                let local = module.local(name)?;
                open.extend(locals.insert(name).then_some(&local.value));
                continue;
            }
            let (r#type, name) = (reference.root, reference.name(0)?);
            module.position("resource", &[r#type, name])?;
            names.push(format!("{type}.{name}.{}", attribute(&reference)?));
        }
    }
    Some(names)
}

/// Whether no function of more than its arguments is called in it.
fn is_plain(expr: &Expr) -> bool {
    let called = match &expr.kind {
        ExprKind::Call { name, .. } => PLAIN.contains(&&*name.text),
        _ => true,
    };
    called && expr.children().into_iter().all(is_plain)
}

/// What a reference to a resource takes of it, of one of its instances or of all.
fn attribute<'a>(reference: &Reference<'a>) -> Option<&'a str> {
    reference.steps.iter().skip(1).find_map(|step| match step {
        Taken::Name(name) => Some(*name),
        Taken::Index | Taken::Splat => None,
    })
}

/// Where a module names which attributes of resources, by `type.name.attribute`. It is made when the first rule asks.
#[derive(Default)]
pub struct Uses(OnceCell<HashMap<String, Vec<Span>>>);

impl Uses {
    fn places(&self, module: &Module, name: &str) -> &[Span] {
        let by_name = self.0.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<Span>> = HashMap::new();
            // What nobody may look at is no use of it.
            let is_looked_at = |reference: &Reference| reference.part != BlockPart::Content;
            let references = module.blocks.iter().flat_map(Block::references);
            for reference in references.filter(is_looked_at) {
                if let (Some(name), Some(attribute)) = (reference.name(0), attribute(&reference)) {
                    let name = format!("{}.{name}.{attribute}", reference.root);
                    by_name.entry(name).or_default().push(reference.span);
                }
            }
            by_name
        });
        by_name.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The places of the module where that attribute of the block is named.
fn uses(args: &[Value], site: &Site) -> Value {
    let Some((block, attribute)) = block_and_name(args) else { return Value::anything() };
    let [r#type, name] = block.address.labels.as_slice() else { return Value::anything() };
    let places = site.uses.places(site.module.module, &format!("{type}.{name}.{attribute}"));
    let place = |span: &Span| Value::string(attribute).at(Some(Origin::written(*span)));
    list(places.iter().map(place).collect())
}
