//! What an argument names, as it is written: for what the value, a hash say, does not tell any more.

use super::{Function, Site};
use crate::module::Module;
use crate::syntax::{Expr, ExprKind, Step};
use crate::value::{Data, Sequence, Value};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] =
    &[Function { name: "mentions", arity: 2..=2, compute: mentions }];

/// What an expression names.
enum Mention<'m> {
    /// An attribute of a resource or data source that is declared in the module.
    Attribute(String, &'m str),
    /// A whole block, a function of more than its arguments, a variable, or what is not declared.
    Other,
}

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

/// The attributes that an argument of the block is made of, as `type.name.attribute`, through local values; unknown where
/// it is made of anything else.
fn mentions(args: &[Value], site: &Site) -> Value {
    let [Value { data: Data::Block(block), .. }, name] = args else { return Value::anything() };
    let labels: Vec<&str> = block.address.labels.iter().map(|label| &**label).collect();
    let module = site.module.module;
    let position = module.position(&block.address.kind, &labels);
    let written = position.and_then(|position| module.blocks.get(position));
    let Some(attribute) = written.zip(name.as_str()).and_then(|(b, name)| b.body.attribute(name))
    else {
        return Value::anything();
    };
    let mut names = Vec::new();
    let mut is_all = true;
    walk(module, &attribute.value, &mut |mention| match mention {
        Mention::Attribute(block, attribute) => {
            names.push(Value::string(format!("{block}.{attribute}")));
        }
        Mention::Other => is_all = false,
    });
    if !is_all {
        return Value::anything();
    }
    Value::new(Data::Sequence(Sequence::List, Arc::new(names)))
}

/// Tells of all that an expression names, also through local values.
fn walk<'m>(module: &'m Module, expr: &'m Expr, tell: &mut dyn FnMut(Mention<'m>)) {
    let mut locals = BTreeSet::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        match &expr.kind {
            ExprKind::Traversal(root, steps) if matches!(root.kind, ExprKind::Variable(_)) => {
                let ExprKind::Variable(root) = &root.kind else { continue };
                open.extend(steps.iter().filter_map(|step| match step {
                    Step::Index(key) | Step::LegacyIndex(key) => Some(key),
                    _ => None,
                }));
                let names = names(root, steps);
                match names.as_slice() {
                    ["local", name, ..] => match module.local(name) {
                        Some(local) if locals.insert(*name) => open.push(&local.value),
                        Some(_) => {}
                        None => tell(Mention::Other),
                    },
                    names => tell(block(module, names)),
                }
            }
            ExprKind::Call { name, .. } => {
                if !PLAIN.contains(&&*name.text) {
                    tell(Mention::Other);
                }
                open.extend(expr.children());
            }
            _ => open.extend(expr.children()),
        }
    }
}

/// The names of a reference, without the indexes in it.
fn names<'m>(root: &'m str, steps: &'m [Step]) -> Vec<&'m str> {
    let names = steps.iter().filter_map(|step| match step {
        Step::Attribute(name) => Some(&*name.text),
        _ => None,
    });
    std::iter::once(root).chain(names).collect()
}

fn block<'m>(module: &'m Module, names: &[&'m str]) -> Mention<'m> {
    let (kind, labels, rest) = match names {
        ["data", r#type, name, rest @ ..] => ("data", [*r#type, *name], rest),
        [r#type, name, rest @ ..] => ("resource", [*r#type, *name], rest),
        _ => return Mention::Other,
    };
    match (module.position(kind, &labels), rest) {
        (Some(_), [attribute, ..]) => Mention::Attribute(labels.join("."), attribute),
        _ => Mention::Other,
    }
}
