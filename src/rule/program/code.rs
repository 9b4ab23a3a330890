//! What an expression on a page is compiled to.

use super::call::Callee;
use super::known::ByKey;
use crate::source::Span;
use crate::syntax::{Binary, Expr, Unary};
use crate::value::Value;
use std::ops::BitOr;
use std::sync::Arc;

/// An expression of a page.
#[derive(Debug)]
pub(in crate::rule) enum Code {
    /// What depends on nothing, or on the resource type alone.
    Constant(Value),
    /// `self`
    Itself,
    /// `each.key`
    Key,
    /// `each.value`
    Element,
    /// A variable of a `for`.
    Variable(Variable),
    /// A local value of the part, by its position.
    Local(usize),
    /// What is computed once for a block, or for a module, whoever asks.
    Shared(Slot, Box<Self>),
    /// What depends on the resource type and `each.key` alone.
    ByKey(Box<ByKey>),
    /// `a.name`
    Attribute(Box<Self>, Arc<str>),
    /// `a[b]`
    Index(Box<Self>, Box<Self>),
    /// `name(a, b)`
    Call(Callee, Box<[Self]>),
    /// `contains(keys(a), b)`, which needs no list of the keys.
    HasKey(Box<[Self; 2]>),
    /// `!a`, `-a`
    Unary(Unary, Box<Self>),
    /// `a + b`
    Binary(Binary, Box<[Self; 2]>),
    /// `a ? b : c`
    Conditional(Box<[Self; 3]>, Span),
    /// `[a, b]`
    Tuple(Box<[Self]>),
    /// `{ a = b }`
    Object(Box<[(Self, Self)]>),
    /// `[for ...]`
    For(Box<ForCode>),
    /// What is evaluated as it is written.
    Written(Box<Expr>),
}

/// Which variable of a `for`.
#[derive(Debug, Clone, Copy)]
pub(in crate::rule) struct Variable {
    /// How many others are between.
    pub(super) depth: usize,
    pub(super) is_key: bool,
}

/// Where a value is kept that is computed once.
#[derive(Debug, Clone, Copy)]
pub(in crate::rule) enum Slot {
    OfBlock(usize),
    OfModule(usize),
}

/// A `for`.
#[derive(Debug)]
pub(in crate::rule) struct ForCode {
    pub(super) names: Variables,
    pub(super) collection: Code,
    pub(super) key: Option<Code>,
    pub(super) value: Code,
    pub(super) condition: Option<Code>,
    pub(super) groups: bool,
}

/// The names that a `for` binds.
#[derive(Debug, Clone)]
pub(in crate::rule) struct Variables {
    pub(super) key: Option<Arc<str>>,
    pub(super) value: Arc<str>,
}

/// A compiled expression, and what is known of it.
#[derive(Debug)]
pub(in crate::rule) struct Made {
    pub(super) code: Code,
    pub(super) needs: Needs,
    /// The same for expressions of the type that say the same; `None` of what is not compiled.
    pub(super) id: Option<u32>,
    /// Whether it may be `each.key` itself, with the place where that is written.
    pub(super) carries_key: bool,
}

/// What a value depends on beside the resource type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rule) struct Needs(u8);

impl Needs {
    pub(super) const NOTHING: Self = Self(0);
    /// What the module and the configuration around it say.
    pub(super) const SITE: Self = Self(1);
    pub(super) const ITSELF: Self = Self(2);
    pub(super) const KEY: Self = Self(4);
    pub(super) const ELEMENT: Self = Self(8);
    pub(super) const VARIABLE: Self = Self(16);
    pub(super) const ALL: Self = Self(31);

    /// Whether it depends on nothing else.
    pub(super) fn only(self, others: Self) -> bool {
        self.0 & !others.0 == 0
    }

    pub(super) fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Needs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}
