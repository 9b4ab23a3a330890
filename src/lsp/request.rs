//! What clients ask, and what they tell.

use super::completion::{self, Asked};
use super::position::Encoding;
use super::server::{Server, real, refused};
use super::{action, definition, hover, lens, pull, symbol};
use crate::files::Files;
use lsp_server::{ErrorCode, Notification, Request, RequestId, Response};
use lsp_types::{
    CodeActionParams, CodeLensParams, CompletionParams, DidChangeTextDocumentParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DocumentSymbolParams, GotoDefinitionParams, HoverParams, TextDocumentPositionParams, Uri,
    WorkspaceFolder,
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
        "textDocument/diagnostic" => with_or_not(id, params, |asked| pull::of_file(server, &asked)),
        "workspace/diagnostic" => with(id, params, |asked| pull::of_workspace(server, asked)),
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

/// The same; an error where it is not known.
fn with_or_not<P: DeserializeOwned, T: serde::Serialize>(
    id: RequestId,
    params: Value,
    answer: impl FnOnce(P) -> Result<T, String>,
) -> Response {
    match serde_json::from_value(params).map(answer) {
        Ok(Ok(answer)) => Response::new_ok(id, answer),
        Ok(Err(why)) => refused(id, ErrorCode::RequestFailed, &why),
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
        "workspace/didChangeWorkspaceFolders" => {
            told(server, note, |server, told: DidChangeWorkspaceFoldersParams| {
                let uris = |folders: Vec<WorkspaceFolder>| -> Vec<Uri> {
                    folders.into_iter().map(|folder| folder.uri).collect()
                };
                server.change_folders(&uris(told.event.added), &uris(told.event.removed));
            });
        }
        "textDocument/didSave"
        | "workspace/didChangeWatchedFiles"
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
