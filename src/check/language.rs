//! What the language does not take, whatever the values are: what Terraform refuses when it loads a module.

mod address;
mod alias;
mod condition;
mod constant;
mod duplicate;
mod grammar;
mod listed;
mod name;
mod shape;
mod typed;
mod version;

use super::Found;
use super::call::Releases;
use crate::finding::{Edit, Fix, Label, Safety};
use crate::functions::KNOWN_BEFORE;
use crate::module::Module;
use crate::module::overrides::is_override;
use crate::source::{Sources, Span};
use crate::spelling::{meant, nearest};
use crate::syntax::{Block, Expr, ExprKind, Name, is_json};
use crate::tree::Tree;

// The rules whose findings are made here.
pub(super) const ADDRESS: &str = "invalid-address";
pub(super) const ARGUMENT: &str = "unsupported-language-argument";
pub(super) const BLOCK: &str = "unsupported-block-type";
pub(super) const CONDITION: &str = "invalid-condition";
pub(super) const CONSTANT: &str = "constant-required";
pub(super) const DEFAULT: &str = "invalid-default";
pub(super) const DUPLICATE: &str = "duplicate-declaration";
pub(super) const LABELS: &str = "wrong-block-labels";
pub(super) const META: &str = "invalid-meta-argument";
pub(super) const MISSING: &str = "missing-language-argument";
pub(super) const NAME: &str = "invalid-name";
pub(super) const PROVIDER: &str = "provider-not-configured";
pub(super) const TYPE: &str = "invalid-type-constraint";
pub(super) const VERSION: &str = "invalid-version-constraint";

/// What is found, each with its rule.
#[derive(Default)]
pub(super) struct Said(pub(super) Vec<(&'static str, Found)>);

impl Said {
    fn push(&mut self, found: (&'static str, Found)) {
        self.0.push(found);
    }

    fn with(&mut self, rule: &'static str, span: Span, message: &str, help: &str) -> Related<'_> {
        self.0.push((rule, found(span, message.to_owned(), help)));
        Related(self)
    }

    /// An argument that a block has to have.
    fn missing(&mut self, block: &Block, name: &str) {
        let message = format!("the `{}` block needs the argument `{name}`", block.kind.text);
        self.with(MISSING, block.header, &message, &format!("set `{name}`"));
    }
}

/// What was said last, to add other places.
struct Related<'s>(&'s mut Said);

impl Related<'_> {
    fn related(self, span: Span, message: &str) {
        if let Some((_, found)) = self.0.0.last_mut() {
            found.related.push(Label { span, message: message.to_owned() });
        }
    }
}

/// What is wrong with the blocks of a module.
pub(super) fn find(module: &Module, root: &Module, tree: &Tree, sources: &Sources) -> Said {
    let mut said = Said::default();
    let releases = Releases::of(root, tree);
    // A release that is newer than all that are known may have any.
    if releases.ruling_out(&format!("< {KNOWN_BEFORE}")).is_some() {
        return said;
    }
    let path = |block: &Block| sources.get(block.header.source).path.clone();
    let mut last = None;
    let mut kinds = (false, false);
    let mut kinds_of = |block: &Block| {
        if last != Some(block.header.source) {
            last = Some(block.header.source);
            let path = path(block);
            kinds = (is_override(&path), is_json(&path));
        }
        kinds
    };
    let mut declared = Vec::new();
    for block in module.blocks() {
        let (is_override, is_json) = kinds_of(block);
        if !is_override {
            declared.push(block);
        }
        if !block.body.is_whole() {
            continue;
        }
        name::find(block, &mut said);
        typed::find(block, &releases, &mut said);
        version::find(block, &mut said);
        // In JSON an argument looks like a block, and a reference like a string.
        if !is_json && !is_override {
            shape::of_block(block, &mut said);
            constant::find(block, &mut said);
            listed::find(block, &mut said);
            address::find(block, &mut said);
            condition::find(block, &mut said);
        }
    }
    let is_broken = |span: Span| module.errors.iter().any(|error| error.span.source == span.source);
    for attribute in module.stray.iter().filter(|attribute| !is_broken(attribute.span)) {
        let name = &attribute.name;
        let message = format!("the argument `{}` is outside of any block", name.text);
        said.with(
            ARGUMENT,
            name.span,
            &message,
            "move it into a `locals` block, or into the block that it belongs to",
        );
    }
    duplicate::find(&declared, &mut said);
    alias::find(module, &mut said);
    address::declared(module, &mut said);
    said
}

/// Whether some of it could not be read.
fn is_unread(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Unread) || expr.children().into_iter().any(is_unread)
}

fn found(span: Span, message: String, help: &str) -> Found {
    Found::new(span, message, Some(help.to_owned()))
}

/// A name that there is not, with the one that was meant. Where that is certain, the fix writes it.
fn meant_by<'a>(
    name: &Name,
    message: String,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Found {
    let help = nearest(&name.text, names.clone()).map(|near| format!("did you mean `{near}`?"));
    let fix = meant(&name.text, names).map(|meant| {
        let edit = Edit { span: name.span, text: meant.to_owned() };
        Fix::new(Safety::Safe, vec![edit])
    });
    Found { fix, ..Found::new(name.span, message, help) }
}

impl Found {
    /// The same, with this help where there is none.
    fn or_help(mut self, help: &str) -> Self {
        self.help.get_or_insert_with(|| help.to_owned());
        self
    }
}
