//! The module of a file, read and evaluated by itself: what names in it lead to.

use crate::ask::Site;
use crate::files::{Files, parent};
use crate::module::Module;
use crate::page::Pack;
use crate::scope::ModuleScope;
use crate::source::SourceId;
use crate::tree::{Library, Tree};
use crate::value::BlockValue;
use crate::value::budget;
use crate::world::{World, instances};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// A module and what it calls.
pub(super) struct Around<'f> {
    files: &'f Files,
    pub(super) root: Arc<Module>,
    pub(super) tree: Tree<'f>,
}

impl<'f> Around<'f> {
    /// The module of a file.
    pub(super) fn of(files: &'f Files, path: &Path) -> Self {
        let library = Library::new(files, Arc::clone(Pack::builtin().schemas()));
        let root = library.module(parent(path));
        let tree = Tree::read(&library, &root);
        Self { files, root, tree }
    }

    /// The name of a file's text.
    pub(super) fn source(&self, path: &Path) -> SourceId {
        self.files.source(path)
    }

    /// Looks at what names in the module stand for. Variables have their defaults.
    pub(super) fn in_scope<T>(&self, look: impl FnOnce(&Rc<ModuleScope>) -> T) -> T {
        let look = || look(&ModuleScope::root(&self.root, &self.tree, false));
        budget::for_tree(self.tree.size(&self.root), look).0
    }

    /// Looks at what is in the module, with what documents say as if it were written in blocks.
    pub(super) fn evaluated<T>(&self, look: impl FnOnce(&Site) -> T) -> T {
        self.in_scope(|module| {
            let knowledge = Pack::builtin().knowledge();
            let world = World::of(Rc::clone(module), knowledge.facts());
            // From then on they are found with the others.
            let _ = world.derived_in(&module.path, self.files.sources()).count();
            look(&Site::new(module, &world, knowledge, true))
        })
    }
}

/// The instances of the resources in a file, those of each block by its header.
pub(super) fn resources(site: &Site, source: SourceId) -> Vec<Arc<BlockValue>> {
    let blocks = site.module().module.blocks().enumerate();
    let here = blocks.filter(|(_, block)| {
        block.header.source == source && matches!(&*block.kind.text, "resource" | "data")
    });
    here.flat_map(|(position, _)| instances(site.module(), position)).collect()
}
