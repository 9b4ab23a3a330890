//! A quick look at a folder: whether its module can matter, and which others it calls. Parses only what may call.

use super::Linter;
use crate::files::{Files, ReadError, is_configuration};
use crate::module::configuration;
use crate::tree::{Library, installed, local, source};
use memchr::memmem::find;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What a quick look at a folder tells.
#[derive(Debug, Default)]
pub struct Survey {
    /// How many configuration files it has.
    pub files: usize,
    /// Whether it has a resource of a type that some rule is about, or one of the modules that have been fetched for it.
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
        let (mut calls, mut may_call) = (false, false);
        for path in paths.iter().filter(|path| is_configuration(path)) {
            let text = match files.text(path) {
                Ok(text) => text,
                Err(error) => {
                    survey.unreadable.push((path.clone(), error));
                    continue;
                }
            };
            let has = |needle: &str| has(&text, needle);
            survey.is_relevant |= types.iter().any(|r#type| has(r#type));
            calls |= has("module");
            survey.has_variables |= has("variable");
            // The last one is how some programs write a slash in JSON.
            may_call |= has("module") && (has("\"./") || has("\"../") || has(r".\/"));
        }
        if calls && !survey.is_relevant {
            let folders = installed(files, dir).into_values().filter(|folder| folder != dir);
            survey.is_relevant = folders.into_iter().any(|dir| names_any(files, &dir, &types));
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

/// Whether some file of a folder has one of the words in it.
fn names_any(files: &Files, dir: &Path, words: &BTreeSet<&str>) -> bool {
    let texts =
        configuration(&files.list(dir)).into_iter().filter_map(|path| files.text(&path).ok());
    texts.into_iter().any(|text| words.iter().any(|word| has(&text, word)))
}

fn has(text: &str, needle: &str) -> bool {
    find(text.as_bytes(), needle.as_bytes()).is_some()
}
