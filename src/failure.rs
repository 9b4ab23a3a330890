//! What stops the program.

use crate::baseline::BaselineFailure;
use crate::check::{NotADocument, RunError, UndeclaredVariable};
use crate::config::ConfigError;
use crate::files::{WalkError, WriteError};
use crate::git::GitError;
use crate::module::InputError;
use crate::page::{PackError, UnknownRule};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why the work could not be done. Each says what is wrong, and [`Failure::help`] what to do.
#[derive(Debug, Error)]
pub enum Failure {
    /// A path leads nowhere.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// A configuration is of no use.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file that was named is nothing that is read.
    #[error(transparent)]
    Document(#[from] NotADocument),
    /// What is to be written is there already.
    #[error("there is a `{}` already", .0.display())]
    Exists(PathBuf),
    /// A folder of pages is of no use.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A pattern is not understood.
    #[error("the pattern of --exclude is not understood: {0}")]
    Glob(#[from] globset::Error),
    /// A rule that does not exist is named.
    #[error(transparent)]
    UnknownRule(#[from] UnknownRule),
    /// A command that does not exist is named.
    #[error("there is no command `{name}`")]
    UnknownCommand {
        /// What was named.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A file of variables is of no use.
    #[error(transparent)]
    Input(#[from] InputError),
    /// A variable is set that there is not.
    #[error(transparent)]
    Undeclared(#[from] UndeclaredVariable),
    /// A file cannot be repaired.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// A file of findings that do not count is of no use.
    #[error(transparent)]
    Baseline(#[from] BaselineFailure),
    /// Nothing says which file lists the findings that do not count.
    #[error("no baseline is set for what was checked")]
    NoBaseline,
    /// Git does not say how the files were.
    #[error(transparent)]
    Git(#[from] GitError),
    /// Standard input cannot be read.
    #[error("standard input cannot be read: {0}")]
    Stdin(std::io::Error),
    /// Standard input is no text.
    #[error("standard input is not UTF-8: byte {0} is the first that cannot be read")]
    InputNotUtf8(usize),
    /// Several documents are to go to one place.
    #[error("more than one format is to go to standard output")]
    SeveralOutputs,
    /// Standard output cannot be written.
    #[error("standard output cannot be written: {0}")]
    Output(std::io::Error),
    /// Standard input is larger than a file may be.
    #[error("standard input has more than {0} bytes, which is the most that gatelint reads")]
    InputTooLarge(u64),
    /// The program has a bug.
    #[error("internal error{}: {message}", place(.dir.as_deref()))]
    Internal {
        /// The folder of the module that was being checked.
        dir: Option<PathBuf>,
        /// What went wrong, and where in the program.
        message: String,
    },
    /// A client of the language server does not speak its protocol.
    #[error("this is not the Language Server Protocol: {0}")]
    Protocol(String),
    /// The system gives no threads.
    #[error("no threads could be started: {0}")]
    Threads(String),
}

impl From<RunError> for Failure {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Walk(error) => error.into(),
            RunError::Config(error) => error.into(),
            RunError::Document(error) => error.into(),
        }
    }
}

impl Failure {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Walk(WalkError::NotFound(_) | WalkError::NoFolder(_)) => {
                Some("check the spelling, and the folder that you are in".to_owned())
            }
            Self::Walk(WalkError::NoTerraform(_)) => Some(
                "name .tf or .tofu files, a folder with such, or an OpenAPI document".to_owned(),
            ),
            Self::Walk(WalkError::Outside { .. }) => {
                Some("name a folder with --root that holds all that is to be checked".to_owned())
            }
            Self::Document(error) => Some(error.help().to_owned()),
            Self::Pack(error) => error.help(),
            Self::Config(ConfigError::Wrong(error)) => error.help.clone(),
            Self::Exists(_) => Some("delete it first, or go on with it".to_owned()),
            Self::Config(ConfigError::Unreadable { .. }) => {
                Some("check the path, or read no configuration with `--isolated`".to_owned())
            }
            Self::Write(error) => error.help(),
            Self::Baseline(error) => Some(error.help().to_owned()),
            Self::NoBaseline => Some(
                "name it with --baseline FILE, or write `baseline = \"FILE\"` into `.gatelint.hcl`"
                    .to_owned(),
            ),
            Self::Git(error) => error.help().map(str::to_owned),
            Self::Glob(_) => {
                Some("patterns are as in .gitignore: `**/examples/**`, `*_test.tf`".to_owned())
            }
            Self::Undeclared(UndeclaredVariable { nearest: Some(nearest), .. })
            | Self::UnknownCommand { nearest: Some(nearest), .. } => {
                Some(format!("did you mean `{nearest}`?"))
            }
            Self::Undeclared(UndeclaredVariable { name, nearest: None }) => {
                Some(format!("leave it out, or declare `variable \"{name}\"`"))
            }
            Self::UnknownRule(error) => Some(error.help()),
            Self::UnknownCommand { nearest: None, .. } => {
                Some("`gatelint help` lists the commands".to_owned())
            }
            Self::Input(_) => Some("check the path that follows `--var-file`".to_owned()),
            Self::InputNotUtf8(_) => {
                Some("Terraform reads UTF-8 only: convert the file".to_owned())
            }
            Self::Internal { .. } => Some(format!(
                "this is a bug in gatelint: please report it at {}/issues",
                env!("CARGO_PKG_REPOSITORY")
            )),
            Self::SeveralOutputs => {
                Some("name a file for all but one: `--output sarif=gatelint.sarif`".to_owned())
            }
            Self::InputTooLarge(_) => Some("pipe a smaller file".to_owned()),
            Self::Protocol(_) | Self::Stdin(_) | Self::Output(_) | Self::Threads(_) => None,
        }
    }
}

/// Where something went wrong.
fn place(dir: Option<&Path>) -> String {
    let name = |dir: &Path| if dir.as_os_str().is_empty() { ".".into() } else { dir.to_path_buf() };
    dir.map(|dir| format!(" in `{}`", name(dir).display())).unwrap_or_default()
}
