//! What the provider says of a resource type, as far as it is needed: the files of data beside the pages of the type.
//!
//! `schema.hcl` is one release of the provider, written by a script; `releases.hcl` has by hand what other releases added
//! and removed, and is laid over it. The pages ask for it, and so does the JSON syntax, which cannot tell a nested block
//! from an argument without it.

use crate::embedded;
use hcl::Value;
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The schema of a resource type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Schema {
    /// The newest provider version of which all is known, as `6.58.0`. A later one may have more.
    pub(crate) provider: String,
    /// The arguments by name: what can be written.
    #[serde(default)]
    pub(crate) argument: BTreeMap<String, Attribute>,
    /// What can only be read, by name.
    #[serde(default)]
    pub(crate) attribute: BTreeMap<String, Attribute>,
    /// The nested blocks by type.
    #[serde(default)]
    pub(crate) block: BTreeMap<String, NestedBlock>,
}

/// An argument, or an attribute that is only exported.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(clippy::struct_excessive_bools, reason = "they are the provider's flags")]
pub(crate) struct Attribute {
    /// As the language writes it: `map(string)`.
    pub(crate) r#type: String,
    /// Whether it has to be written.
    #[serde(default)]
    pub(crate) required: bool,
    /// Whether an argument that is not written gets a value all the same.
    #[serde(default)]
    pub(crate) computed: bool,
    /// Whether its value is never shown.
    #[serde(default)]
    pub(crate) sensitive: bool,
    #[serde(default)]
    pub(crate) deprecated: bool,
    /// Whether it is sent and never kept, so that nothing can read it.
    #[serde(default)]
    pub(crate) write_only: bool,
    /// The first provider version that has it; `None`: every one in use.
    pub(crate) since: Option<String>,
    /// The first provider version that has it no more; `None`: it is still there.
    pub(crate) until: Option<String>,
}

/// How Terraform sees the blocks of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Nesting {
    List,
    Set,
    /// One block, an object: such as `timeouts`.
    Single,
}

/// A nested block: how many there may be, and what is in it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct NestedBlock {
    pub(crate) nesting: Nesting,
    #[serde(default)]
    pub(crate) min: usize,
    max: Option<usize>,
    /// The first provider version that has it; `None`: every one in use.
    pub(crate) since: Option<String>,
    /// The first provider version that has it no more; `None`: it is still there.
    pub(crate) until: Option<String>,
    #[serde(default)]
    pub(crate) argument: BTreeMap<String, Attribute>,
    #[serde(default)]
    pub(crate) attribute: BTreeMap<String, Attribute>,
    #[serde(default)]
    pub(crate) block: BTreeMap<String, Self>,
}

impl NestedBlock {
    /// How many there may be; `None`: as many as one likes.
    pub(crate) fn max(&self) -> Option<usize> {
        if self.nesting == Nesting::Single { Some(1) } else { self.max }
    }
}

static SCHEMAS: LazyLock<HashMap<&str, Schema>> = LazyLock::new(|| {
    types().filter_map(|(r#type, texts)| Some((r#type, read(&texts).ok()?))).collect()
});

/// The schema of a resource type, if there is a file of it.
pub(crate) fn of(resource_type: &str) -> Option<&'static Schema> {
    SCHEMAS.get(resource_type)
}

/// All schemas, each with its resource type.
pub(crate) fn all() -> impl Iterator<Item = (&'static str, &'static Schema)> {
    SCHEMAS.iter().map(|(r#type, schema)| (*r#type, schema))
}

/// What the script wrote, and what is laid over it.
struct Texts {
    schema: &'static str,
    releases: Option<&'static str>,
}

/// The files, each with the resource type that its folder is named after.
fn types() -> impl Iterator<Item = (&'static str, Texts)> {
    let file = |name: &str| {
        embedded::files()
            .filter(|(path, _)| path.file_name().is_some_and(|file| file == name))
            .filter_map(|(path, text)| Some((path.parent()?.file_name()?.to_str()?, text)))
            .collect::<HashMap<_, _>>()
    };
    let releases = file("releases.hcl");
    file("schema.hcl").into_iter().map(move |(r#type, schema)| {
        (r#type, Texts { schema, releases: releases.get(r#type).copied() })
    })
}

fn read(texts: &Texts) -> hcl::Result<Schema> {
    let mut schema = hcl::from_str(texts.schema)?;
    if let Some(releases) = texts.releases {
        lay(&mut schema, hcl::from_str(releases)?);
    }
    hcl::from_value(schema)
}

/// Lays one value over another: objects entry by entry, anything else in its place.
fn lay(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (key, value) in over {
                match under.get_mut(&key) {
                    Some(under) => lay(under, value),
                    None => drop(under.insert(key, value)),
                }
            }
        }
        (under, over) => *under = over,
    }
}

#[cfg(test)]
mod tests;
