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
pub mod check;
pub mod cli;
pub mod convert;
pub mod eval;
pub mod failure;
pub mod files;
pub mod finding;
pub mod functions;
pub mod graph;
pub mod module;
pub mod page;
pub mod prove;
pub mod report;
pub mod rule;
pub mod schema;
pub mod scope;
pub mod source;
mod spelling;
pub mod syntax;
pub mod terragrunt;
pub mod tree;
pub mod types;
pub mod value;
mod workspace;
pub mod world;
