//! All integration tests, in one binary: linking one is much faster than linking many.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "writes what is checked, and reads what is expected"
)]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod baseline;
mod callers;
mod cli;
mod disk;
mod documents;
mod elsewhere;
mod environment;
mod first_steps;
mod fixtures;
mod formats;
mod ignored;
mod init;
mod inputs;
mod layers;
mod locks;
mod packs;
mod readme;
mod repair;
mod repair_whole;
mod robust;
mod secrets;
mod shell;
mod since;
mod suppressed;
mod terminal;
mod traced;
mod workspace;

/// What a program says that is given a text on standard input.
fn answer(program: &mut std::process::Command, input: &str) -> std::process::Output {
    use std::io::Write as _;
    use std::process::Stdio;
    program.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program was built");
    // One that does not read its input may be done already.
    let _ = child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes()));
    child.wait_with_output().expect("it ends")
}
