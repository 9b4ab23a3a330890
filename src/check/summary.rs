//! How much of what was named was looked at, and what came of it.

use serde::Serialize;

/// The numbers of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
    /// Files that were read and checked: configuration, and what sets variables.
    pub files: usize,
    /// OpenAPI documents that were checked by themselves, since no module refers to them.
    #[serde(skip_serializing_if = "is_zero")]
    pub documents: usize,
    /// Folders that the files lie in.
    pub modules: usize,
    /// Blocks in them that declare an integration.
    pub integrations: usize,
    /// Blocks in them that declare a route of an HTTP or WebSocket API.
    #[serde(skip_serializing_if = "is_zero")]
    pub routes: usize,
    /// Resources in them of the types that packs of the user are about.
    #[serde(skip_serializing_if = "is_zero")]
    pub others: usize,
    /// Types of API Gateway of which there are resources in them, and that no rule is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub uncovered: Vec<String>,
    /// Configuration files that were passed over, since nothing in their modules has to do with API Gateway.
    pub passed_over: usize,
    /// Configuration files that a configuration excludes, or `--exclude` though they were named.
    #[serde(skip_serializing_if = "is_zero")]
    pub excluded: usize,
    /// Paths that were named and at which there is nothing.
    #[serde(skip_serializing_if = "is_zero")]
    pub gone: usize,
    /// Calls of modules, and links, that were not followed.
    pub not_followed: usize,
    /// Files and folders that could not be read.
    pub unreadable: usize,
    /// Findings, by severity.
    pub findings: BySeverity,
    /// Findings that comments silence.
    pub suppressed: usize,
    /// What depends on values that are not known.
    pub undecided: UndecidedCounts,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// A number for each severity.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BySeverity {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Notes.
    pub note: usize,
}

/// What depends on values that are not known.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UndecidedCounts {
    /// Pairs of a rule and a block of which it could not say whether it is right.
    pub checks: usize,
    /// Blocks of which some rule could not say so.
    pub blocks: usize,
}
