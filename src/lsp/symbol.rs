//! What is in a file, as editors list it: routes as `GET /orders → Lambda`, everything else by its name.

use super::around::{Around, resources};
use super::position::Encoding;
use crate::aws;
use crate::files::{Files, is_variables};
use crate::page::Pack;
use crate::source::Span;
use crate::syntax::{self, Attribute, Block};
use lsp_types::{
    DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind, Uri,
};
use std::collections::BTreeMap;
use std::path::Path;

/// A file whose symbols are made.
struct Listing<'a> {
    text: &'a str,
    encoding: Encoding,
    /// What the blocks of routes are about, by their headers.
    routes: BTreeMap<Span, String>,
}

/// The symbols of a file.
pub(super) fn symbols(
    files: &Files,
    path: &Path,
    text: &str,
    encoding: Encoding,
) -> Vec<DocumentSymbol> {
    let source = files.source(path);
    let parsed = syntax::parse_file(source, path, text, &**Pack::builtin().schemas());
    let routes = if is_variables(path) { BTreeMap::new() } else { routes(files, path) };
    let listing = Listing { text, encoding, routes };
    let blocks = parsed.body.blocks.iter().map(|block| listing.block(block));
    let lines = parsed.body.attributes.iter().filter(|_| is_variables(path));
    lines.map(|line| listing.line(line, SymbolKind::VARIABLE)).chain(blocks).collect()
}

fn routes(files: &Files, path: &Path) -> BTreeMap<Span, String> {
    let around = Around::of(files, path);
    let source = around.source(path);
    around.evaluated(|site| {
        let blocks = resources(site, source);
        let route = |block: &_| aws::route(block, site);
        blocks.iter().filter_map(|block| Some((block.header, route(block)?))).collect()
    })
}

impl Listing<'_> {
    fn block(&self, block: &Block) -> DocumentSymbol {
        let labels: Vec<&str> = block.labels.iter().map(|label| &*label.text).collect();
        let named = |kind: &str| if labels.is_empty() { kind.to_owned() } else { labels.join(".") };
        let (name, kind) = match &*block.kind.text {
            "resource" => (named("resource"), SymbolKind::CLASS),
            "data" => (format!("data.{}", named("")), SymbolKind::INTERFACE),
            "variable" => (format!("var.{}", named("")), SymbolKind::VARIABLE),
            "output" => (format!("output.{}", named("")), SymbolKind::PROPERTY),
            "module" => (format!("module.{}", named("")), SymbolKind::MODULE),
            "locals" => ("locals".to_owned(), SymbolKind::NAMESPACE),
            kind if labels.is_empty() => (kind.to_owned(), SymbolKind::OBJECT),
            kind => (format!("{kind} {}", labels.join(" ")), SymbolKind::OBJECT),
        };
        let locals = block.body.attributes.iter().filter(|_| &*block.kind.text == "locals");
        let locals = locals.map(|local| self.line(local, SymbolKind::CONSTANT));
        let children = locals.chain(block.body.blocks.iter().map(|block| self.block(block)));
        let children = children.collect();
        match self.routes.get(&block.header) {
            Some(route) => {
                let place = (block.span, block.header);
                self.symbol(route.clone(), Some(name), SymbolKind::METHOD, place, children)
            }
            None => self.symbol(name, None, kind, (block.span, block.header), children),
        }
    }

    fn line(&self, line: &Attribute, kind: SymbolKind) -> DocumentSymbol {
        let place = (line.span, line.name.span);
        self.symbol(line.name.text.to_string(), None, kind, place, Vec::new())
    }

    fn symbol(
        &self,
        name: String,
        detail: Option<String>,
        kind: SymbolKind,
        (span, header): (Span, Span),
        children: Vec<DocumentSymbol>,
    ) -> DocumentSymbol {
        // A name is never empty.
        let name = if name.is_empty() { "?".to_owned() } else { name };
        let range = |span: Span| self.encoding.range(self.text, span.range());
        #[allow(deprecated, reason = "the type has it")]
        DocumentSymbol {
            name,
            detail,
            kind,
            tags: None,
            deprecated: None,
            range: range(span),
            selection_range: range(header),
            children: (!children.is_empty()).then_some(children),
        }
    }
}

/// The symbols as a client takes them: in a list, where it knows nothing of symbols in symbols.
pub(super) fn response(
    symbols: Vec<DocumentSymbol>,
    is_nested: bool,
    uri: &Uri,
) -> DocumentSymbolResponse {
    if is_nested {
        return DocumentSymbolResponse::Nested(symbols);
    }
    let mut flat = Vec::new();
    flatten(symbols, None, uri, &mut flat);
    DocumentSymbolResponse::Flat(flat)
}

fn flatten(
    symbols: Vec<DocumentSymbol>,
    within: Option<&str>,
    uri: &Uri,
    flat: &mut Vec<SymbolInformation>,
) {
    for symbol in symbols {
        #[allow(deprecated, reason = "the type has it")]
        flat.push(SymbolInformation {
            name: symbol.name.clone(),
            kind: symbol.kind,
            tags: None,
            deprecated: None,
            location: Location { uri: uri.clone(), range: symbol.range },
            container_name: within.map(str::to_owned),
        });
        flatten(symbol.children.unwrap_or_default(), Some(&symbol.name), uri, flat);
    }
}
