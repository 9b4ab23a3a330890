//! What a report has of the documents that APIs are imported from.

use super::{Linter, Report};
use crate::aws::SUBJECTS;
use crate::files::Files;
use crate::scope::ModuleScope;
use crate::world::World;
use std::collections::BTreeSet;

impl Linter {
    /// Counts the integrations of the documents of a module, and reads the comments in them.
    pub(super) fn read_documents(
        &self,
        scope: &ModuleScope,
        world: &World,
        files: &Files,
        report: &mut Report,
    ) {
        let mut documents = BTreeSet::new();
        for derived in world.derived_in(&scope.path, files.sources()) {
            let block = &derived.found.block;
            if SUBJECTS.contains(&block.resource_type()) {
                report.integrations.insert(block.header);
            }
            documents.insert(block.header.source);
            let api = scope.module.block(derived.position).map(|block| block.header);
            report.documents.extend(derived.file.zip(api));
        }
        for source in documents {
            report.silences.read_document(source, scope.module, files, self);
        }
    }
}
