//! A quick look at a folder: whether its module can matter, and which others it calls. Parses only what may call.

use super::Linter;
use crate::files::{Files, ReadError, is_configuration};
use crate::module::{Module, configuration};
use memchr::memmem::find;
use std::path::{Path, PathBuf};

/// What a quick look at a folder tells.
#[derive(Debug, Default)]
pub struct Survey {
    /// How many configuration files it has.
    pub files: usize,
    /// Whether it has a resource of a type that some rule is about.
    pub is_relevant: bool,
    /// Whether variables of it may have defaults, so that it matters who calls it.
    pub has_defaults: bool,
    /// The folders that it calls as modules, as the system names them.
    pub calls: Vec<PathBuf>,
    /// Files that cannot be read.
    pub unreadable: Vec<(PathBuf, ReadError)>,
}

impl Linter {
    /// Takes a quick look at a folder.
    pub fn survey(&self, files: &Files, dir: &Path) -> Survey {
        let types = self.types();
        let paths = configuration(&files.list(dir));
        let mut survey = Survey { files: paths.len(), ..Survey::default() };
        let mut may_call = false;
        for path in paths.iter().filter(|path| is_configuration(path)) {
            let text = match files.text(path) {
                Ok(text) => text,
                Err(error) => {
                    survey.unreadable.push((path.clone(), error));
                    continue;
                }
            };
            let has = |needle: &str| find(text.as_bytes(), needle.as_bytes()).is_some();
            survey.is_relevant |= types.iter().any(|r#type| has(r#type));
            survey.has_defaults |= has("variable") && has("default");
            // The last one is how some programs write a slash in JSON.
            may_call |= has("module") && (has("\"./") || has("\"../") || has(r".\/"));
        }
        if may_call {
            let module = Module::read(files, dir);
            survey.calls =
                module.called_folders().filter_map(|(folder, _)| files.real(&folder)).collect();
        }
        survey
    }
}
