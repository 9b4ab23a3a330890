//! What the provider says of a resource type, as far as it is needed: the file of data beside the pages of the type.
//!
//! The pages ask for it, and so does the JSON syntax, which cannot tell a nested block from an argument without it.

use crate::embedded;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The schema of a resource type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Schema {
    /// The provider version that it was read in.
    #[serde(rename = "provider")]
    _provider: String,
    /// The arguments by name.
    #[serde(default)]
    pub(crate) argument: BTreeMap<String, Argument>,
    /// The nested blocks by type.
    #[serde(default)]
    pub(crate) block: BTreeMap<String, NestedBlock>,
}

/// An argument: its type, whether it is required, and the provider version that it came with.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Argument {
    pub(crate) r#type: String,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) since: Option<String>,
}

/// A nested block: how many there may be, whether there has to be one, the provider version that it came with, and its arguments.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NestedBlock {
    pub(crate) max: Option<usize>,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) since: Option<String>,
    #[serde(default)]
    pub(crate) argument: BTreeMap<String, Argument>,
}

static SCHEMAS: LazyLock<HashMap<&str, Schema>> = LazyLock::new(|| {
    texts().filter_map(|(r#type, text)| Some((r#type, hcl::from_str(text).ok()?))).collect()
});

/// The schema of a resource type, if there is a file of it.
pub(crate) fn of(resource_type: &str) -> Option<&'static Schema> {
    SCHEMAS.get(resource_type)
}

/// All schemas, each with its resource type.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static Schema)> {
    SCHEMAS.iter().map(|(r#type, schema)| (*r#type, schema))
}

/// The files, each with the resource type that its folder is named after.
fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
    embedded::files().filter_map(|(path, text)| {
        let r#type = path.parent()?.file_name()?.to_str()?;
        (path.file_name()? == "schema.hcl").then_some((r#type, text))
    })
}

#[cfg(test)]
mod tests {
    use super::{Schema, texts};

    #[test]
    fn every_schema_is_read() {
        assert!(texts().count() > 0);
        for (r#type, text) in texts() {
            hcl::from_str::<Schema>(text).unwrap_or_else(|error| panic!("{type}: {error}"));
        }
    }
}
