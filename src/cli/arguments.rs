//! What can be said on the command line.

use super::baseline::BaselineArguments;
use super::choice::ChoiceArguments;
use super::config::ConfigArguments;
use super::environment::EnvironmentArguments;
use super::explain::ExplainArguments;
use super::inputs::InputArguments;
use super::output::Color;
use super::outputs::OutputArguments;
use super::repair::RepairArguments;
use super::since::SinceArguments;
use crate::config;
use crate::finding::Severity;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::path::PathBuf;

/// What the help calls an argument that names rules; they are completed by it.
pub(super) const RULE: &str = "RULE";

/// Finds what is wrong with Amazon API Gateway integrations in Terraform configuration
///
/// Exit code: 0 nothing at or above --fail-on; 1 findings; 2 it could not do its work.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: CheckArguments,
    /// When to show colours
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "WHEN",
        default_value_t,
        hide_possible_values = false
    )]
    pub(super) color: Color,
}

impl Arguments {
    /// The command; without a word for it, to check.
    pub(super) fn command(self) -> Command {
        self.command.unwrap_or(Command::Check(Box::new(self.check)))
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check modules (the default command)
    Check(Box<CheckArguments>),
    /// Show the page of a rule; without a name, the list of rules
    Explain(ExplainArguments),
    /// Print what the configuration says of a path, and which line of which file says it
    Config {
        /// A file, or a folder, which stands for a file in it
        #[arg(value_name = "PATH", default_value = ".")]
        path: PathBuf,
        /// A folder of pages, whose rules are known besides; may be given more than once
        #[arg(long = "rules", value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Write a `.gatelint.hcl` to the current folder, with everything that it can say as comments
    Init,
    /// Print what makes a shell complete commands, options and the names of rules
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page, for `man -l`: that of gatelint, or of one of its commands
    Man {
        /// A command of gatelint
        command: Option<String>,
    },
    /// Speak the Language Server Protocol on standard input and output, for editors
    Lsp {
        #[command(flatten)]
        inputs: InputArguments,
        #[command(flatten)]
        environment: EnvironmentArguments,
    },
    /// Prove the pages of a folder: that their examples hold, their fixes, and that each condition is needed
    ///
    /// Exit code: 0 the pages hold what they say; 1 some do not; 2 it could not do its work.
    Test {
        /// A folder with folders named after resource types, in which pages lie
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        /// Another folder of pages, whose rules are on besides; may be given more than once
        #[arg(long = "pack", value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Folders, of which every module is checked, files, of which every module tree is checked that they are a part of, or
    /// OpenAPI documents [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) outputs: OutputArguments,
    /// The mildest finding that makes the exit code 1 [default: what is configured, else warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// Leave out files and folders that match, as paths are shown, also where they are named; may be given more than once
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// The folder that is never left, in which modules and who calls them are looked for [default: the repository]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// Look into folders that `.gitignore` excludes, too
    #[arg(long)]
    pub(super) no_ignore: bool,
    #[command(flatten)]
    pub(super) choice: ChoiceArguments,
    #[command(flatten)]
    pub(super) config: ConfigArguments,
    /// Apply the rules of a folder of pages besides; may be given more than once
    #[arg(long = "rules", value_name = "DIR")]
    pub(super) packs: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) inputs: InputArguments,
    #[command(flatten)]
    pub(super) environment: EnvironmentArguments,
    #[command(flatten)]
    pub(super) repair: RepairArguments,
    #[command(flatten)]
    pub(super) since: SinceArguments,
    #[command(flatten)]
    pub(super) baseline: BaselineArguments,
    /// Read the text of this file from standard input, and the rest of its module from the disk
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    pub(super) stdin_filename: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

impl From<FailOn> for config::FailOn {
    fn from(asked: FailOn) -> Self {
        match asked {
            FailOn::Error => Self::Severity(Severity::Error),
            FailOn::Warning => Self::Severity(Severity::Warning),
            FailOn::Note => Self::Severity(Severity::Note),
            FailOn::Never => Self::Never,
        }
    }
}
