//! What is said of the place under the pointer.

use super::place;
use super::server::Server;
use crate::convert;
use crate::page::Pack;
use crate::schema::{Body, NestedBlock};
use crate::source::Span;
use crate::syntax::{self, Attribute, Block};
use crate::value::{HIDDEN, Origin, Value, shortened};
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position, Range};
use std::fmt::Write as _;
use std::path::Path;

/// Characters of a value that are shown.
const MAX_SHOWN: usize = 400;

/// Different values of an argument that are shown, and places with the same one that are named.
const MAX_PLACES: usize = 8;

/// What there is to say of a place: what was found there, and of an argument what the provider says and what it evaluates to.
pub(super) fn hover(server: &mut Server, path: &Path, at: Position) -> Option<Hover> {
    let mut said = Vec::new();
    let pack = Pack::builtin();
    for finding in server.findings_in(path, Range { start: at, end: at }) {
        let summary = pack.page(&finding.rule).map_or(String::new(), |page| page.summary.clone());
        let link = finding.url.as_deref().map_or_else(
            || format!("`{}`", finding.rule),
            |url| format!("[{}]({url})", finding.rule),
        );
        said.push(format!("**{}** {link}: {summary}", finding.severity));
    }
    let text = server.text(path)?;
    let offset = server.encoding().offset(&text, at);
    let found = argument(server, path, &text, offset);
    let range = found.as_ref().map(|(span, _)| server.encoding().range(&text, span.range()));
    said.extend(found.map(|(_, words)| words));
    if said.is_empty() {
        return None;
    }
    let value = said.join("\n\n---\n\n");
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range })
}

/// The argument at a place: its name, and what there is to say of it.
fn argument(server: &Server, path: &Path, text: &str, offset: usize) -> Option<(Span, String)> {
    if syntax::is_json(path) {
        return None;
    }
    let files = &server.known(path)?.files;
    let source = files.source(path);
    let parsed = syntax::parse(source, text, 0);
    let within = place::blocks(&parsed.body, offset);
    let block = within.first()?;
    let attribute = place::attribute(&parsed.body, offset)?;
    let r#type = block.label(0).filter(|_| &*block.kind.text == "resource");
    let schema = r#type.and_then(|r#type| Pack::builtin().schemas().of(r#type));
    let mut said = schema
        .and_then(|schema| described(&schema.body, within.get(1..)?, attribute))
        .unwrap_or_default();
    if within.len() == 1 {
        said.push_str(&evaluated(server, path, block, attribute)?);
    }
    (!said.is_empty()).then_some((attribute.name.span, said))
}

/// What the provider says of an argument, in that block or one that stands in it.
fn described(body: &Body, inner: &[&Block], attribute: &Attribute) -> Option<String> {
    let body = inner
        .iter()
        .try_fold(body, |body, block| body.block.get(&*block.kind.text).map(NestedBlock::body))?;
    let name = &*attribute.name.text;
    let argument = body.argument.get(name)?;
    Some(format!("`{name}`: {argument}\n"))
}

/// What an argument of a block evaluates to, in each place where its module is, and in each instance of the block: what is
/// the same is said once.
fn evaluated(server: &Server, path: &Path, block: &Block, attribute: &Attribute) -> Option<String> {
    let workspace = server.known(path)?;
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    workspace.linter()?.in_each_place(&workspace.files, path, |scope, set| {
        let mut blocks = scope.module.blocks();
        let Some(position) = blocks.position(|other| other.header == block.header) else { return };
        for instance in scope.all(position).iter() {
            let argument = instance.arguments.get(&attribute.name.text);
            let said = argument.map(|it| shown(server, path, &it.value)).unwrap_or_default();
            let call = scope.calls().first().and_then(|(span, _)| server.line(path, *span));
            let call = call.map(|place| format!(" (called in {place})")).unwrap_or_default();
            let set = set.map(|set| format!(" with `inputs \"{set}\"`")).unwrap_or_default();
            let name = format!("`{}`{call}{set}", instance.described());
            match groups.iter_mut().find(|(known, _)| *known == said) {
                Some((_, names)) => names.push(name),
                None => groups.push((said, vec![name])),
            }
        }
    });
    if let [(said, _)] = groups.as_slice() {
        return Some(said.clone());
    }
    let mut text = String::new();
    for (said, names) in groups.iter().take(MAX_PLACES) {
        let said = if said.is_empty() { "\nnot known\n" } else { said };
        let _ = write!(text, "\nin {}:{said}", listed(names));
    }
    if let Some(more) = groups.len().checked_sub(MAX_PLACES).filter(|more| *more > 0) {
        let _ = write!(text, "\nand {more} other values elsewhere");
    }
    Some(text)
}

/// The first of some names, and how many more there are.
fn listed(names: &[String]) -> String {
    let first = names.iter().take(MAX_PLACES).map(String::as_str).collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(MAX_PLACES).filter(|more| *more > 0) {
        Some(more) => format!("{first} and {more} more"),
        None => first,
    }
}

/// A value, and the places that it has come by.
fn shown(server: &Server, path: &Path, value: &Value) -> String {
    let text = match convert::to_text(value) {
        _ if value.is_sensitive() => HIDDEN.to_owned(),
        Some(text) => text.for_people(),
        None => match value.symbol() {
            Some(symbol) => format!("${{{symbol}}}"),
            None => return String::new(),
        },
    };
    let mut said = format!("\n```hcl\n{}\n```\n", shortened(&text, MAX_SHOWN));
    let way = value.origin.iter().flat_map(Origin::way).skip(1);
    for (how, span) in way {
        if let (Some(how), Some(place)) = (how, server.line(path, span)) {
            let _ = write!(said, "\n- {how}, {place}");
        }
    }
    if !said.ends_with("```\n") {
        said.push('\n');
    }
    said
}
