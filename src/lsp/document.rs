//! The texts that are open.

use super::position::Encoding;
use crate::config::TOP;
use crate::files::Files;
use lsp_types::{TextDocumentContentChangeEvent, TextDocumentItem, Uri};
use std::path::{Path, PathBuf};

/// A text that is open.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// How the client calls it.
    pub(super) uri: Uri,
    /// The top of the repository that it lies in; empty for what lies in none.
    pub(super) top: PathBuf,
    pub(super) version: i32,
    pub(super) text: String,
}

impl Document {
    /// A text that the client has opened at a path.
    pub(super) fn of(item: TextDocumentItem, path: &Path) -> Self {
        let top =
            Files::new([path]).marked(TOP).repositories().into_iter().next().unwrap_or_default();
        Self { uri: item.uri, top, version: item.version, text: item.text }
    }

    /// Takes over changes, in their order.
    pub(super) fn change(
        &mut self,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        self.version = version;
        for change in changes {
            match change.range {
                Some(range) => {
                    let bytes = encoding.bytes(&self.text, range);
                    self.text.replace_range(bytes, &change.text);
                }
                None => self.text = change.text,
            }
        }
    }
}
