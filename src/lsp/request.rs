//! What clients ask, and what they tell.

use super::completion::{self, Asked};
use super::position::Encoding;
use super::server::{Server, real, refused};
use super::{action, definition, hover, lens, symbol};
use crate::files::Files;
use lsp_server::{ErrorCode, Notification, Request, RequestId, Response};
use lsp_types::{
    CodeActionParams, CodeLensParams, CompletionParams, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DocumentDiagnosticParams,
    DocumentDiagnosticReport, DocumentSymbolParams, FullDocumentDiagnosticReport,
    GotoDefinitionParams, HoverParams, RelatedFullDocumentDiagnosticReport,
    TextDocumentPositionParams, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::path::Path;

/// The answer to a request.
pub(super) fn answer(server: &mut Server, asked: Request) -> Response {
    let Request { id, method, params } = asked;
    match method.as_str() {
        "shutdown" => {
            server.shut_down();
            Response::new_ok(id, Value::Null)
        }
        "textDocument/codeAction" => with(id, params, |asked: CodeActionParams| {
            let path = real(&asked.text_document.uri);
            path.map(|path| action::actions(server, &path, asked.range, &asked.context))
        }),
        "textDocument/hover" => with(id, params, |asked: HoverParams| {
            let at = asked.text_document_position_params;
            hover::hover(server, &real(&at.text_document.uri)?, at.position)
        }),
        "textDocument/documentSymbol" => with(id, params, |asked: DocumentSymbolParams| {
            let uri = asked.text_document.uri;
            let is_nested = server.client().nests_symbols;
            let symbols = in_file(server, &uri, symbol::symbols).unwrap_or_default();
            symbol::response(symbols, is_nested, &uri)
        }),
        "textDocument/codeLens" => with(id, params, |asked: CodeLensParams| {
            in_file(server, &asked.text_document.uri, lens::lenses)
        }),
        "textDocument/definition" => with(id, params, |asked: GotoDefinitionParams| {
            let TextDocumentPositionParams { text_document, position } =
                asked.text_document_position_params;
            in_file(server, &text_document.uri, |files, path, text, encoding| {
                definition::definition(files, path, text, position, encoding)
            })
        }),
        "textDocument/completion" => with(id, params, |asked: CompletionParams| {
            let TextDocumentPositionParams { text_document, position: at } =
                asked.text_document_position;
            in_file(server, &text_document.uri, |files, path, text, encoding| {
                completion::completion(files, &Asked { path, text, at, encoding })
            })
        }),
        "textDocument/diagnostic" => pulled(server, id, params),
        method => {
            let message = format!("`{method}` is not known here");
            refused(id, ErrorCode::MethodNotFound, &message)
        }
    }
}

/// Looks at an open file, in the files around it.
fn in_file<T>(
    server: &mut Server,
    uri: &Uri,
    look: impl FnOnce(&Files, &Path, &str, Encoding) -> T,
) -> Option<T> {
    let path = real(uri)?;
    let (text, encoding) = (server.text(&path)?, server.encoding());
    Some(look(&server.around(&path)?.files, &path, &text, encoding))
}

/// What is shown of a file; an error where that is not known.
fn pulled(server: &mut Server, id: RequestId, params: Value) -> Response {
    let asked: DocumentDiagnosticParams = match serde_json::from_value(params) {
        Ok(asked) => asked,
        Err(error) => return refused(id, ErrorCode::InvalidParams, &error.to_string()),
    };
    let found = real(&asked.text_document.uri).map(|path| server.diagnostics(&path));
    let items = match found.unwrap_or_else(|| Ok(Vec::new())) {
        Ok(items) => items,
        Err(why) => return refused(id, ErrorCode::RequestFailed, &why),
    };
    let full = FullDocumentDiagnosticReport { items, ..FullDocumentDiagnosticReport::default() };
    let report = RelatedFullDocumentDiagnosticReport {
        full_document_diagnostic_report: full,
        ..RelatedFullDocumentDiagnosticReport::default()
    };
    Response::new_ok(id, DocumentDiagnosticReport::Full(report))
}

fn with<P: DeserializeOwned, T: serde::Serialize>(
    id: RequestId,
    params: Value,
    answer: impl FnOnce(P) -> T,
) -> Response {
    match serde_json::from_value(params) {
        Ok(params) => Response::new_ok(id, answer(params)),
        Err(error) => refused(id, ErrorCode::InvalidParams, &error.to_string()),
    }
}

/// Takes note of what a client tells.
pub(super) fn take(server: &mut Server, note: Notification) {
    match note.method.as_str() {
        "textDocument/didOpen" => told(server, note, |server, told: DidOpenTextDocumentParams| {
            server.open(told.text_document);
        }),
        "textDocument/didChange" => {
            told(server, note, |server, told: DidChangeTextDocumentParams| {
                let (of, changes) = (told.text_document, told.content_changes);
                server.change(&of.uri, |document, encoding| {
                    document.change(of.version, changes, encoding);
                });
            });
        }
        "textDocument/didClose" => {
            told(server, note, |server, told: DidCloseTextDocumentParams| {
                server.close(&told.text_document.uri);
            });
        }
        "textDocument/didSave"
        | "workspace/didChangeWatchedFiles"
        | "workspace/didChangeWorkspaceFolders"
        | "workspace/didChangeConfiguration" => server.changed(),
        _ => {}
    }
}

fn told<P: DeserializeOwned>(
    server: &mut Server,
    note: Notification,
    take: impl FnOnce(&mut Server, P),
) {
    match serde_json::from_value(note.params) {
        Ok(params) => take(server, params),
        Err(error) => server.log(&format!("{}: {error}", note.method)),
    }
}
