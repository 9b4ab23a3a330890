//! The packed form of schemas: tables of texts, types and bodies, each of which is there once. `build.rs` writes them.

use serde::{Deserialize, Serialize};

/// How Terraform sees the blocks of one type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(crate) enum Nesting {
    List,
    Set,
    /// One block, an object: such as `timeouts`.
    Single,
}

impl Nesting {
    pub(crate) const ALL: [Self; 3] = [Self::List, Self::Set, Self::Single];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Set => "set",
            Self::Single => "single",
        }
    }
}

/// A position in the table of texts, of types or of bodies.
pub(crate) type Position = u32;

/// A resource type.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Top {
    pub(crate) provider: Position,
    pub(crate) body: Position,
}

/// What can stand in a block.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Body {
    pub(crate) argument: Vec<Attribute>,
    pub(crate) attribute: Vec<Attribute>,
    pub(crate) block: Vec<NestedBlock>,
}

/// An argument, or an attribute that is only exported.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Attribute {
    pub(crate) name: Position,
    pub(crate) r#type: Position,
    /// One bit for each of `written::FLAGS`, the lowest first.
    pub(crate) flags: u8,
    pub(crate) releases: Option<Releases>,
}

/// The first version that has it, and the first that has it no more.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Releases {
    pub(crate) since: Option<Position>,
    pub(crate) until: Option<Position>,
}

/// A nested block.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct NestedBlock {
    pub(crate) name: Position,
    pub(crate) nesting: Nesting,
    pub(crate) min: u32,
    pub(crate) max: Option<u32>,
    pub(crate) releases: Option<Releases>,
    pub(crate) body: Position,
}

/// A type: positions of texts and of other types.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) enum Type {
    /// `string`
    Word(Position),
    /// `list(string)`
    Of(Position, Position),
    /// `object({ name = string })`
    Object(Vec<(Position, Position)>),
    /// `tuple([string, number])`
    Tuple(Vec<Position>),
}

/// The tables, in their order: the resource types, by name; what is known of each; bodies; types; texts.
pub(crate) const TABLES: usize = 5;
