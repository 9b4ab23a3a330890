//! The open files of one repository, and what was found of them: what is wrong with one repository stops no other.

use super::diagnostic;
use super::document::Document;
use super::given::Given;
use super::position::Encoding;
use crate::baseline::{BaselineFailure, Baselines};
use crate::check::{Bug, Linter, Outcome, is_document, run};
use crate::config::{CONFIG, ConfigError, Configs, Search, TOP};
use crate::failure::Failure;
use crate::files::{Files, WalkError, is_configuration, is_variables, parent};
use crate::finding::Finding;
use crate::fix::{Checked, Texts};
use crate::module::Inputs;
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
    /// What sets variables of root modules.
    inputs: Arc<Inputs>,
    /// The rules, with that; why there are none, in words.
    linter: Result<Linter, String>,
    /// What was found; why nothing was, in words; `None` before a check.
    pub(super) found: Option<Result<Outcome, String>>,
    /// The configurations that are of no use, each with its file as the system names it.
    broken: BTreeMap<PathBuf, ConfigError>,
    /// The baselines that are of no use. What they may list is shown.
    broken_baselines: Vec<BaselineFailure>,
}

impl Workspace {
    /// The open files below the top of a repository.
    pub(super) fn of(open: &Open, top: &Path, given: &Given) -> Self {
        let (files, paths) = over_disk(open, top, &Texts::new());
        Self::on(files, paths, given)
    }

    /// Everything in a folder.
    pub(super) fn whole(open: &Open, folder: PathBuf, given: &Given) -> Self {
        let paths = vec![folder];
        let files = with_texts(open, &paths, &Texts::new());
        Self::on(files, paths, given)
    }

    fn on(files: Files, paths: Vec<PathBuf>, given: &Given) -> Self {
        let inputs = given.inputs(&files);
        let linter = |inputs| given.linter(inputs).keeping(Arc::default());
        Self {
            linter: inputs.as_ref().map(Arc::clone).map(linter).map_err(ToString::to_string),
            inputs: inputs.unwrap_or_default(),
            files,
            paths,
            found: None,
            broken: BTreeMap::new(),
            broken_baselines: Vec::new(),
        }
    }

    /// Takes another text of an open file. `false` where more than that may be different, so that all is to be looked at.
    pub(super) fn change(&mut self, path: &Path, text: &str) -> bool {
        // Outside of a repository the workspace grows by what is called; what it has grown by is not taken back.
        let is_known = self.found.is_some() && !self.files.repositories().is_empty();
        let is_read = is_configuration(path) || is_variables(path);
        let is_other = |(source, _)| self.files.path_of(source) != path;
        let are_as_they_were = self.linter.is_ok() && self.inputs.files().all(is_other);
        self.found = None;
        is_known && is_read && are_as_they_were && self.files.set_text(path, text)
    }

    /// Checks the files, if that was not done.
    pub(super) fn check(&mut self, open: &Open, top: &Path) {
        if self.found.is_some() {
            return;
        }
        let linter = self.linter.as_ref().map_err(String::clone);
        let found = match linter.map(|linter| run_on(linter, &self.files, &self.paths)) {
            // A folder that is only looked at need not have any.
            Ok(Err(Failure::Walk(WalkError::NoTerraform(_)))) => return,
            Ok(found) => found.map_err(|failure| failure.to_string()),
            Err(why) => Err(why),
        };
        let found = found.map(|(outcome, baselines)| {
            self.broken_baselines = baselines.broken().cloned().collect();
            outcome
        });
        self.broken = broken_open(open, top);
        for error in found.iter().flat_map(|outcome| outcome.configs.broken()) {
            self.broken.insert(self.files.real_file(error.path()), error.clone());
        }
        self.found = Some(found);
    }

    /// The rules, with what the server was told.
    pub(super) fn linter(&self) -> Option<&Linter> {
        self.linter.as_ref().ok()
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
        let baselines = self.broken_baselines.iter().map(ToString::to_string);
        failure.chain(self.broken.values().map(ToString::to_string)).chain(baselines)
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
pub(super) fn checked(
    open: &Open,
    top: &Path,
    others: &Texts,
    given: &Given,
) -> Result<Checked, Failure> {
    let (files, paths) = over_disk(open, top, others);
    let (outcome, _) = run_on(&given.linter(given.inputs(&files)?), &files, &paths)?;
    Ok(Checked { files, outcome })
}

/// What is found and counts, with the baselines that say what does not.
fn run_on(
    linter: &Linter,
    files: &Files,
    paths: &[PathBuf],
) -> Result<(Outcome, Baselines), Failure> {
    let mut outcome = run(linter, files, paths, &GlobSet::empty())?;
    let baselines = Baselines::of(None, &outcome, files);
    baselines.apply(&mut outcome, files);
    Ok((outcome, baselines))
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
