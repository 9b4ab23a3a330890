//! What is still known of a value that is not known.

use super::Symbol;
use std::sync::Arc;

/// What is certain of an unknown value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unknown {
    /// It is not `null`.
    pub not_null: bool,
    /// It has that type, if it is not `null`.
    pub kind: Option<Kind>,
    /// It is what this attribute, variable or output turns out to be.
    pub symbol: Option<Arc<Symbol>>,
    /// It may have been converted to another type on the way, so that it need not equal the symbol's value.
    pub converted: bool,
    /// Terraform refuses to evaluate the expression. What was computed from it is refused too, unless `try` or `can`
    /// took it.
    pub refused: bool,
}

/// A type, as far as the evaluator needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A boolean.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// A tuple, list or set.
    Sequence,
    /// An object or map.
    Mapping,
}

impl Unknown {
    /// Some value of that type; not `null`.
    pub(crate) fn of(kind: Kind) -> Self {
        Self { not_null: true, kind: Some(kind), ..Self::default() }
    }

    /// Some value that is not `null`.
    pub(crate) fn not_null() -> Self {
        Self { not_null: true, ..Self::default() }
    }

    /// What `symbol` turns out to be, which may be `null`.
    pub(crate) fn symbol(symbol: Symbol) -> Self {
        Self { symbol: Some(Arc::new(symbol)), ..Self::default() }
    }
}
