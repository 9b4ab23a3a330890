//! What the client can do, and what it is offered.

use super::position::Encoding;
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeLensOptions, CompletionOptions, DiagnosticOptions,
    DiagnosticServerCapabilities, HoverProviderCapability, InitializeParams, InitializeResult,
    OneOf, SaveOptions, ServerCapabilities, ServerInfo, TextDocumentSyncCapability,
    TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions, Uri,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde_json::Value;

/// A client.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "they are what the client says of itself")]
pub(super) struct Client {
    /// In what it counts the columns of a line.
    pub(super) encoding: Encoding,
    /// Whether it asks for diagnostics, so that they are not sent to it.
    pub(super) pulls: bool,
    /// Whether it asks again when it is told to.
    pub(super) refreshes: bool,
    /// Whether files can be watched for the server.
    pub(super) watches: bool,
    /// Whether edits can say for which version of a text they are.
    pub(super) knows_versions: bool,
    /// Whether it shows symbols in symbols.
    pub(super) nests_symbols: bool,
}

/// The folders that a client has open.
pub(super) fn folders(asked: &InitializeParams) -> Vec<Uri> {
    #[allow(deprecated, reason = "what clients say that know of one folder only")]
    let root = asked.root_uri.clone();
    match &asked.workspace_folders {
        Some(folders) => folders.iter().map(|folder| folder.uri.clone()).collect(),
        None => root.into_iter().collect(),
    }
}

impl Client {
    pub(super) fn of(asked: &InitializeParams) -> Self {
        let capabilities = &asked.capabilities;
        let (text, workspace) = (&capabilities.text_document, &capabilities.workspace);
        let encodings = capabilities.general.as_ref().and_then(|it| it.position_encodings.as_ref());
        let pulls = text.as_ref().is_some_and(|text| text.diagnostic.is_some());
        let refreshes = workspace.as_ref().and_then(|it| it.diagnostic.as_ref());
        let watches = workspace.as_ref().and_then(|it| it.did_change_watched_files.as_ref());
        let edits = workspace.as_ref().and_then(|it| it.workspace_edit.as_ref());
        let symbols = text.as_ref().and_then(|text| text.document_symbol.as_ref());
        let nests = symbols.and_then(|it| it.hierarchical_document_symbol_support);
        Self {
            nests_symbols: nests.unwrap_or(false),
            encoding: Encoding::among(encodings.map(Vec::as_slice).unwrap_or_default()),
            pulls,
            refreshes: refreshes.and_then(|it| it.refresh_support).unwrap_or(false),
            watches: watches.and_then(|it| it.dynamic_registration).unwrap_or(false),
            knows_versions: edits.and_then(|it| it.document_changes).unwrap_or(false),
        }
    }

    /// What it is told that the server can do.
    pub(super) fn offered(self) -> serde_json::Result<Value> {
        let diagnostics = DiagnosticOptions {
            identifier: Some("gatelint".to_owned()),
            inter_file_dependencies: true,
            workspace_diagnostics: true,
            ..DiagnosticOptions::default()
        };
        let capabilities = ServerCapabilities {
            position_encoding: Some(self.encoding.kind()),
            text_document_sync: Some(TextDocumentSyncCapability::Options(
                TextDocumentSyncOptions {
                    open_close: Some(true),
                    change: Some(TextDocumentSyncKind::INCREMENTAL),
                    save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions::default())),
                    ..TextDocumentSyncOptions::default()
                },
            )),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            document_symbol_provider: Some(OneOf::Left(true)),
            code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(vec!["\"".to_owned(), ".".to_owned()]),
                ..CompletionOptions::default()
            }),
            code_action_provider: Some(
                CodeActionOptions {
                    code_action_kinds: Some(vec![
                        CodeActionKind::QUICKFIX,
                        CodeActionKind::from(super::action::FIX_ALL),
                    ]),
                    ..CodeActionOptions::default()
                }
                .into(),
            ),
            diagnostic_provider: self
                .pulls
                .then_some(DiagnosticServerCapabilities::Options(diagnostics)),
            workspace: Some(WorkspaceServerCapabilities {
                workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                    supported: Some(true),
                    change_notifications: Some(OneOf::Left(true)),
                }),
                file_operations: None,
            }),
            ..ServerCapabilities::default()
        };
        serde_json::to_value(InitializeResult {
            capabilities,
            server_info: Some(ServerInfo {
                name: "gatelint".to_owned(),
                version: Some(env!("CARGO_PKG_VERSION").to_owned()),
            }),
        })
    }
}
