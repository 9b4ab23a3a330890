//! `--since`, `--staged`: what is found in one state of the files and not in another.

use super::arguments::CheckArguments;
use super::check::{checked, paths, show};
use super::{Failure, output};
use crate::check::Known;
use crate::files::{Files, System, Version, WalkError};
use crate::fix::Checked;
use crate::git::{Differences, Git};
use clap::Args;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, Args)]
pub(super) struct SinceArguments {
    /// Report only findings that this git revision does not have, wherever they are
    #[arg(long, value_name = "REV", conflicts_with_all = ["staged", "stdin_filename", "repairs"])]
    since: Option<String>,
    /// Report only findings that the git index has and HEAD does not, for pre-commit hooks
    #[arg(long, conflicts_with_all = ["stdin_filename", "repairs"])]
    staged: bool,
}

impl SinceArguments {
    /// Whether two states are to be compared.
    pub(super) fn is_wanted(&self) -> bool {
        self.staged || self.since.is_some()
    }
}

/// Reports what the older state does not have.
pub(super) fn check(arguments: &CheckArguments) -> Result<u8, Failure> {
    let git = Git::here()?;
    let (now, before, name) = match &arguments.since.since {
        Some(revision) => (Differences::new(), git.since(revision)?, revision.as_str()),
        None => (git.index()?, git.head()?, "HEAD"),
    };
    let is_changed = now != before;
    let mut found = match state(arguments, &now) {
        Err(Failure::Walk(error)) if is_changed => return gone(arguments, &before, error),
        found => found?,
    };
    arguments.baseline.apply(&mut found)?;
    if found.outcome.findings.is_empty() {
        return show(arguments, &found);
    }
    let known: HashSet<Arc<str>> = if is_changed {
        match state(arguments, &before) {
            Err(Failure::Walk(_)) => HashSet::new(),
            old => fingerprints(&old?).collect(),
        }
    } else {
        fingerprints(&found).collect()
    };
    found.outcome.leave_out(Known::Before, |finding| known.contains(&finding.fingerprint));
    let code = show(arguments, &found)?;
    match found.outcome.known.iter().filter(|(why, _)| *why == Known::Before).count() {
        0 => {}
        1 => output::note(&format!("1 more finding is not new: `{name}` has it\n")),
        many => output::note(&format!("{many} more findings are not new: `{name}` has them\n")),
    }
    Ok(code)
}

/// Where nothing is left of what is named, there is nothing to find, if there was something before.
fn gone(arguments: &CheckArguments, before: &Differences, error: WalkError) -> Result<u8, Failure> {
    state(arguments, before).map_err(|failure| match failure {
        Failure::Walk(_) => error.into(),
        failure => failure,
    })?;
    output::note("nothing is left of what was named\n");
    Ok(super::CLEAN)
}

fn fingerprints(checked: &Checked) -> impl Iterator<Item = Arc<str>> {
    checked.outcome.findings.iter().map(|finding| Arc::clone(&finding.fingerprint))
}

/// What is found in the files of that state. Of the paths that are named, those count that are there.
fn state(arguments: &CheckArguments, differences: &Differences) -> Result<Checked, Failure> {
    let mut paths = paths(arguments);
    loop {
        let disk = Version::of(System, differences.clone());
        let files = Files::on(disk, paths.iter().map(PathBuf::as_path));
        let missing = match checked(arguments, files, &paths) {
            Err(Failure::Walk(
                WalkError::NotFound(path)
                | WalkError::NoTerraform(path)
                | WalkError::NoFolder(path),
            )) if paths.len() > 1 => path,
            Err(Failure::Document(error)) if paths.len() > 1 => error.path().to_path_buf(),
            found => return found,
        };
        let before = paths.len();
        // A folder that is not there is named by the files in it.
        paths.retain(|path| *path != missing && path.parent() != Some(&missing));
        if paths.len() == before {
            paths.pop();
        }
    }
}
