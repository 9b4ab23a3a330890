//! Tests of what the library does not show: a part of its own test binary, so that it needs to show nothing for them.
#![allow(clippy::disallowed_methods, reason = "reads what is expected")]

mod conformance;
mod json;
mod modules;
mod order;
mod pages;
mod properties;
mod provider;
mod references;
mod types;
mod typing;
mod unknowns;
