//! Names for values that only the provider, or whoever sets a variable, knows.

use super::{ModulePath, Truth};
use std::fmt;
use std::sync::Arc;

/// Steps of a name: each part of an unknown value has a name of its own, with all steps before.
const MAX_PATH: usize = 64;

/// An attribute of a block instance, a variable or an output of a module, by its normalised name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Symbol {
    /// The block.
    pub address: Address,
    /// What is taken of it: attribute names and known indexes.
    pub path: Vec<Arc<str>>,
}

/// A block instance of a module.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Address {
    /// The module that it is in.
    pub module: ModulePath,
    /// `resource`, `data`, `variable`, `local`, `output` or `module`; `path` or `terraform`, which are no blocks.
    pub kind: Arc<str>,
    /// The labels: type and name of a resource, the name of a variable.
    pub labels: Arc<[Arc<str>]>,
    /// Which of the instances that `count` or `for_each` makes.
    pub key: InstanceKey,
}

/// Which instance of a block.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum InstanceKey {
    /// The only one.
    None,
    /// That of this `count.index`.
    Index(u64),
    /// That of this `each.key`.
    Key(Arc<str>),
    /// One of them.
    Unknown,
}

impl Address {
    /// The type of a resource or data source, which is the first label.
    pub fn resource_type(&self) -> &str {
        self.labels.first().map_or("", |label| &**label)
    }

    /// The address of what a document says, which is imported by the block of this address.
    pub(crate) fn part(&self, r#type: &str, part: &str) -> Self {
        let by = self.labels.last().map_or("", |name| &**name);
        let labels = [Arc::from(r#type), Arc::from(format!("{by}{OF_DOCUMENT}{part}"))];
        Self { labels: labels.into(), ..self.clone() }
    }

    /// Whether it is that of what a document says.
    pub(crate) fn is_of_document(&self) -> bool {
        self.labels.get(1).is_some_and(|name| name.contains(OF_DOCUMENT))
    }
}

/// What no name of the language has in it.
const OF_DOCUMENT: &str = ": ";

impl Symbol {
    /// Whether both name the same thing. Different names may still have the same value, so the answer is never False.
    pub(crate) fn same(&self, other: &Self) -> Truth {
        let certain = self.address.key != InstanceKey::Unknown && self == other;
        if certain { Truth::True } else { Truth::Unknown }
    }

    /// The attribute of a resource of that type that it names; `data` sources count as the resource of their name.
    pub(crate) fn attribute_of(&self, types: &[&str]) -> Option<&str> {
        let [r#type, _] = &*self.address.labels else { return None };
        let [attribute] = self.path.as_slice() else { return None };
        let is_resource = matches!(&*self.address.kind, "resource" | "data");
        (is_resource && types.contains(&&**r#type)).then_some(attribute)
    }

    /// The same, one step further; `None` where that is further than anything is named.
    pub(crate) fn then(&self, step: impl Into<Arc<str>>) -> Option<Self> {
        if self.path.len() >= MAX_PATH {
            return None;
        }
        let mut next = self.clone();
        next.path.push(step.into());
        Some(next)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.module.is_root() {
            write!(f, "{}.", self.module)?;
        }
        match &*self.kind {
            "resource" => {}
            "variable" => f.write_str("var.")?,
            kind => write!(f, "{kind}.")?,
        }
        write!(f, "{}{}", self.labels.join("."), self.key)
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.address)?;
        self.path.iter().try_for_each(|step| write!(f, ".{step}"))
    }
}
