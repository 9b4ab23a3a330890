//! What may be written at a place: values of enumerations, names of arguments and blocks, what references lead to.

use super::place;
use super::position::Encoding;
use crate::files::{Files, parent};
use crate::module::Module;
use crate::page::Pack;
use crate::schema::{Body, NestedBlock, Schema};
use crate::source::SourceId;
use crate::syntax::{self, Block};
use crate::tree::{Library, Tree};
use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, Position, TextEdit};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// What is typed where something may be completed.
enum Typed<'t> {
    /// `name = "val`
    Value { argument: &'t str, typed: &'t str },
    /// `nam`, at the begin of a line
    Name(&'t str),
    /// `aws_lambda_function.orders.ar`: what stands before the last dot, and what after it
    Reference { names: Vec<&'t str>, typed: &'t str },
}

/// A text with a place in it, where an editor asks.
pub(super) struct Asked<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    pub(super) at: Position,
    pub(super) encoding: Encoding,
}

/// What may be written there.
pub(super) fn completion(files: &Files, asked: &Asked) -> Vec<CompletionItem> {
    let offset = asked.encoding.offset(asked.text, asked.at);
    if syntax::is_json(asked.path) {
        return Vec::new();
    }
    let Some(typed) = typed(asked.text, offset) else { return Vec::new() };
    let parsed = syntax::parse(SourceId::PAGE, asked.text, 0);
    let within = place::blocks(&parsed.body, offset);
    let (found, typed) = match typed {
        Typed::Value { argument, typed } => (values(&within, argument), typed),
        Typed::Name(typed) => (names(&within, typed), typed),
        Typed::Reference { names, typed } => {
            let library = Library::new(files, Arc::clone(Pack::builtin().schemas()));
            (references(&library, &library.module(parent(asked.path)), &names), typed)
        }
    };
    let start = asked.encoding.position(asked.text, offset - typed.len());
    let range = lsp_types::Range { start, end: asked.at };
    let item = |(position, mut item): (usize, CompletionItem)| {
        let new_text = item.insert_text.take().unwrap_or_else(|| item.label.clone());
        item.text_edit = Some(CompletionTextEdit::Edit(TextEdit { range, new_text }));
        item.sort_text = Some(format!("{position:04}"));
        item
    };
    found.into_iter().enumerate().map(item).collect()
}

/// What is typed before an offset, on its line.
fn typed(text: &str, offset: usize) -> Option<Typed<'_>> {
    let before = text.get(..offset)?;
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    if line.chars().all(is_name) {
        return Some(Typed::Name(line));
    }
    if let Some((name, value)) = line.split_once('=') {
        let quoted = value.trim_start().strip_prefix('"');
        let is_open = |value: &&str| !value.contains(['"', '$']);
        if let (Some(typed), true) = (quoted.filter(is_open), name.trim().chars().all(is_name)) {
            return Some(Typed::Value { argument: name.trim(), typed });
        }
    }
    let start = line.rfind(|c: char| !is_name(c) && c != '.').map_or(0, |at| {
        at + line.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let (names, typed) = line.get(start..)?.rsplit_once('.')?;
    Some(Typed::Reference { names: names.split('.').collect(), typed })
}

/// What pages say that an argument may be.
fn values(within: &[&Block], argument: &str) -> Vec<CompletionItem> {
    let Some((block, inner)) = within.split_first() else { return Vec::new() };
    let Some(r#type) = block.label(0).filter(|_| &*block.kind.text == "resource") else {
        return Vec::new();
    };
    let nested: Vec<&str> = inner.iter().map(|block| &*block.kind.text).collect();
    let allowed = Pack::builtin().allowed(r#type, &nested, argument);
    let value = |value: Arc<str>| item(&value, CompletionItemKind::ENUM_MEMBER, None);
    allowed.into_iter().map(value).collect()
}

/// The arguments and nested blocks that a block may have and has not, those first that it has to have.
fn names(within: &[&Block], typed: &str) -> Vec<CompletionItem> {
    let Some((block, inner)) = within.split_first() else { return Vec::new() };
    let Some(schema) = schema_of(block) else { return Vec::new() };
    let step = |body, block: &&Block| nested_in(body, &block.kind.text);
    let Some(body) = inner.iter().try_fold(&schema.body, step) else { return Vec::new() };
    let written = inner.last().unwrap_or(block);
    let has = |name: &str| name != typed && written.body.attribute(name).is_some();
    let mut arguments: Vec<_> = body.argument.iter().filter(|(name, _)| !has(name)).collect();
    arguments.sort_by_key(|(_, argument)| (!argument.required, argument.deprecated));
    let arguments = arguments.into_iter().map(|(name, argument)| CompletionItem {
        insert_text: Some(format!("{name} = ")),
        ..item(name, CompletionItemKind::PROPERTY, Some(argument.to_string()))
    });
    let is_free = |(name, block): &(&Arc<str>, &NestedBlock)| {
        let count = written.body.blocks_of(name).count();
        block.max().is_none_or(|most| count < most)
    };
    let blocks = body.block.iter().filter(is_free).map(|(name, block)| {
        let need = if block.min > 0 { "required" } else { "optional" };
        CompletionItem {
            insert_text: Some(format!("{name} {{")),
            ..item(name, CompletionItemKind::STRUCT, Some(format!("block, {need}")))
        }
    });
    arguments.chain(blocks).collect()
}

fn schema_of(block: &Block) -> Option<Arc<Schema>> {
    let r#type = block.label(0)?;
    match &*block.kind.text {
        "resource" => Pack::builtin().schemas().of(r#type),
        "data" => Pack::builtin().schemas().of(&format!("data.{type}")),
        _ => None,
    }
}

fn nested_in<'b>(body: &'b Body, kind: &str) -> Option<&'b Body> {
    body.block.get(kind).map(NestedBlock::body)
}

/// What may follow these names and a dot.
fn references(library: &Library, module: &Module, names: &[&str]) -> Vec<CompletionItem> {
    let labels = |module: &Module, kind: &str| -> Vec<CompletionItem> {
        let labels = module.of_kind(kind).filter_map(|block| block.label(0));
        listed(labels, CompletionItemKind::VARIABLE)
    };
    let of_type = |kind: &str, r#type: &str| {
        let blocks = module.of_kind(kind).filter(|block| block.label(0) == Some(r#type));
        listed(blocks.filter_map(|block| block.label(1)), CompletionItemKind::CLASS)
    };
    match names {
        ["var"] => labels(module, "variable"),
        ["local"] => listed(module.locals().map(|(name, _)| &**name), CompletionItemKind::CONSTANT),
        ["module"] => labels(module, "module"),
        ["module", call] => {
            let tree = Tree::read(library, module);
            let position = module.position("module", &[call]);
            let called = position.and_then(|position| tree.called(module, position));
            called.map(|called| labels(called, "output")).unwrap_or_default()
        }
        ["data"] => {
            let types = module.of_kind("data").filter_map(|block| block.label(0));
            listed(types, CompletionItemKind::CLASS)
        }
        ["data", r#type] => of_type("data", r#type),
        ["data", r#type, _] => exported(&format!("data.{type}")),
        [r#type] => of_type("resource", r#type),
        [r#type, name] if module.position("resource", &[r#type, name]).is_some() => {
            exported(r#type)
        }
        _ => Vec::new(),
    }
}

/// What can be read of a resource.
fn exported(r#type: &str) -> Vec<CompletionItem> {
    let Some(schema) = Pack::builtin().schemas().of(r#type) else { return Vec::new() };
    let all = schema.body.attribute.iter().chain(&schema.body.argument);
    let item = |(name, of): (&Arc<str>, &crate::schema::Attribute)| {
        item(name, CompletionItemKind::FIELD, Some(of.r#type.to_string()))
    };
    all.filter(|(_, of)| !of.write_only).map(item).collect()
}

fn listed<'a>(
    names: impl Iterator<Item = &'a str>,
    kind: CompletionItemKind,
) -> Vec<CompletionItem> {
    let names: BTreeSet<&str> = names.collect();
    names.into_iter().map(|name| item(name, kind, None)).collect()
}

fn item(label: &str, kind: CompletionItemKind, detail: Option<String>) -> CompletionItem {
    CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        detail,
        ..CompletionItem::default()
    }
}
