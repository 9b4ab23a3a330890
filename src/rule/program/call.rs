//! Functions that a program calls.

use super::Frame;
use crate::ask::{self, Knowledge};
use crate::eval;
use crate::functions;
use crate::value::{Kind, Value};

/// A function, found when the page is compiled.
#[derive(Clone, Copy)]
pub(in crate::rule) enum Callee {
    /// One for pages.
    Page(&'static ask::Function),
    /// One of the language.
    Language(&'static functions::Function),
}

impl std::fmt::Debug for Callee {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl Callee {
    pub(super) fn of(name: &str, knowledge: &dyn Knowledge) -> Option<Self> {
        let of_language = || functions::find(name).map(Self::Language);
        ask::find(name, knowledge).map(Self::Page).or_else(of_language)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Page(function) => function.name,
            Self::Language(function) => function.name,
        }
    }

    /// Whether what it gives back is one of its arguments, or a part of one, with the place where that is written.
    pub(super) fn hands_on(self) -> bool {
        match self {
            Self::Page(_) => true,
            Self::Language(function) => !matches!(function.result, Some(Kind::Bool | Kind::Number)),
        }
    }

    pub(super) fn call(self, args: &[Value], frame: &Frame) -> Value {
        let result = match (self, frame.site) {
            (Self::Page(function), Some(site)) => ask::call(function, args, site),
            // Nothing is asked while a page is compiled.
            (Self::Page(_), None) => Value::anything(),
            (Self::Language(function), _) => functions::result(function, args),
        };
        eval::of_call(self.name(), args, result)
    }
}
