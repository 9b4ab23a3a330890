//! The command line.

use mimalloc::MiMalloc;
use std::process::ExitCode;

/// Values are many and small, and the system's allocator takes several times as long for them.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    gatelint::cli::main()
}
