//! Diagnostics that clients ask for: of a file, and of everything that they have open.

use super::server::{Server, real};
use lsp_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, FullDocumentDiagnosticReport,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentDiagnosticReport, WorkspaceFullDocumentDiagnosticReport,
    WorkspaceUnchangedDocumentDiagnosticReport,
};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;

/// What is shown of a file.
///
/// # Errors
///
/// Why that is not known, in words.
pub(super) fn of_file(
    server: &mut Server,
    asked: &DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReport, String> {
    let path = real(&asked.text_document.uri);
    let items = path.map_or(Ok(Vec::new()), |path| server.diagnostics(&path))?;
    let id = id(&items);
    Ok(if asked.previous_result_id.as_ref() == Some(&id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
                result_id: id,
            },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport {
                result_id: Some(id),
                items,
            },
        })
    })
}

/// What is shown of all files that the client has not been told, or has been told of something.
pub(super) fn of_workspace(
    server: &mut Server,
    asked: WorkspaceDiagnosticParams,
) -> WorkspaceDiagnosticReport {
    let previous = asked.previous_result_ids.into_iter();
    let known: BTreeMap<PathBuf, String> =
        previous.filter_map(|it| Some((real(&it.uri)?, it.value))).collect();
    let mut found = server.all_diagnostics();
    for path in known.keys() {
        found.entry(path.clone()).or_default();
    }
    let report = |(path, items): (PathBuf, Vec<Diagnostic>)| {
        let (uri, id) = (server.uri(&path)?, id(&items));
        let version = server.version(&path).map(i64::from);
        Some(if known.get(&path) == Some(&id) {
            WorkspaceDocumentDiagnosticReport::Unchanged(
                WorkspaceUnchangedDocumentDiagnosticReport {
                    uri,
                    version,
                    unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport {
                        result_id: id,
                    },
                },
            )
        } else {
            WorkspaceDocumentDiagnosticReport::Full(WorkspaceFullDocumentDiagnosticReport {
                uri,
                version,
                full_document_diagnostic_report: FullDocumentDiagnosticReport {
                    result_id: Some(id),
                    items,
                },
            })
        })
    };
    WorkspaceDiagnosticReport { items: found.into_iter().filter_map(report).collect() }
}

/// What tells some diagnostics from others, for as long as the server runs.
fn id(items: &[Diagnostic]) -> String {
    let mut hasher = DefaultHasher::new();
    // They are plain data, which cannot fail to be written.
    serde_json::to_string(items).unwrap_or_default().hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}
