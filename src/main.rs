//! The command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    gatelint::cli::main()
}
