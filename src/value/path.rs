//! Which place of a tree a module is in: the calls that lead to it.

use super::{InstanceKey, quoted};
use std::fmt;
use std::sync::Arc;

/// The calls that lead to a module from the root: `module.api["a"].module.route`; none for the root itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ModulePath(Arc<[(Arc<str>, InstanceKey)]>);

impl ModulePath {
    /// Whether it is the root.
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is known which instance of each call leads there.
    pub fn is_known(&self) -> bool {
        self.0.iter().all(|(_, key)| *key != InstanceKey::Unknown)
    }

    /// The module that an instance of a call in this one leads to.
    #[must_use]
    pub fn then(&self, name: impl Into<Arc<str>>, key: InstanceKey) -> Self {
        Self(self.0.iter().cloned().chain([(name.into(), key)]).collect())
    }

    /// Whether one of the calls is an instance of several.
    pub fn has_keys(&self) -> bool {
        self.0.iter().any(|(_, key)| *key != InstanceKey::None)
    }

    /// The names of the calls, from the root. Which instance each one is does not count.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| &**name)
    }
}

impl fmt::Display for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, (name, key)) in self.0.iter().enumerate() {
            let dot = if position == 0 { "" } else { "." };
            write!(f, "{dot}module.{name}{key}")?;
        }
        Ok(())
    }
}

impl fmt::Display for InstanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => Ok(()),
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => write!(f, "[{}]", quoted(key)),
            Self::Unknown => f.write_str("[...]"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{InstanceKey, ModulePath};

    #[test]
    fn keys_are_written_as_terraform_writes_them() {
        let path = ModulePath::default()
            .then("api", InstanceKey::Key("a\"].module.b[\"${x}\n".into()))
            .then("route", InstanceKey::Index(2))
            .then("leaf", InstanceKey::None);
        assert_eq!(
            path.to_string(),
            r#"module.api["a\"].module.b[\"$${x}\n"].module.route[2].module.leaf"#
        );
        assert_eq!(path.names().collect::<Vec<_>>(), ["api", "route", "leaf"]);
    }

    #[test]
    fn the_root_has_no_name() {
        assert_eq!(ModulePath::default().to_string(), "");
        assert!(ModulePath::default().is_root());
    }
}
