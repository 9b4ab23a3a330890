//! The mark of what is never printed.

use super::{Data, Sequence, Value};

/// What is shown in the place of what must not be.
pub(crate) const HIDDEN: &str = "(sensitive)";

/// Whether a value may be shown. It decides all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sensitive {
    /// All of it may be shown.
    No,
    /// Something in it may not.
    Inside,
    /// Nothing of it may be shown.
    Yes,
}

impl Sensitive {
    /// What the parts of a value make of it.
    pub(super) fn of(data: &Data) -> Self {
        let hides = |part: &Value| part.sensitive != Self::No;
        match data {
            // Which elements a set has tells what they are.
            Data::Sequence(Sequence::Set, elements) if elements.iter().any(hides) => Self::Yes,
            Data::Sequence(_, elements) if elements.iter().any(hides) => Self::Inside,
            Data::Mapping(_, entries) if entries.values().any(|entry| hides(&entry.value)) => {
                Self::Inside
            }
            _ => Self::No,
        }
    }
}

impl Value {
    /// Whether nothing of it may be shown.
    pub(crate) fn is_sensitive(&self) -> bool {
        self.sensitive == Sensitive::Yes
    }

    /// The same value, which is never shown.
    #[must_use]
    pub(crate) fn hidden(mut self) -> Self {
        self.sensitive = Sensitive::Yes;
        self
    }

    /// The same value, never shown if `whole` is not: a part of it, or something that was made of it.
    #[must_use]
    pub(crate) fn hidden_with(self, whole: &Self) -> Self {
        if whole.is_sensitive() { self.hidden() } else { self }
    }

    /// The same value, never shown if anything in one of `sources` is not.
    #[must_use]
    pub(crate) fn made_of(self, sources: &[&Self]) -> Self {
        let hides = sources.iter().any(|source| source.sensitive != Sensitive::No);
        if hides { self.hidden() } else { self }
    }

    /// The same value without the mark; parts that have one of their own keep it.
    #[must_use]
    pub(crate) fn shown(mut self) -> Self {
        self.sensitive = Sensitive::of(&self.data);
        self
    }
}
