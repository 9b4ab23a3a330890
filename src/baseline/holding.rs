//! The baselines of a run: which of them holds for what was found, and what it leaves out.

use super::{Baseline, BaselineError};
use crate::check::{Known, Outcome};
use crate::files::{Files, ReadError};
use crate::finding::Finding;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

/// A file of findings that do not count is of no use.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BaselineFailure {
    /// It cannot be read.
    #[error("the baseline `{}` cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: ReadError,
    },
    /// A line of it is no entry.
    #[error("in the baseline `{}`, {why}", path.display())]
    Wrong {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        why: BaselineError,
    },
}

impl BaselineFailure {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "--write-baseline writes such a file",
            Self::Wrong { why, .. } => why.help(),
        }
    }
}

/// The baselines of a run.
#[derive(Debug, Default)]
pub(crate) struct Baselines {
    /// The one that holds for everything.
    named: Option<PathBuf>,
    by_path: BTreeMap<PathBuf, Baseline>,
    /// What is wrong with those that are of no use.
    broken: Vec<BaselineFailure>,
}

impl Baselines {
    /// Reads the one that is named, else those that are configured where something was found. One that is of no use is kept
    /// as such.
    pub(crate) fn of(named: Option<&Path>, outcome: &Outcome, files: &Files) -> Self {
        let mut baselines = Self { named: named.map(Path::to_path_buf), ..Self::default() };
        let configured =
            || outcome.looked_at.iter().filter_map(|dir| in_folder(dir, outcome, files));
        let paths: BTreeSet<PathBuf> = match named {
            Some(path) => BTreeSet::from([path.to_path_buf()]),
            None if outcome.configs.is_empty() => BTreeSet::new(),
            None => configured().collect(),
        };
        for path in paths {
            match Baseline::in_file(&path, files) {
                Ok(baseline) => _ = baselines.by_path.insert(path, baseline),
                Err(failure) => baselines.broken.push(failure),
            }
        }
        baselines
    }

    /// The same where each is of use.
    ///
    /// # Errors
    ///
    /// What is wrong with the first that is not.
    pub(crate) fn whole(mut self) -> Result<Self, BaselineFailure> {
        if self.broken.is_empty() { Ok(self) } else { Err(self.broken.swap_remove(0)) }
    }

    /// What is wrong with those that are of no use: nothing is left out for them.
    pub(crate) fn broken(&self) -> impl Iterator<Item = &BaselineFailure> {
        self.broken.iter()
    }

    /// Each, with its file.
    pub(crate) fn into_files(self) -> impl Iterator<Item = (PathBuf, Baseline)> {
        self.by_path.into_iter()
    }

    /// Leaves out of what was found what does not count.
    pub(crate) fn apply(&self, outcome: &mut Outcome, files: &Files) {
        if self.by_path.is_empty() {
            return;
        }
        let configs = Arc::clone(&outcome.configs);
        let configured = |finding: &Finding| {
            let real = files.real_file(&files.sources().get(finding.span.source).path);
            Some(configs.baseline(&real)?.value)
        };
        outcome.leave_out(Known::Baseline, |finding| {
            let path = self.named.clone().or_else(|| configured(finding));
            path.and_then(|path| self.by_path.get(&path)).is_some_and(|it| it.has(finding))
        });
    }
}

/// The baseline that is configured for what lies in a folder.
fn in_folder(dir: &Path, outcome: &Outcome, files: &Files) -> Option<PathBuf> {
    Some(outcome.configs.baseline(&files.real(dir)?.join("main.tf"))?.value)
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or a line is no entry.
    pub(crate) fn in_file(path: &Path, files: &Files) -> Result<Self, BaselineFailure> {
        let unreadable = |why| BaselineFailure::Unreadable { path: path.to_path_buf(), why };
        let source = files.read_named(path).map_err(unreadable)?;
        let wrong = |why| BaselineFailure::Wrong { path: path.to_path_buf(), why };
        Self::read(&source.text).map_err(wrong)
    }
}
