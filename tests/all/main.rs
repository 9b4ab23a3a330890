//! All integration tests, in one binary: linking one is much faster than linking many.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "writes what is checked, and reads what is expected"
)]

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
