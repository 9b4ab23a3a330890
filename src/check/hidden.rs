//! What of the texts must not be shown beside a finding: what is given to something that is sensitive, where it is
//! written out.

use crate::finding::Finding;
use crate::module::{Inputs, Module};
use crate::schema::Body as Schema;
use crate::source::{SourceId, Span};
use crate::syntax::{Attribute, Block, Body, Expr, ExprKind};
use crate::tree::Tree;
use crate::types::is_sensitive;
use std::collections::{BTreeSet, HashSet};

/// What must not be shown of the texts that the findings lie in.
pub(super) fn shown_by(findings: &[Finding], root: &Module, tree: &Tree) -> BTreeSet<Span> {
    let places = findings.iter().flat_map(Finding::places);
    let sources: HashSet<SourceId> = places.map(|span| span.source).collect();
    if sources.is_empty() {
        return BTreeSet::new();
    }
    let mut hidden = BTreeSet::new();
    let mut hide = |span: Span| {
        if sources.contains(&span.source) {
            hidden.insert(span);
        }
    };
    given(root, &mut hide);
    for module in std::iter::once(root).chain(tree.modules()) {
        for attribute in &module.stray {
            calls(&attribute.value, &mut hide);
        }
        for (position, block) in module.blocks().enumerate() {
            if is_hidden(block, &sources) {
                of_block(block, tree, tree.called(module, position), &mut hide);
            }
        }
    }
    hidden
}

/// What the files that `--var-file` names set of the variables of these roots, of which nothing may be found but that.
pub(super) fn named<'a>(
    inputs: &Inputs,
    roots: impl Iterator<Item = &'a Module>,
) -> BTreeSet<Span> {
    let mut hidden = BTreeSet::new();
    for root in roots {
        let may_be = may_be_secret(root);
        let lines = inputs.files().flat_map(|(_, parsed)| &parsed.body.attributes);
        let lines = lines.filter(|line| may_be(&line.name.text));
        hidden.extend(lines.map(|line| line.value.span));
    }
    hidden
}

/// Whether a block may have something to hide in one of the texts. An override file has parts of blocks of others.
fn is_hidden(block: &Block, sources: &HashSet<SourceId>) -> bool {
    sources.contains(&block.span.source)
        || block.body.attributes.iter().any(|it| sources.contains(&it.span.source))
        || block.body.blocks.iter().any(|it| sources.contains(&it.span.source))
}

/// What sets variables of the root from outside.
fn given(root: &Module, hide: &mut impl FnMut(Span)) {
    let may_be = may_be_secret(root);
    for (_, span) in root.set.iter().filter(|(name, _)| may_be(name)) {
        hide(*span);
    }
    let called_with = root.called_with.values.iter().filter(|(name, _)| may_be(name));
    called_with.for_each(|(_, set)| written(&set.value, hide));
}

/// Whether what is given under a name may be given to a variable that is sensitive. A name that has no variable may be
/// misspelt.
fn may_be_secret(root: &Module) -> impl Fn(&str) -> bool {
    let secrets = secrets(root);
    let declared: HashSet<&str> = root.variables().collect();
    move |name| {
        secrets.contains(name)
            || !declared.contains(name) && (root.incomplete || !secrets.is_empty())
    }
}

/// The variables of a module whose values are not shown.
fn secrets(module: &Module) -> HashSet<&str> {
    let variables = module.blocks().filter(|block| &*block.kind.text == "variable");
    variables.filter(|block| is_sensitive(block)).filter_map(|block| block.label(0)).collect()
}

fn of_block(block: &Block, tree: &Tree, called: Option<&Module>, hide: &mut impl FnMut(Span)) {
    for value in block.body.values() {
        calls(value, hide);
    }
    let arguments = |name: &str, hide: &mut _| {
        arguments(&block.body, |argument| argument == name, hide);
    };
    match (&*block.kind.text, block.label(0)) {
        ("variable", _) if is_sensitive(block) => arguments("default", hide),
        ("output", _) if is_sensitive(block) => arguments("value", hide),
        ("resource", Some(r#type)) => {
            if let Some(schema) = tree.schemas().of(r#type) {
                of_type(&block.body, &schema.body, hide);
            }
        }
        ("data", Some(r#type)) => {
            if let Some(schema) = tree.schemas().of(&format!("data.{type}")) {
                of_type(&block.body, &schema.body, hide);
            }
        }
        ("module", _) => {
            let secrets = called.map(secrets).unwrap_or_default();
            self::arguments(&block.body, |name| secrets.contains(name), hide);
        }
        _ => {}
    }
}

/// What the provider says of the arguments of a block, and of those of the blocks in it.
fn of_type(body: &Body, schema: &Schema, hide: &mut impl FnMut(Span)) {
    arguments(body, |name| schema.hides(name), hide);
    for block in &body.blocks {
        let (name, contents) = match (&*block.kind.text, block.label(0)) {
            ("dynamic", Some(name)) => (name, block.body.blocks_of("content").collect()),
            (name, _) => (name, vec![block]),
        };
        if let Some(schema) = schema.block.get(name) {
            for content in contents {
                of_type(&content.body, schema.body(), hide);
            }
        }
    }
}

/// What the arguments of these names are, also where one is there twice.
fn arguments(body: &Body, is: impl Fn(&str) -> bool, hide: &mut impl FnMut(Span)) {
    let named = |attribute: &&Attribute| is(&attribute.name.text);
    body.attributes.iter().filter(named).for_each(|attribute| written(&attribute.value, hide));
}

/// What is given to `sensitive`, wherever it is called.
fn calls(expr: &Expr, hide: &mut impl FnMut(Span)) {
    if let ExprKind::Call { name, args, .. } = &expr.kind
        && matches!(&*name.text, "sensitive" | "core::sensitive")
    {
        for arg in args {
            written(arg, hide);
        }
    }
    expr.children().into_iter().for_each(|child| calls(child, hide));
}

/// Hides an expression that has something written out in it. What is only named is not said by its name.
fn written(expr: &Expr, hide: &mut impl FnMut(Span)) {
    if is_written(expr) {
        hide(expr.span);
    }
}

fn is_written(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Null | ExprKind::Variable(_) => false,
        ExprKind::Bool(_)
        | ExprKind::Number(_)
        | ExprKind::UnreadableNumber
        | ExprKind::Unread
        | ExprKind::String(_)
        | ExprKind::Template(_) => true,
        _ => expr.children().into_iter().any(is_written),
    }
}
