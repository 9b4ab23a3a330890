//! What is said of the place under the pointer.

use super::around::Around;
use super::place;
use super::server::Server;
use crate::convert;
use crate::files::Files;
use crate::page::Pack;
use crate::schema::{Body, NestedBlock};
use crate::source::Span;
use crate::syntax::{self, Attribute, Block};
use crate::value::{HIDDEN, How, Origin, Value, shortened};
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind, Position, Range};
use std::fmt::Write as _;
use std::path::Path;

/// Characters of a value that are shown.
const MAX_SHOWN: usize = 400;

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
        let value = evaluated(files, path, block, attribute)?;
        said.push_str(&shown(server, path, &value));
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

/// What an argument of a block evaluates to.
fn evaluated(files: &Files, path: &Path, block: &Block, attribute: &Attribute) -> Option<Value> {
    let around = Around::of(files, path);
    let position = around.root.blocks().position(|other| other.header == block.header)?;
    let instances = around.in_scope(|scope| scope.all(position));
    Some(instances.first()?.arguments.get(&attribute.name.text)?.value.clone())
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
    let short = shortened(&text, MAX_SHOWN);
    let mut said = String::new();
    // A call of the module may set it, and which ones there are is not asked here.
    let is_default = |(how, _): (Option<&How>, Span)| matches!(how, Some(How::Default(_)));
    if value.origin.iter().flat_map(Origin::way).any(is_default) {
        said.push_str("\nwhere no call of the module sets it:");
    }
    let _ = write!(said, "\n```hcl\n{short}\n```\n");
    let way = value.origin.iter().flat_map(Origin::way).skip(1);
    for (how, span) in way {
        if let (Some(how), Some(place)) = (how, server.line(path, span)) {
            let _ = write!(said, "\n- {how}, {place}");
        }
    }
    said
}
