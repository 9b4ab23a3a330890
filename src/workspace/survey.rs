//! What a look at the texts of a folder tells: whether its module can matter, and which others it calls. Parses only what
//! may call, and cannot be told otherwise.

use super::Workspace;
use super::look;
use crate::files::{Files, ReadError, is_configuration};
use crate::module::Module;
use crate::module::overrides::is_override;
use crate::source::{Sources, Span};
use crate::syntax::{Block, ExprKind, written};
use crate::tree::{Call, Library, calls, installed, local};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What a look at a folder tells.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// How many configuration files it has.
    pub(crate) files: usize,
    /// Whether it has a resource of a type that some rule is about, or one of the modules that have been fetched for it.
    pub(crate) is_relevant: bool,
    /// Whether it may have variables, so that it matters who calls it.
    pub(crate) has_variables: bool,
    /// Whether its module was read, since only the parser can tell what it calls.
    pub(crate) is_read: bool,
    /// The `module` blocks in it.
    pub(crate) blocks: Vec<Call>,
    /// What it calls.
    pub(crate) calls: Calls,
    /// Files that cannot be read.
    pub(crate) unreadable: Vec<(PathBuf, ReadError)>,
}

/// The modules that a folder calls.
#[derive(Debug, Default)]
pub(crate) struct Calls {
    /// The folders, as the system names them.
    pub(crate) inside: BTreeSet<PathBuf>,
    /// Folders outside of the workspace, as far as can be said without looking at the disk.
    pub(crate) beyond: BTreeSet<PathBuf>,
    /// Folders that it may call besides: something cannot be parsed, and names them.
    pub(crate) possible: BTreeSet<PathBuf>,
    /// Whether it calls something that is not a local folder of the workspace.
    pub(crate) lead_away: bool,
}

impl Survey {
    /// Surveys the folder that is shown as `dir` and that the system names `real`.
    pub(super) fn of(
        workspace: &Workspace,
        library: &Library,
        dir: &Path,
        real: &Path,
        is_asked: bool,
    ) -> Self {
        let files = workspace.look(real, is_asked);
        let mut survey = Self { files: files.len(), ..Self::default() };
        for file in &*files {
            let path = || dir.join(file.path.file_name().unwrap_or_default());
            match &file.text {
                Ok(seen) => {
                    survey.is_relevant |= !seen.types.is_empty();
                    survey.has_variables |= seen.has_variables;
                    survey.add(&seen.calls, library.files(), path);
                }
                Err(error) => survey.unreadable.push((path(), error.clone())),
            }
        }
        let module = survey.is_read.then(|| library.module(dir));
        if let Some(module) = &module {
            survey.blocks = calls(module);
        }
        for block in &survey.blocks {
            match block.source.as_ref().map(|source| local(real, source)) {
                Some(Some(folder)) => survey.calls.note(library.files(), folder),
                _ => survey.calls.lead_away = true,
            }
        }
        if let Some(module) = &module {
            survey.calls.suspect(module, library.files(), real);
        }
        if survey.calls.lead_away && !survey.is_relevant {
            let folders = installed(library.files(), dir).unwrap_or_default().into_values();
            let folders = folders.filter(|folder| folder != dir).collect::<Vec<_>>();
            survey.is_relevant = folders.iter().any(|dir| workspace.is_relevant(dir));
        }
        survey
    }

    /// Takes what is seen of the calls of a file.
    fn add(&mut self, calls: &look::Calls, files: &Files, path: impl Fn() -> PathBuf) {
        match calls {
            look::Calls::Nothing => {}
            look::Calls::Away => self.calls.lead_away = true,
            look::Calls::Unclear => self.is_read = true,
            look::Calls::Plain(_) if is_override(&path()) => self.is_read = true,
            look::Calls::Plain(skimmed) => {
                let source = files.source(&path());
                self.blocks.extend(skimmed.iter().map(|block| Call {
                    position: 0,
                    name: Arc::from(&*block.name),
                    span: Span::new(source, block.at.start, block.at.end),
                    source: Some(Arc::from(&*block.source)),
                }));
            }
        }
    }
}

impl Workspace<'_> {
    /// Whether a folder that is shown so has a resource of a type that some rule is about.
    fn is_relevant(&self, dir: &Path) -> bool {
        let names_type =
            |file: &super::File| file.text.as_ref().is_ok_and(|seen| !seen.types.is_empty());
        self.files.real(dir).is_some_and(|real| self.look(&real, true).iter().any(names_type))
    }
}

impl Calls {
    /// Notes what a module may call of which something cannot be parsed.
    fn suspect(&mut self, module: &Module, files: &Files, here: &Path) {
        let lacks_source = |block: &Block| {
            let source = block.body.attribute("source");
            source.is_none_or(|source| matches!(source.value.kind, ExprKind::Unread))
        };
        let may_call = !module.errors.is_empty() && module.of_kind("module").any(lacks_source);
        if module.incomplete || may_call {
            let folders = quoted_folders(module, files.sources());
            let folders = folders.iter().filter_map(|folder| local(here, folder));
            let folders = folders.filter_map(|folder| files.real(&folder));
            self.possible = folders.filter(|folder| !self.inside.contains(folder)).collect();
        }
    }

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
