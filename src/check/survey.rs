//! A quick look at a folder: whether its module can matter, and which others it calls. Parses only what may call.

use super::Linter;
use crate::files::{ReadError, is_configuration};
use crate::module::configuration;
use crate::tree::{Library, local, source};
use memchr::memmem::find;
use std::path::{Path, PathBuf};

/// What a quick look at a folder tells.
#[derive(Debug, Default)]
pub struct Survey {
    /// How many configuration files it has.
    pub files: usize,
    /// Whether it has a resource of a type that some rule is about.
    pub is_relevant: bool,
    /// Whether it may have variables, so that it matters who calls it.
    pub has_variables: bool,
    /// The folders that it calls as modules, as the system names them.
    pub calls: Vec<PathBuf>,
    /// Files that cannot be read.
    pub unreadable: Vec<(PathBuf, ReadError)>,
}

impl Linter {
    /// Takes a quick look at a folder.
    pub fn survey(&self, library: &Library, dir: &Path) -> Survey {
        let files = library.files();
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
            survey.has_variables |= has("variable");
            // The last one is how some programs write a slash in JSON.
            may_call |= has("module") && (has("\"./") || has("\"../") || has(r".\/"));
        }
        if may_call {
            let module = library.module(dir);
            let sources = module
                .blocks
                .iter()
                .filter(|block| &*block.kind.text == "module")
                .filter_map(source);
            let folders = sources.filter_map(|(source, _)| local(dir, &source));
            survey.calls = folders.filter_map(|folder| files.real(&folder)).collect();
        }
        survey
    }
}
