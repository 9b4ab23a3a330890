//! The open files of one repository, and what was found of them: what is wrong with one repository stops no other.

use super::diagnostic;
use super::document::Document;
use super::position::Encoding;
use crate::check::{Choice, Linter, run};
use crate::config::{CONFIG, ConfigError, Configs, Search};
use crate::failure::Failure;
use crate::files::{Files, is_configuration, is_variables, parent};
use crate::fix::{Checked, Texts};
use crate::page::Pack;
use globset::GlobSet;
use lsp_types::Diagnostic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The open texts, by the paths that the system has for them.
pub(super) type Open = BTreeMap<PathBuf, Document>;

/// What was found of the open files of a repository.
#[derive(Debug)]
pub(super) struct Workspace {
    /// What was found; why nothing was, in words.
    pub(super) checked: Result<Checked, String>,
    /// The configurations that are of no use, each with its file as the system names it.
    broken: Vec<(PathBuf, ConfigError)>,
}

impl Workspace {
    /// Checks the open files below the top of a repository.
    pub(super) fn check(open: &Open, top: &Path) -> Self {
        let checked = checked(open, top, &Texts::new()).map_err(|failure| failure.to_string());
        let mut broken = BTreeMap::new();
        if let Ok(checked) = &checked {
            for error in checked.outcome.configs.broken() {
                broken.insert(checked.files.real_file(error.path()), error.clone());
            }
        }
        broken.extend(broken_open(open, top));
        Self { checked, broken: broken.into_iter().collect() }
    }

    /// What is wrong with the configurations, each in words.
    pub(super) fn complaints(&self) -> impl Iterator<Item = String> {
        self.broken.iter().map(|(_, error)| error.to_string())
    }

    /// Why nothing is known of a file, if that is so.
    pub(super) fn ignorance(&self, path: &Path) -> Option<String> {
        match &self.checked {
            Err(why) => Some(why.clone()),
            Ok(checked) => checked.outcome.configs.broken_for(path).map(ToString::to_string),
        }
    }

    /// What is found, by file.
    pub(super) fn diagnostics(&self, encoding: Encoding) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
        let mut by_file: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        if let Ok(Checked { files, outcome }) = &self.checked {
            for finding in &outcome.findings {
                let path = files.real_file(&files.sources().get(finding.span.source).path);
                by_file.entry(path).or_default().push(diagnostic::of(finding, files, encoding));
            }
        }
        for (path, error) in &self.broken {
            let found = diagnostic::of_config(error, encoding);
            by_file.entry(path.clone()).or_default().push(found);
        }
        by_file
    }
}

/// What is found of the open files below the top of a repository, with other texts in the place of some.
pub(super) fn checked(open: &Open, top: &Path, others: &Texts) -> Result<Checked, Failure> {
    let is_checked = |(path, document): &(&PathBuf, &Document)| {
        document.top == top && (is_configuration(path) || is_variables(path))
    };
    let paths: Vec<PathBuf> =
        open.iter().filter(is_checked).map(|(path, _)| path.clone()).collect();
    let files = over_disk(open, &paths, others);
    let linter = Linter::of(Pack::builtin(), &Choice::default())?;
    let linter = linter.with_search(Search::Upwards).passing_over();
    let outcome = run(&linter, &files, &paths, &GlobSet::empty())?;
    Ok(Checked { files, outcome })
}

/// A way to the files of some workspaces, with the open texts and others over them.
fn over_disk(open: &Open, paths: &[PathBuf], others: &Texts) -> Files {
    let open = open.iter().map(|(path, open)| (path.as_path(), open.text.as_str()));
    let others = others.iter().map(|(path, text)| (path.as_path(), text.as_str()));
    Files::new(paths.iter().map(PathBuf::as_path)).with_buffers(open.chain(others))
}

/// The configurations that are open and of no use, whatever they hold for.
fn broken_open(open: &Open, top: &Path) -> Vec<(PathBuf, ConfigError)> {
    let is_config = |(path, document): &(&PathBuf, &Document)| {
        document.top == top && path.file_name().is_some_and(|name| name == CONFIG)
    };
    let paths: Vec<PathBuf> = open.iter().filter(is_config).map(|(path, _)| path.clone()).collect();
    if paths.is_empty() {
        return Vec::new();
    }
    let files = over_disk(open, &paths, &Texts::new());
    let folders = paths.iter().map(|path| parent(path));
    let configs = Configs::load(&files, &Pack::builtin(), &Search::Upwards, folders);
    let broken = |error: &ConfigError| (files.real_file(error.path()), error.clone());
    configs.map(|configs| configs.broken().map(broken).collect()).unwrap_or_default()
}
