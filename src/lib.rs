//! gatelint finds what is wrong with Amazon API Gateway integrations in Terraform configuration, before anything is
//! applied.
//!
//! The way of the data, each layer using only those before it:
//!
//! ```text
//! paths -> walk -> modules -> sources -> blocks -> values -> findings -> report
//! ```
//!
//! `ARCHITECTURE.md` says what each part is for, and what none of them does.

mod ask;
mod aws;
mod baseline;
pub mod check;
pub mod cli;
mod config;
mod convert;
mod document;
mod eval;
mod failure;
pub mod files;
pub mod finding;
mod fix;
mod functions;
mod git;
mod graph;
mod lsp;
mod module;
pub mod page;
mod prove;
pub mod report;
mod rule;
mod schema;
mod scope;
pub mod source;
mod spelling;
mod suppression;
mod syntax;
mod terragrunt;
mod tree;
mod types;
mod value;
mod workspace;
mod world;

#[cfg(test)]
#[path = "../tests/inner/mod.rs"]
mod inner;
