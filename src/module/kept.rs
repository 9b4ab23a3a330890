//! What was parsed of the files of modules, kept for whoever reads them again.

use crate::files::{Files, ReadError};
use crate::source::{Source, SourceId};
use crate::syntax::{self, Attribute, Block, NestedBlocks, SyntaxError};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// A file that was parsed.
#[derive(Debug, Clone, Default)]
pub(super) struct Parsed {
    pub(super) blocks: Vec<Arc<Block>>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) errors: Vec<SyntaxError>,
    pub(super) incomplete: bool,
}

/// Files that were parsed, the last text of each: one that has the same text again is not parsed again.
///
/// It is good for the files of one [`Files`], and for one pack of schemas.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<HashMap<SourceId, (Arc<Source>, Parsed)>>);

impl Kept {
    /// The file at a path, read and parsed, or as it was parsed before.
    pub(super) fn file(
        &self,
        files: &Files,
        path: &Path,
        schemas: &dyn NestedBlocks,
    ) -> Result<(Arc<Source>, Parsed), ReadError> {
        let source = files.read(path)?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&source.id).cloned();
        // While the text is kept, the same text is the same source.
        if let Some((_, parsed)) = known.filter(|(known, _)| known.text == source.text) {
            return Ok((source, parsed));
        }
        let parsed = parse(&source, path, schemas);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.insert(source.id, (Arc::clone(&source), parsed.clone()));
        Ok((source, parsed))
    }
}

/// Parses the text of a file.
pub(super) fn parse(source: &Source, path: &Path, schemas: &dyn NestedBlocks) -> Parsed {
    let parsed = syntax::parse_file(source.id, path, &source.text, schemas);
    Parsed {
        blocks: parsed.body.blocks.into_iter().map(Arc::new).collect(),
        attributes: parsed.body.attributes,
        errors: parsed.errors,
        incomplete: parsed.incomplete,
    }
}
