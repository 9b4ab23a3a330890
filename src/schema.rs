//! What a provider says of its resource types.
//!
//! gatelint comes with all types of the AWS provider, of one release, and with what others added and removed of those that
//! its pages are about. A pack of pages brings more, in files beside its pages. The pages ask for it, and so does the JSON
//! syntax, which cannot tell a nested block from an argument without it.

mod open;
mod packed;
mod record;
mod table;
mod written;

pub(crate) use record::Nesting;
pub(crate) use written::Fault;

use crate::syntax::NestedBlocks;
use crate::types::Constraint;
use crate::value::{Type, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

/// The resource types that the built-in pages are about, whatever is said of them: the folders of `rules/`.
const TYPES: &[&str] = include!(concat!(env!("OUT_DIR"), "/types.rs"));

/// Those of them of which each release is known, up to the one that their schema names: what it has not, no provider has that
/// is known.
pub(crate) const FOLLOWED: &[&str] = include!(concat!(env!("OUT_DIR"), "/followed.rs"));

/// What is known of resource types.
#[derive(Debug, Default)]
pub struct Schemas {
    /// What packs bring. It is asked first.
    own: BTreeMap<Arc<str>, Arc<Schema>>,
    opened: RwLock<HashMap<Box<str>, Option<Arc<Schema>>>>,
}

impl Schemas {
    /// What gatelint comes with.
    pub fn builtin() -> Arc<Self> {
        static BUILTIN: OnceLock<Arc<Schemas>> = OnceLock::new();
        Arc::clone(BUILTIN.get_or_init(Arc::default))
    }

    /// The same with schemas of a pack, by their resource types.
    pub(crate) fn with(&self, own: impl IntoIterator<Item = (Arc<str>, Schema)>) -> Self {
        let mut all = self.own.clone();
        all.extend(own.into_iter().map(|(r#type, schema)| (r#type, Arc::new(schema))));
        Self { own: all, opened: RwLock::default() }
    }

    /// The schema of a resource type, or of a data source, whose type has `data.` before it.
    pub(crate) fn of(&self, r#type: &str) -> Option<Arc<Schema>> {
        if let Some(own) = self.own.get(r#type) {
            return Some(Arc::clone(own));
        }
        let known = self.opened.read().unwrap_or_else(PoisonError::into_inner).get(r#type).cloned();
        known.unwrap_or_else(|| {
            let schema = packed::schema(r#type).map(Arc::new);
            let mut opened = self.opened.write().unwrap_or_else(PoisonError::into_inner);
            // Two threads may open the same one; the first to be done counts.
            opened.entry(r#type.into()).or_insert(schema).clone()
        })
    }

    /// All types that gatelint comes with, data sources with `data.` before them.
    pub(crate) fn provided() -> &'static [&'static str] {
        packed::names()
    }

    /// Whether the type is known, without a look at what is said of it.
    pub(crate) fn has(&self, r#type: &str) -> bool {
        packed::has(r#type) || self.own.contains_key(r#type)
    }

    /// The resource types that the packs are about, in order.
    pub(crate) fn types(&self) -> BTreeSet<&str> {
        TYPES.iter().copied().chain(self.own.keys().map(|r#type| &**r#type)).collect()
    }
}

impl NestedBlocks for Schemas {
    fn has_block(&self, resource_type: &str, name: &str) -> bool {
        self.of(resource_type).is_some_and(|schema| schema.body.block.contains_key(name))
    }
}

/// The schema of a resource type.
#[derive(Debug)]
pub(crate) struct Schema {
    /// The newest provider version of which all is known, as `6.58.0`. A later one may have more.
    pub(crate) provider: Arc<str>,
    pub(crate) body: Body,
    /// The same, as pages see it.
    value: OnceLock<Value>,
}

/// What can stand in a block, or be read of it.
#[derive(Debug, Default)]
pub(crate) struct Body {
    /// The arguments by name: what can be written.
    pub(crate) argument: BTreeMap<Arc<str>, Attribute>,
    /// What can only be read, by name.
    pub(crate) attribute: BTreeMap<Arc<str>, Attribute>,
    /// The nested blocks by type.
    pub(crate) block: BTreeMap<Arc<str>, NestedBlock>,
}

impl Body {
    /// Whether an argument must not be shown.
    pub(crate) fn hides(&self, argument: &str) -> bool {
        self.argument.get(argument).is_some_and(|argument| argument.sensitive)
    }
}

/// An argument, or an attribute that is only exported.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "they are the provider's flags")]
pub(crate) struct Attribute {
    /// As the language writes it: `map(string)`.
    pub(crate) r#type: Arc<str>,
    /// Whether it has to be written.
    pub(crate) required: bool,
    /// Whether an argument that is not written gets a value all the same.
    pub(crate) computed: bool,
    /// Whether its value is never shown.
    pub(crate) sensitive: bool,
    pub(crate) deprecated: bool,
    /// Whether it is sent and never kept, so that nothing can read it.
    pub(crate) write_only: bool,
    /// The first provider version that has it; `None`: every one in use.
    pub(crate) since: Option<Arc<str>>,
    /// The first provider version that has it no more; `None`: it is still there.
    pub(crate) until: Option<Arc<str>>,
    parsed: OnceLock<Option<Type>>,
}

/// A nested block: how many there may be, and what is in it.
#[derive(Debug)]
pub(crate) struct NestedBlock {
    pub(crate) nesting: Nesting,
    pub(crate) min: usize,
    max: Option<usize>,
    /// The first provider version that has it; `None`: every one in use.
    pub(crate) since: Option<Arc<str>>,
    /// The first provider version that has it no more; `None`: it is still there.
    pub(crate) until: Option<Arc<str>>,
    inside: Inside,
}

/// What is in a nested block.
#[derive(Debug)]
enum Inside {
    Open(Body),
    /// Where it lies, until somebody looks at it.
    Packed(record::Position, OnceLock<Body>),
}

impl Schema {
    fn new(provider: Arc<str>, body: Body) -> Self {
        Self { provider, body, value: OnceLock::new() }
    }

    /// The same, as pages see it; made once.
    pub(crate) fn value(&self, make: impl FnOnce(&Self) -> Value) -> Value {
        self.value.get_or_init(|| make(self)).clone()
    }
}

/// What is written beside its name: `string, required`.
impl fmt::Display for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let need = if self.required { "required" } else { "optional" };
        let deprecated = if self.deprecated { ", deprecated" } else { "" };
        write!(f, "{}, {need}{deprecated}", self.r#type)
    }
}

impl Attribute {
    /// An attribute with the flags that it has, by their names, and with the releases that it came with and was gone in.
    fn new(
        r#type: Arc<str>,
        is: impl Fn(&str) -> bool,
        (since, until): (Option<Arc<str>>, Option<Arc<str>>),
    ) -> Self {
        Self {
            r#type,
            required: is("required"),
            computed: is("computed"),
            sensitive: is("sensitive"),
            deprecated: is("deprecated"),
            write_only: is("write_only"),
            since,
            until,
            parsed: OnceLock::new(),
        }
    }

    /// The type of its values; `None` if that is not known.
    pub(crate) fn as_type(&self) -> Option<&Type> {
        let parse = || Constraint::of_text(&self.r#type).map(|constraint| constraint.r#type());
        self.parsed.get_or_init(parse).as_ref()
    }
}

impl NestedBlock {
    /// How many there may be; `None`: as many as one likes.
    pub(crate) fn max(&self) -> Option<usize> {
        if self.nesting == Nesting::Single { Some(1) } else { self.max }
    }

    /// What is in it.
    pub(crate) fn body(&self) -> &Body {
        match &self.inside {
            Inside::Open(body) => body,
            Inside::Packed(position, body) => body.get_or_init(|| packed::body(*position)),
        }
    }
}

#[cfg(test)]
mod tests;
