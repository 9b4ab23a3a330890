//! All integration tests, in one binary: linking one is much faster than linking many.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "writes what is checked, and reads what is expected"
)]

mod callers;
mod cli;
mod conformance;
mod disk;
mod elsewhere;
mod first_steps;
mod fixtures;
mod inputs;
mod json;
mod layers;
mod locks;
mod modules;
mod order;
mod packs;
mod pages;
mod properties;
mod provider;
mod readme;
mod references;
mod robust;
mod terminal;
mod types;
mod typing;
mod unknowns;
mod workspace;
