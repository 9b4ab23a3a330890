//! The command line: parses arguments, dispatches, and turns what came of it into an exit code.

mod arguments;
mod baseline;
mod check;
mod choice;
mod completions;
mod config;
mod environment;
mod explain;
mod inputs;
mod manual;
mod output;
mod outputs;
mod progress;
mod repair;
mod since;
mod test;

use crate::check::{keep_panics, last_panic};
use crate::failure::Failure;
use crate::lsp;
use crate::page::Pack;

use arguments::{Arguments, Command};
use clap::Parser as _;
use std::num::NonZero;
use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::process::ExitCode;

/// Stack of the threads that check: what nests deeply stays well below (see `eval`).
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Threads at most: each has its stack, and no machine that runs checks has more processors.
const MAX_THREADS: usize = 64;

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
        Err(error) if error.use_stderr() => {
            // There is nowhere else to say it.
            let _ = error.print();
            return FAILED.into();
        }
        Err(asked) => {
            let text = asked.render();
            let is_colorful = output::is_colorful();
            let text = if is_colorful { text.ansi().to_string() } else { text.to_string() };
            return code(output::print(&text).map(|()| CLEAN));
        }
    };
    keep_panics();
    output::set_color(arguments.color);
    let result = match arguments.command() {
        Command::Check(arguments) => on_large_stack(|| check::check(&arguments)),
        Command::Config { path, packs } => config::config(&path, &packs),
        Command::Init => config::init(),
        Command::Completions { shell } => completions::completions(shell),
        Command::Man { command } => manual::manual(command.as_deref()),
        Command::Lsp { inputs, environment } => {
            let given = lsp::Given::new(inputs.0, environment.variables());
            on_large_stack(|| lsp::serve(&given?).map(|done| if done { CLEAN } else { FOUND }))
        }
        Command::Explain(arguments) => explain::explain(&arguments),
        Command::Test { dir, packs } => on_large_stack(|| test::test(&dir, &packs)),
    };
    code(result)
}

/// The exit code, with a word where the work could not be done.
fn code(result: Result<u8, Failure>) -> ExitCode {
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
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads()).stack_size(STACK_BYTES);
    let pool = pool.build().map_err(|error| Failure::Threads(error.to_string()))?;
    std::panic::catch_unwind(AssertUnwindSafe(|| pool.install(work)))
        .unwrap_or_else(|_| Err(Failure::Internal { dir: None, message: last_panic() }))
}

/// How many threads work: as many as the machine has processors, or as `RAYON_NUM_THREADS` says.
fn threads() -> usize {
    let wanted = std::env::var("RAYON_NUM_THREADS").ok().and_then(|number| number.parse().ok());
    let of_machine = || std::thread::available_parallelism().map_or(1, NonZero::get);
    wanted.filter(|number| *number > 0).unwrap_or_else(of_machine).min(MAX_THREADS)
}
