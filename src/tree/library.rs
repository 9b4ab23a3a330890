//! The modules of a run, and what is known of the workspace around them.

use crate::files::Files;
use crate::module::{Kept, Module};
use crate::schema::Schemas;
use crate::terragrunt;
use crate::value::Text;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// The modules of a run, each read once whoever calls it.
#[derive(Debug)]
pub(crate) struct Library<'f> {
    pub(super) files: &'f Files,
    pub(super) schemas: Arc<Schemas>,
    modules: Mutex<HashMap<PathBuf, Arc<Module>>>,
    /// Whether Terragrunt writes what declares something; looked for once.
    generates: OnceLock<bool>,
    pub(super) around: Arc<Around>,
    pub(super) neighbours: Option<&'f dyn Neighbours>,
    kept: Option<Arc<Kept>>,
}

/// Who knows what other modules the workspace has.
pub(crate) trait Neighbours: std::fmt::Debug + Send + Sync {
    /// The root modules that may have a block of that type, or call a module that may have one, as the system names their
    /// folders, sorted. Data sources have `data.` before the type.
    fn leading_to(&self, r#type: &str) -> Vec<PathBuf>;
}

/// What was found by looking around in the workspace, which takes a look at everything and is done once.
#[derive(Debug, Default)]
pub(crate) struct Around(Mutex<HashMap<String, Arc<Vec<Mention>>>>);

/// That something is named: the folder of the root in which it is, and the text that names it as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    /// The folder, as the system names it.
    pub dir: PathBuf,
    /// What it is named by; `None`: that may be anything.
    pub text: Option<Text>,
}

impl Around {
    /// What was found, or is found now, under that name.
    pub(crate) fn mentions(
        &self,
        of: &str,
        look: impl FnOnce() -> Vec<Mention>,
    ) -> Arc<Vec<Mention>> {
        // Held while somebody looks: all others wait for what they would look for too.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(of) {
            return Arc::clone(known);
        }
        let found = Arc::new(look());
        known.insert(of.to_owned(), Arc::clone(&found));
        found
    }
}

impl<'f> Library<'f> {
    /// A library of which nothing has been read.
    pub(crate) fn new(files: &'f Files, schemas: Arc<Schemas>) -> Self {
        Self {
            files,
            schemas,
            modules: Mutex::default(),
            generates: OnceLock::new(),
            around: Arc::default(),
            neighbours: None,
            kept: None,
        }
    }

    /// The same; what is parsed is kept there, and not parsed again.
    pub(crate) fn keeping(self, kept: Option<Arc<Kept>>) -> Self {
        Self { kept, ..self }
    }

    /// The same, in a workspace that is known.
    pub(crate) fn among(self, neighbours: &'f dyn Neighbours) -> Self {
        Self { neighbours: Some(neighbours), ..self }
    }

    /// The way to the disk.
    pub(crate) fn files(&self) -> &'f Files {
        self.files
    }

    /// Whether the module in that folder may have more blocks once Terragrunt has written its files.
    pub(crate) fn may_get_more(&self, dir: &Path) -> bool {
        terragrunt::is_unit(self.files, dir)
            || *self.generates.get_or_init(|| terragrunt::generates_declarations(self.files))
    }

    /// Forgets the module in that folder. Who has it still has it, and who asks for it again has it read again.
    pub(crate) fn forget(&self, dir: &Path) {
        self.modules.lock().unwrap_or_else(PoisonError::into_inner).remove(dir);
    }

    /// The module in that folder.
    pub(crate) fn module(&self, dir: &Path) -> Arc<Module> {
        let known = self.modules.lock().unwrap_or_else(PoisonError::into_inner).get(dir).cloned();
        known.unwrap_or_else(|| {
            // Two threads may read the same one; the first to be done counts.
            let read =
                Arc::new(Module::read_with(self.files, dir, &*self.schemas, self.kept.as_deref()));
            let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(modules.entry(dir.to_path_buf()).or_insert(read))
        })
    }
}
