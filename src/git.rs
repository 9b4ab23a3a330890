//! What git knows of the files of a repository: how they were in a revision, and how they are to be committed. The program
//! `git` is asked, without a shell; nothing is checked out, and nothing written.

mod objects;
mod raw;

use crate::files::{Disk as _, Held, System};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use thiserror::Error;

/// Paths at which another state has something else than the disk.
pub(crate) type Differences = BTreeMap<PathBuf, Held>;

/// Why git does not say what it is asked.
#[derive(Debug, Error)]
pub enum GitError {
    /// The program is not there.
    #[error("the program `git` is not there")]
    Missing,
    /// The current folder lies in no repository.
    #[error("this folder does not lie in a git repository")]
    NoRepository,
    /// There is no such revision.
    #[error("`{0}` is no revision of this repository")]
    NoRevision(String),
    /// The repository does not have what a file was.
    #[error("the repository does not have the content of `{}`", .0.display())]
    NoContent(PathBuf),
    /// It fails otherwise.
    #[error("`git {command}` failed: {message}")]
    Failed {
        /// What it was asked.
        command: String,
        /// What it says.
        message: String,
    },
}

impl GitError {
    /// What to do.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Missing => Some("install git, or add its folder to PATH"),
            Self::NoRepository => Some("go to a folder of the repository that is to be checked"),
            Self::NoRevision(_) => Some(
                "name a commit, a branch or a tag; in CI, fetch it: a shallow clone has only the last commit",
            ),
            Self::NoContent(_) => Some("fetch it: the clone is shallow or partial"),
            Self::Failed { .. } => None,
        }
    }
}

/// The repository that the current folder lies in.
#[derive(Debug)]
pub(crate) struct Git {
    root: PathBuf,
}

impl Git {
    /// # Errors
    ///
    /// When there is no git, or no repository.
    pub(crate) fn here() -> Result<Self, GitError> {
        let root = said(Path::new("."), ["rev-parse", "--show-toplevel"]);
        let root = match root {
            Err(GitError::Failed { .. }) => return Err(GitError::NoRepository),
            root => raw::path(root?.trim_ascii_end()),
        };
        let root = System.real(&root).map_err(|_| GitError::NoRepository)?;
        Ok(Self { root })
    }

    /// What the index has that the disk has not: what the next commit will be.
    ///
    /// # Errors
    ///
    /// When git fails.
    pub(crate) fn index(&self) -> Result<Differences, GitError> {
        self.differences(None)
    }

    /// What the last commit has that the disk has not; before the first commit, nothing is anywhere.
    ///
    /// # Errors
    ///
    /// When git fails.
    pub(crate) fn head(&self) -> Result<Differences, GitError> {
        match self.revision("HEAD") {
            Err(GitError::NoRevision(_)) => {
                let empty = self.ask(["hash-object", "-t", "tree", "--stdin"])?;
                self.differences(Some(&text(&empty)))
            }
            found => self.differences(Some(&found?)),
        }
    }

    /// What a revision has that the disk has not.
    ///
    /// # Errors
    ///
    /// When there is no such revision, or git fails.
    pub(crate) fn since(&self, revision: &str) -> Result<Differences, GitError> {
        self.differences(Some(&self.revision(revision)?))
    }

    /// The id of a commit.
    fn revision(&self, name: &str) -> Result<String, GitError> {
        let no_revision = || GitError::NoRevision(name.to_owned());
        // Else it would be an option.
        if name.starts_with('-') {
            return Err(no_revision());
        }
        match self.ask(["rev-parse", "--verify", "--quiet", &format!("{name}^{{commit}}")]) {
            Err(GitError::Failed { .. }) => Err(no_revision()),
            found => Ok(text(&found?)),
        }
    }

    fn differences(&self, tree: Option<&str>) -> Result<Differences, GitError> {
        let untracked =
            ["ls-files", "-z", "--others", "--exclude-standard", "--directory", "--full-name"];
        let untracked = self.ask(untracked)?;
        let untracked = raw::fields(&untracked).map(|path| (self.path(path), Held::Nothing));
        let mut differences: Differences = untracked.collect();
        let mut diff = vec!["diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-relative"];
        diff.extend(["--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules=all"]);
        diff.extend(tree);
        diff.push("--");
        let changed = self.ask(diff)?;
        let mut wanted = Vec::new();
        for raw::Changed { mode, object, path } in raw::changed(&changed) {
            let path = self.path(path);
            match mode {
                raw::Mode::Nothing => {
                    differences.insert(path, Held::Nothing);
                }
                raw::Mode::File | raw::Mode::Link => wanted.push((mode, object, path)),
                raw::Mode::Other => {}
            }
        }
        let ids: Vec<_> = wanted.iter().map(|(_, object, _)| *object).collect();
        let contents = objects::read(self.command().args(["cat-file", "--batch"]), &ids)?;
        for ((mode, _, path), content) in wanted.into_iter().zip(contents) {
            let held = match content {
                objects::Content::Missing => return Err(GitError::NoContent(path)),
                objects::Content::Large(size) => Held::Large(size),
                objects::Content::Bytes(to) if mode == raw::Mode::Link => {
                    Held::Link(raw::path(&to))
                }
                objects::Content::Bytes(bytes) => Held::File(bytes),
            };
            differences.insert(path, held);
        }
        Ok(differences)
    }

    fn path(&self, below: &[u8]) -> PathBuf {
        // A folder ends with a slash.
        self.root.join(raw::path(below.strip_suffix(b"/").unwrap_or(below)))
    }

    fn command(&self) -> Command {
        command(&self.root)
    }

    fn ask<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Result<Vec<u8>, GitError> {
        said(&self.root, arguments)
    }
}

fn command(dir: &Path) -> Command {
    let mut git = Command::new("git");
    // Looking at a repository changes nothing in it.
    git.current_dir(dir).env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C").stdin(Stdio::null());
    git
}

/// What git says to standard output.
fn said<'a>(dir: &Path, arguments: impl IntoIterator<Item = &'a str>) -> Result<Vec<u8>, GitError> {
    let arguments: Vec<&str> = arguments.into_iter().collect();
    let command_line = || arguments.first().copied().unwrap_or_default().to_owned();
    let output = command(dir).args(arguments.iter().map(OsStr::new)).output();
    let output = output.map_err(|error| failed_to_start(&error, command_line()))?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(GitError::Failed { command: command_line(), message: text(&output.stderr) })
}

fn failed_to_start(error: &std::io::Error, command: String) -> GitError {
    if error.kind() == ErrorKind::NotFound {
        return GitError::Missing;
    }
    GitError::Failed { command, message: error.to_string() }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim().to_owned()
}
