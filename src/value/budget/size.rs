//! How large values are.

use super::{Bound, beyond};

/// Values in one value, with all inside of each. To look at it once takes a few milliseconds.
const MAX_WEIGHT: u32 = 200_000;
/// Levels of a value: whoever looks into it uses the stack for each.
const MAX_LEVELS: u16 = 500;
/// Bytes of a string that weigh as much as a value.
const BYTES_OF_WEIGHT: usize = 16;

/// How large a value is, or a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size {
    /// The values in it, with all inside of each.
    pub(super) weight: u32,
    /// How many of them are inside of each other.
    levels: u16,
}

impl Size {
    /// That of something with nothing in it.
    pub(crate) const ONE: Self = Self { weight: 1, levels: 1 };

    /// That of a string.
    pub(in crate::value) fn of_text(bytes: usize) -> Self {
        let weight = u32::try_from(bytes / BYTES_OF_WEIGHT).unwrap_or(u32::MAX);
        Self { weight: weight.saturating_add(1), levels: 1 }
    }

    /// That of what has these parts.
    pub(crate) fn of(parts: impl Iterator<Item = Self>) -> Self {
        let whole = Self { weight: 1, levels: 0 };
        let whole = parts.fold(whole, |whole, part| Self {
            weight: whole.weight.saturating_add(part.weight),
            levels: whole.levels.max(part.levels),
        });
        Self { levels: whole.levels.saturating_add(1), ..whole }
    }

    /// The larger of both.
    pub(in crate::value) fn or(self, other: Self) -> Self {
        Self { weight: self.weight.max(other.weight), levels: self.levels.max(other.levels) }
    }

    /// Whether there is a value so large.
    pub(crate) fn is_allowed(self) -> bool {
        let is_allowed = self.weight <= MAX_WEIGHT && self.levels <= MAX_LEVELS;
        if !is_allowed {
            beyond(Bound::Size);
        }
        is_allowed
    }
}
