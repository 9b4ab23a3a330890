//! A module in each of its places, evaluated: what is known there, for who asks.

use super::sets::Sets;
use super::{Inputs, Linter};
use crate::files::{Files, parent};
use crate::module::Module;
use crate::scope::ModuleScope;
use crate::tree::{Library, Tree};
use crate::value::budget;
use crate::workspace::{Called, Map, Workspace};
use globset::GlobSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

impl Linter {
    /// Looks at the module of a file wherever it is: as a root, and as each call sets it, whoever calls it; with each of the
    /// sets of inputs that the root has, by its name.
    pub(crate) fn in_each_place(
        &self,
        files: &Files,
        file: &Path,
        mut look: impl FnMut(&Rc<ModuleScope>, Option<&str>),
    ) {
        let workspace = self.workspace(files);
        let everything = GlobSet::empty();
        let Ok(walked) = workspace.walk(&[PathBuf::from(file)], &everything) else { return };
        let library = Library::new(files, Arc::clone(self.pack.schemas())).among(&workspace);
        let library = library.keeping(self.kept.clone());
        let map = Map::of(&workspace, &library, &walked, &everything);
        let of_file = files.real(parent(file));
        let roots = map.roots();
        let folders = roots.iter().map(|(root, _)| root.dir());
        let Ok(linter) = self.configured(files, folders) else { return };
        for (dir, is_called) in roots.iter().map(|(root, is_called)| (root.dir(), *is_called)) {
            for (set, inputs) in Sets::of(&linter, files, dir, is_called).each() {
                let (root, is_called) = root(&workspace, &library, dir, is_called, inputs);
                let tree = Tree::read(&library, &root);
                let _ = budget::for_tree(tree.size(&root), || {
                    let root = ModuleScope::root(&root, &tree, is_called);
                    for scope in std::iter::once(Rc::clone(&root)).chain(root.called()) {
                        if files.real(&scope.module.dir) == of_file {
                            look(&scope, set.map(|set| &**set));
                        }
                    }
                });
            }
        }
    }
}

/// The root module in that folder, with what sets its variables; whether something calls it of which that is not known.
pub(super) fn root(
    workspace: &Workspace,
    library: &Library,
    dir: &Path,
    is_called: bool,
    inputs: &Inputs,
) -> (Arc<Module>, bool) {
    let mut root = library.module(dir);
    let mut is_called = is_called;
    if !is_called {
        match workspace.called(&root) {
            Called::Not => {}
            Called::Unknown => is_called = true,
            Called::With(with) => Arc::make_mut(&mut root).called_with = with,
        }
    }
    if !is_called && !inputs.is_empty() {
        Arc::make_mut(&mut root).set(inputs);
    }
    (root, is_called)
}
