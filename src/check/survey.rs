//! A quick look at a folder: whether its module can matter, and which others it calls. Parses only what may call.

use super::Linter;
use crate::files::{Files, ReadError, is_configuration};
use crate::module::{Module, configuration};
use crate::source::Sources;
use crate::syntax::{Block, ExprKind, written};
use crate::tree::{Library, installed, local, source};
use memchr::memmem::{find, find_iter};
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
    /// Whether its module was read, since it may call others.
    pub is_read: bool,
    /// What it calls.
    pub calls: Calls,
    /// Files that cannot be read.
    pub unreadable: Vec<(PathBuf, ReadError)>,
}

/// The modules that a folder calls.
#[derive(Debug, Default)]
pub struct Calls {
    /// The folders, as the system names them.
    pub inside: BTreeSet<PathBuf>,
    /// Folders outside of the workspace, as far as can be said without looking at the disk.
    pub beyond: BTreeSet<PathBuf>,
    /// Folders that it may call besides: something cannot be parsed, and names them.
    pub possible: BTreeSet<PathBuf>,
    /// Whether it calls something that is not a local folder of the workspace.
    pub lead_away: bool,
}

impl Linter {
    /// Takes a quick look at a folder.
    pub fn survey(&self, library: &Library, dir: &Path) -> Survey {
        let files = library.files();
        let types = self.types();
        let paths = configuration(&files.list(dir));
        let mut survey = Survey { files: paths.len(), ..Survey::default() };
        for path in &paths {
            let text = match files.text(path) {
                Ok(text) => text,
                Err(error) => {
                    survey.unreadable.push((path.clone(), error));
                    continue;
                }
            };
            let text = written(&text);
            survey.is_relevant |= types.iter().any(|r#type| has(&text, r#type));
            survey.has_variables |= has(&text, "variable");
            survey.is_read |= calls(&text);
        }
        if survey.is_read {
            survey.follow(library, dir, &types);
        }
        survey
    }
}

impl Survey {
    /// Reads the module, and notes what it calls.
    fn follow(&mut self, library: &Library, dir: &Path, types: &BTreeSet<&str>) {
        let files = library.files();
        let module = library.module(dir);
        let here = files.real(dir).unwrap_or_else(|| dir.to_path_buf());
        for block in module.of_kind("module") {
            match source(block).map(|(source, _)| local(&here, &source)) {
                Some(Some(folder)) => self.calls.note(files, folder),
                _ => self.calls.lead_away = true,
            }
        }
        if self.calls.lead_away && !self.is_relevant {
            let folders = installed(files, dir).into_values().filter(|folder| folder != dir);
            self.is_relevant = folders.into_iter().any(|dir| names_any(files, &dir, types));
        }
        let lacks_source = |block: &Block| {
            let source = block.body.attribute("source");
            source.is_none_or(|source| matches!(source.value.kind, ExprKind::Unread))
        };
        let may_call = !module.errors.is_empty() && module.of_kind("module").any(lacks_source);
        if module.incomplete || may_call {
            let folders = quoted_folders(&module, files.sources());
            let folders = folders.iter().filter_map(|folder| local(&here, folder));
            let folders = folders.filter_map(|folder| files.real(&folder));
            self.calls.possible =
                folders.filter(|folder| !self.calls.inside.contains(folder)).collect();
        }
    }
}

impl Calls {
    fn note(&mut self, files: &Files, folder: PathBuf) {
        if let Some(real) = files.real(&folder) {
            self.inside.insert(real);
        } else {
            self.lead_away = true;
            if !files.is_missing(&folder) {
                self.beyond.insert(folder);
            }
        }
    }
}

/// Whether a text may have a `module` block: the word, and what may stand before its label.
fn calls(text: &str) -> bool {
    const WORD: &str = "module";
    let after = |start: usize| text.as_bytes().get(start + WORD.len());
    find_iter(text.as_bytes(), WORD)
        .any(|start| matches!(after(start), Some(b' ' | b'\t' | b'"' | b'/')))
}

/// Whether some file of a folder has one of the words in it.
fn names_any(files: &Files, dir: &Path, words: &BTreeSet<&str>) -> bool {
    let texts =
        configuration(&files.list(dir)).into_iter().filter_map(|path| files.text(&path).ok());
    texts.into_iter().any(|text| {
        let text = written(&text);
        words.iter().any(|word| has(&text, word))
    })
}

/// What stands in quotes and may be the source of a local module.
fn quoted_folders(module: &Module, sources: &Sources) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in &module.files {
        let source = sources.get(*source);
        if is_configuration(&source.path) {
            let text = written(&source.text);
            let quoted = text.split('"').filter(|text| text.starts_with('.'));
            found.extend(quoted.filter(|text| !text.contains('\n')).map(str::to_owned));
        }
    }
    found
}

fn has(text: &str, needle: &str) -> bool {
    find(text.as_bytes(), needle.as_bytes()).is_some()
}
