//! The blocks that documents stand for: an API that is imported from one has what the document says as if it were written in
//! blocks.

use super::{Facts, Found, World};
use crate::document::{self, Document};
use crate::source::{SourceId, Sources};
use crate::value::budget;
use crate::value::{BlockValue, Data, ModulePath, Truth};
use hashbrown::HashMap;
use std::cell::OnceCell;
use std::sync::Arc;

/// What blocks of which types are imported from documents.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Imports {
    /// The types of the blocks that have a document.
    pub types: &'static [&'static str],
    /// The argument that holds it.
    pub argument: &'static str,
    /// The blocks that the document of a block stands for, if that could be read.
    pub blocks: fn(&Arc<BlockValue>, Option<&Document>) -> Vec<Found>,
}

/// A block that a document stands for.
pub(crate) struct Derived {
    /// The position of the block that has the document.
    pub position: usize,
    /// The file that the document is, if it is one.
    pub file: Option<SourceId>,
    /// The block.
    pub found: Found,
}

/// Those of a configuration, by module.
pub(super) type Documents = HashMap<ModulePath, Vec<Derived>>;

impl World<'_> {
    /// The blocks that the documents of a module stand for.
    pub(crate) fn derived_in(
        &self,
        module: &ModulePath,
        sources: &Sources,
    ) -> impl Iterator<Item = &Derived> {
        let documents = self.documents.get_or_init(|| self.read_documents(sources));
        documents.get(module).into_iter().flatten()
    }

    /// All blocks of a type that documents stand for.
    pub(super) fn derived(&self, r#type: &str) -> impl Iterator<Item = &Found> {
        let documents = self.documents.get();
        let in_order = self.modules.iter().filter_map(move |module| documents?.get(&module.path));
        let found = in_order.flatten().map(|derived| &derived.found);
        found.filter(move |found| found.block.resource_type() == r#type)
    }

    /// The same configuration, where the only block of the root has a document that is handed in.
    pub(crate) fn importing(self, document: Option<&Document>) -> Self {
        let mut documents = Documents::new();
        if let Some(root) = self.modules.first() {
            let blocks = root.all(0);
            let derived = |by: &Arc<BlockValue>| {
                let found = budget::alone(by.header, || {
                    let read = document.filter(|_| budget::derived(1));
                    (self.facts.imports.blocks)(by, read)
                });
                found
                    .into_iter()
                    .map(|found| Derived { position: 0, file: None, found })
                    .collect::<Vec<_>>()
            };
            documents.insert(root.path.clone(), blocks.iter().flat_map(derived).collect());
        }
        Self { documents: OnceCell::from(documents), ..self }
    }

    fn read_documents(&self, sources: &Sources) -> Documents {
        let Facts { imports, .. } = self.facts;
        let mut documents = Documents::new();
        for module in &self.modules {
            let mut derived = Vec::new();
            let of_types = imports.types.iter().flat_map(|r#type| module.module.resources(r#type));
            for position in of_types {
                for block in &*module.all(*position) {
                    let made = block.made.as_ref().unwrap_or(block);
                    let text = made.written(imports.argument);
                    if text.is_null() == Truth::True {
                        continue;
                    }
                    let file = document::file(&text);
                    if let Data::String(known) = &text.data {
                        budget::allow_document(known.room());
                    }
                    let found = budget::alone(block.header, || {
                        let read = budget::derived(1).then(|| document::read(&text, sources));
                        (imports.blocks)(made, read.flatten().as_ref())
                    });
                    let is_single = module.is_single();
                    derived.extend(found.into_iter().map(|found| Derived {
                        position: *position,
                        file,
                        found: Found { is_single: found.is_single && is_single, ..found },
                    }));
                }
            }
            if !derived.is_empty() {
                documents.insert(module.path.clone(), derived);
            }
        }
        documents
    }
}
