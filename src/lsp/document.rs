//! The texts that are open.

use super::position::Encoding;
use lsp_types::{TextDocumentContentChangeEvent, Uri};

/// A text that is open.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// How the client calls it.
    pub(super) uri: Uri,
    pub(super) version: i32,
    pub(super) text: String,
}

impl Document {
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
