//! The open files of one repository, and what was found of them: what is wrong with one repository stops no other.

use super::diagnostic;
use super::document::Document;
use super::position::Encoding;
use crate::check::{Bug, Choice, Linter, Outcome, is_document, run};
use crate::config::{CONFIG, ConfigError, Configs, Search, TOP};
use crate::failure::Failure;
use crate::files::{Files, WalkError, is_configuration, is_variables, parent};
use crate::finding::Finding;
use crate::fix::{Checked, Texts};
use crate::module::Kept;
use crate::page::Pack;
use crate::source::SourceId;
use globset::GlobSet;
use lsp_types::Diagnostic;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The open texts, by the paths that the system has for them.
pub(super) type Open = BTreeMap<PathBuf, Document>;

/// The open files of a repository.
#[derive(Debug)]
pub(super) struct Workspace {
    /// The files, with the open texts over them.
    pub(super) files: Files,
    /// The open files that are checked.
    paths: Vec<PathBuf>,
    /// What was parsed of the files.
    kept: Arc<Kept>,
    /// What was found; why nothing was, in words; `None` before a check.
    pub(super) found: Option<Result<Outcome, String>>,
    /// The configurations that are of no use, each with its file as the system names it.
    broken: BTreeMap<PathBuf, ConfigError>,
}

impl Workspace {
    /// The open files below the top of a repository.
    pub(super) fn of(open: &Open, top: &Path) -> Self {
        let (files, paths) = over_disk(open, top, &Texts::new());
        Self { files, paths, kept: Arc::default(), found: None, broken: BTreeMap::new() }
    }

    /// Everything in a folder.
    pub(super) fn whole(open: &Open, folder: PathBuf) -> Self {
        let paths = vec![folder];
        let files = with_texts(open, &paths, &Texts::new());
        Self { files, paths, kept: Arc::default(), found: None, broken: BTreeMap::new() }
    }

    /// Takes another text of an open file. `false` where more than that may be different, so that all is to be looked at.
    pub(super) fn change(&mut self, path: &Path, text: &str) -> bool {
        // Outside of a repository the workspace grows by what is called; what it has grown by is not taken back.
        let is_known = self.found.is_some() && !self.files.repositories().is_empty();
        let is_read = is_configuration(path) || is_variables(path);
        self.found = None;
        is_known && is_read && self.files.set_text(path, text)
    }

    /// Checks the files, if that was not done.
    pub(super) fn check(&mut self, open: &Open, top: &Path) {
        if self.found.is_some() {
            return;
        }
        let found = match run_on(&self.files, &self.paths, &self.kept) {
            // A folder that is only looked at need not have any.
            Err(Failure::Walk(WalkError::NoTerraform(_))) => return,
            found => found.map_err(|failure| failure.to_string()),
        };
        self.broken = broken_open(open, top);
        for error in found.iter().flat_map(|outcome| outcome.configs.broken()) {
            self.broken.insert(self.files.real_file(error.path()), error.clone());
        }
        self.found = Some(found);
    }

    /// The findings, if they are known.
    pub(super) fn findings(&self) -> &[Finding] {
        match &self.found {
            Some(Ok(outcome)) => &outcome.findings,
            _ => &[],
        }
    }

    /// The trees that were given up.
    pub(super) fn bugs(&self) -> &[Bug] {
        match &self.found {
            Some(Ok(outcome)) => &outcome.bugs,
            _ => &[],
        }
    }

    /// What stops a check, or some of it, in words.
    pub(super) fn complaints(&self) -> impl Iterator<Item = String> {
        let failure = self.found.iter().filter_map(|found| found.as_ref().err().cloned());
        failure.chain(self.broken.values().map(ToString::to_string))
    }

    /// Why nothing is known of a file, if that is so.
    pub(super) fn ignorance(&self, path: &Path) -> Option<String> {
        match self.found.as_ref()? {
            Err(why) => Some(why.clone()),
            Ok(outcome) => outcome.configs.broken_for(path).map(ToString::to_string),
        }
    }

    /// Whether a text is that of a file.
    pub(super) fn is_in(&self, source: SourceId, path: &Path) -> bool {
        self.files.path_of(source) == path
    }

    /// What is found, by file.
    pub(super) fn diagnostics(&self, encoding: Encoding) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
        let mut by_file: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
        let files = &self.files;
        for finding in self.findings() {
            let path = files.path_of(finding.span.source);
            by_file.entry(path).or_default().push(diagnostic::of(finding, files, encoding));
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
    let (files, paths) = over_disk(open, top, others);
    let outcome = run_on(&files, &paths, &Arc::default())?;
    Ok(Checked { files, outcome })
}

fn run_on(files: &Files, paths: &[PathBuf], kept: &Arc<Kept>) -> Result<Outcome, Failure> {
    let linter = Linter::of(Pack::builtin(), &Choice::default())?;
    let linter = linter.with_search(Search::Upwards).passing_over().keeping(Arc::clone(kept));
    Ok(run(&linter, files, paths, &GlobSet::empty())?)
}

/// A way to the files of a repository, with the open texts and others over them; and the open files that are checked.
fn over_disk(open: &Open, top: &Path, others: &Texts) -> (Files, Vec<PathBuf>) {
    let is_wanted = |path: &Path, document: &Document| {
        let others = others.get(path).map(String::as_str);
        is_configuration(path)
            || is_variables(path)
            || is_document(path, others.unwrap_or(&document.text))
    };
    let paths = below(open, top, is_wanted);
    (with_texts(open, &paths, others), paths)
}

/// The open files below the top of a repository that are of a kind.
fn below(open: &Open, top: &Path, is_wanted: impl Fn(&Path, &Document) -> bool) -> Vec<PathBuf> {
    let is_wanted =
        |(path, document): &(&PathBuf, &Document)| document.top == top && is_wanted(path, document);
    let open = open.iter().filter(is_wanted);
    open.map(|(path, _)| path.clone()).collect()
}

fn with_texts(open: &Open, paths: &[PathBuf], others: &Texts) -> Files {
    let open = open.iter().map(|(path, open)| (path.as_path(), open.text.as_str()));
    let others = others.iter().map(|(path, text)| (path.as_path(), text.as_str()));
    let files = Files::new(paths.iter().map(PathBuf::as_path));
    files.with_buffers(open.chain(others)).marked(TOP)
}

/// The configurations that are open and of no use, whatever they hold for.
fn broken_open(open: &Open, top: &Path) -> BTreeMap<PathBuf, ConfigError> {
    let paths = below(open, top, |path, _| path.file_name().is_some_and(|name| name == CONFIG));
    if paths.is_empty() {
        return BTreeMap::new();
    }
    let files = with_texts(open, &paths, &Texts::new());
    let folders = paths.iter().map(|path| parent(path));
    let configs = Configs::load(&files, &Pack::builtin(), &Search::Upwards, folders);
    let configs = configs.unwrap_or_default();
    configs.broken().map(|error| (files.real_file(error.path()), error.clone())).collect()
}
