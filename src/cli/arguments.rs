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

/// Finds mistakes in Amazon API Gateway integrations in Terraform configuration
///
/// Exit code: 0 nothing found at or above --fail-on; 1 findings; 2 gatelint could not run.
#[derive(Debug, Parser)]
#[command(version, args_conflicts_with_subcommands = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: CheckArguments,
    /// When to use colors
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
    /// Show the page of a rule, or the list of rules
    Explain(ExplainArguments),
    /// Print the configuration that applies to a path, and the line that sets each value
    Config {
        /// A file or folder
        #[arg(value_name = "PATH", default_value = ".")]
        path: PathBuf,
        /// A folder of additional rule pages; can be repeated
        #[arg(long = "rules", value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
    /// Write a `.gatelint.hcl` to the current folder, with every setting commented out
    Init,
    /// Print shell completions for commands, options and rule names
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page of gatelint or of one of its commands, for `man -l`
    Man {
        /// A command of gatelint
        command: Option<String>,
    },
    /// Run the language server on standard input and output, for editors
    Lsp {
        #[command(flatten)]
        inputs: InputArguments,
        #[command(flatten)]
        environment: EnvironmentArguments,
    },
    /// Test a folder of rule pages: their examples, their fixes, and that each condition is needed
    ///
    /// Exit code: 0 all pages pass; 1 some fail; 2 gatelint could not run.
    Test {
        /// A folder of rule pages, in subfolders named after resource types
        #[arg(value_name = "DIR")]
        dir: PathBuf,
        /// Another folder of rule pages to apply; can be repeated
        #[arg(long = "pack", value_name = "DIR")]
        packs: Vec<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Folders, whose modules are checked; files, whose module trees are checked; or OpenAPI documents
    /// [default: the current folder]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) outputs: OutputArguments,
    /// The lowest severity that makes the exit code 1 [default: as configured, else warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(super) fail_on: Option<FailOn>,
    /// Exclude files and folders that match, even if they are named; can be repeated
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
    /// The top of the workspace: nothing outside of it is read [default: the repository]
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    /// Also check folders that `.gitignore` excludes
    #[arg(long)]
    pub(super) no_ignore: bool,
    #[command(flatten)]
    pub(super) choice: ChoiceArguments,
    #[command(flatten)]
    pub(super) config: ConfigArguments,
    /// Also apply the rules of a folder of pages; can be repeated
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
    /// Read this file from standard input, and the rest of its module from disk
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
