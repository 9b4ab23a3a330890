//! `.gatelint.hcl`: which rules are on for which files, and how sure the harm counts. Files are found upwards from each
//! module to the top of the workspace, and what the nearest says counts.

mod found;
mod inputs;
mod read;

pub(crate) use found::{Configs, Search, Setting};
pub(crate) use inputs::InputSet;

use crate::files::{Mark, ReadError};
use crate::finding::Severity;
use crate::page::PageError;
use ignore::gitignore::Gitignore;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

/// The name of the file.
pub(crate) const CONFIG: &str = ".gatelint.hcl";

/// A configuration that says `root = true` makes its folder the top of the workspace.
pub(crate) const TOP: Mark = Mark { name: CONFIG, is_top: read::says_root };

/// A configuration to begin with, in which everything is a comment.
pub(crate) const TEMPLATE: &str = include_str!("config/template.hcl");

/// The largest file that is read, in bytes.
const MAX_BYTES: usize = 64 * 1024;

/// Sets of inputs in one file: a root is checked once for each, and the file may be that of a stranger.
const MAX_SETS: usize = 20;

/// Why a configuration is of no use.
#[derive(Debug, Clone, Error)]
pub enum ConfigError {
    /// It cannot be read.
    #[error("the configuration `{}` cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: ReadError,
    },
    /// It is not understood.
    #[error(transparent)]
    Wrong(#[from] PageError),
}

impl ConfigError {
    /// The file.
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Unreadable { path, .. } => path,
            Self::Wrong(error) => &error.path,
        }
    }
}

/// What a file says, each with the place in its text.
#[derive(Debug)]
pub(crate) struct Config {
    /// As it is shown.
    pub(crate) path: PathBuf,
    text: Arc<str>,
    /// The folder that its patterns begin in, as the system names it.
    base: PathBuf,
    /// Whether its folder is the top of the workspace.
    root: Option<(bool, usize)>,
    exclude: Option<(Gitignore, usize)>,
    /// What roots are checked with, each by itself.
    inputs: Vec<InputSet>,
    /// The file of findings that do not count, from the folder of the configuration.
    baseline: Option<(PathBuf, usize)>,
    require_reason: Option<(bool, usize)>,
    never: Option<(BTreeSet<Arc<str>>, usize)>,
    /// In the order in which they count: a later one wins.
    parts: Vec<Part>,
}

/// What holds for some files.
#[derive(Debug)]
struct Part {
    /// The files; `None`: all.
    paths: Option<Gitignore>,
    fail_on: Option<(FailOn, usize)>,
    openapi: Option<(bool, usize)>,
    rules: Vec<RulePart>,
}

/// What holds for some rules.
#[derive(Debug)]
struct RulePart {
    ids: BTreeSet<Arc<str>>,
    enabled: Option<(bool, usize)>,
    severity: Option<(Severity, usize)>,
}

/// The mildest finding that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FailOn {
    /// One of this severity.
    Severity(Severity),
    /// None does.
    Never,
}

impl FailOn {
    const ALL: [Self; 4] = [
        Self::Severity(Severity::Error),
        Self::Severity(Severity::Warning),
        Self::Severity(Severity::Note),
        Self::Never,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Severity(severity) => severity.name(),
            Self::Never => "never",
        }
    }

    /// Whether a finding makes the run fail.
    pub(crate) fn is_met(self, severity: Severity) -> bool {
        matches!(self, Self::Severity(least) if severity >= least)
    }
}

impl Config {
    /// A value that the text sets at an offset.
    fn setting<T>(&self, value: T, offset: usize) -> Setting<T> {
        let line = self.text.get(..offset).unwrap_or_default().matches('\n').count() + 1;
        Setting { value, path: self.path.clone(), line }
    }

    /// Whether it may be named on the command line, and not found.
    fn may_be_named(&self) -> Result<(), ConfigError> {
        let Some((_, at)) = self.root else { return Ok(()) };
        let message = format!("`root` counts where `{CONFIG}` is found, and not with `--config`");
        Err(self.wrong(at..at, message, "name the top of the workspace with `--root DIR`"))
    }

    /// What is wrong with a place in the text.
    fn wrong(&self, range: Range<usize>, message: String, help: &str) -> ConfigError {
        let (path, text) = (self.path.clone(), Arc::clone(&self.text));
        ConfigError::Wrong(PageError { path, text, range, message, help: Some(help.to_owned()) })
    }

    /// Whether the file excludes a path, which the system names so.
    fn excludes(&self, real: &Path, is_folder: bool) -> Option<usize> {
        let (exclude, at) = self.exclude.as_ref()?;
        self.matches(exclude, real, is_folder).then_some(*at)
    }

    fn matches(&self, patterns: &Gitignore, real: &Path, is_folder: bool) -> bool {
        // What lies elsewhere is not for this file to say.
        let Ok(below) = real.strip_prefix(&self.base) else { return false };
        !below.as_os_str().is_empty()
            && patterns.matched_path_or_any_parents(below, is_folder).is_ignore()
    }

    /// The parts that hold for a path.
    fn parts_for(&self, real: &Path) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |part| {
            part.paths.as_ref().is_none_or(|paths| self.matches(paths, real, false))
        })
    }
}
