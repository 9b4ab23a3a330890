//! Three truth values. Unknown never becomes False.

/// Whether something is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Truth {
    /// It is so, whatever the unknown values turn out to be.
    True,
    /// It is not so, whatever the unknown values turn out to be.
    False,
    /// It depends on what is not known.
    Unknown,
}

impl Truth {
    /// Both: one False decides.
    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// Either: one True decides.
    #[must_use]
    pub(crate) fn or(self, other: Self) -> Self {
        !(!self).and(!other)
    }

    /// Whether all are so. Stops at the first that is not.
    pub(crate) fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut result = Self::True;
        for truth in truths {
            result = result.and(truth);
            if result == Self::False {
                break;
            }
        }
        result
    }

    /// Whether any is so. Stops at the first that is.
    pub(crate) fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        !Self::all(truths.into_iter().map(|truth| !truth))
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn one_false_decides_and_one_true_decides_or() {
        assert_eq!(Unknown.and(False), False);
        assert_eq!(False.and(Unknown), False);
        assert_eq!(Unknown.and(True), Unknown);
        assert_eq!(Unknown.or(True), True);
        assert_eq!(Unknown.or(False), Unknown);
        assert_eq!(!Unknown, Unknown);
    }

    #[test]
    fn replacing_an_unknown_never_flips_a_decided_answer() {
        let possible = |truth| match truth {
            Unknown => vec![True, False],
            known => vec![known],
        };
        for a in [True, False, Unknown] {
            for b in [True, False, Unknown] {
                for (a2, b2) in possible(a)
                    .into_iter()
                    .flat_map(|a2| possible(b).into_iter().map(move |b2| (a2, b2)))
                {
                    assert!(a.and(b) == Unknown || a.and(b) == a2.and(b2));
                    assert!(a.or(b) == Unknown || a.or(b) == a2.or(b2));
                }
            }
        }
    }

    #[test]
    fn nothing_is_all_and_not_any() {
        assert_eq!(Truth::all([]), True);
        assert_eq!(Truth::any([]), False);
    }
}
