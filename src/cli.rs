//! The command line: parses arguments, dispatches, and turns what came of it into an exit code.

mod arguments;
mod baseline;
mod check;
mod explain;
mod inputs;
mod output;
mod repair;
mod since;
mod test;

use crate::failure::Failure;
use crate::page::Pack;

use arguments::{Arguments, Command};
use clap::Parser as _;
use std::path::PathBuf;
use std::process::ExitCode;

/// Stack of the threads that check: what nests deeply stays well below (see `eval`).
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Nothing that is to be reported.
const CLEAN: u8 = 0;
/// Findings.
const FOUND: u8 = 1;
/// The work could not be done.
const FAILED: u8 = 2;

/// Runs the command that the arguments name.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { FAILED } else { CLEAN };
            // A pipe that is closed has nobody to tell.
            let _ = error.print();
            return code.into();
        }
    };
    let result = match arguments.command() {
        Command::Check(arguments) => on_large_stack(|| check::check(&arguments)),
        Command::Explain { rule, packs } => explain::explain(rule.as_deref(), &packs),
        Command::Test { dir, packs } => on_large_stack(|| test::test(&dir, &packs)),
    };
    let code = result.unwrap_or_else(|failure| {
        output::error(&failure);
        FAILED
    });
    code.into()
}

/// The pages that gatelint comes with, and those of these folders.
fn pack(folders: &[PathBuf]) -> Result<Pack, Failure> {
    let mut pack = Pack::builtin();
    for folder in folders {
        pack.add_folder(folder)?;
    }
    Ok(pack)
}

fn on_large_stack(work: impl FnOnce() -> Result<u8, Failure> + Send) -> Result<u8, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().stack_size(STACK_BYTES).build();
    pool.map_err(|error| Failure::Threads(error.to_string()))?.install(work)
}
