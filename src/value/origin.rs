//! Where a value was written, and by which way it came to where it is used.

use crate::source::Span;
use crate::value::Address;
use std::fmt;
use std::sync::Arc;

/// A place that wrote a value, and the place that this one took it from.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The expression.
    pub span: Span,
    /// Where the expression took it from.
    pub from: Option<(How, Arc<Self>)>,
}

/// By which way one place took a value from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum How {
    /// The default of this variable.
    Default(Arc<str>),
    /// A line of a variables file that sets this variable.
    VariablesFile(Arc<str>),
    /// What sets this variable where something else than Terraform calls the module.
    Input(Arc<str>),
    /// This variable, whose value is never shown.
    Sensitive(Arc<str>),
    /// This local value.
    Local(Arc<str>),
    /// This attribute of this block.
    Attribute(Address, Arc<str>),
    /// The argument of that name in the call of a module.
    Argument(Arc<str>),
    /// This output of a module.
    Output(Arc<str>),
    /// The element of `for_each` that `each` stands for.
    Each,
    /// An element of a collection, or a variable of a `for`.
    Element,
}

impl Origin {
    /// A value that was written at that place.
    pub(crate) fn written(span: Span) -> Arc<Self> {
        Arc::new(Self { span, from: None })
    }

    /// The way back: this place, then each that the value was taken from.
    pub(crate) fn way(self: &Arc<Self>) -> impl Iterator<Item = (Option<&How>, Span)> {
        let first = (None, self.span);
        let rest = std::iter::successors(self.from.as_ref(), |(_, origin)| origin.from.as_ref());
        std::iter::once(first).chain(rest.map(|(how, origin)| (Some(how), origin.span)))
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default(name) => write!(f, "the default of `var.{name}`"),
            Self::VariablesFile(name) => write!(f, "a variables file sets `var.{name}`"),
            Self::Input(name) => write!(f, "an input sets `var.{name}`"),

            Self::Sensitive(name) => write!(f, "`var.{name}` is sensitive"),
            Self::Local(name) => write!(f, "`local.{name}`"),
            Self::Attribute(address, name) => write!(f, "`{address}.{name}`"),
            Self::Argument(name) => write!(f, "the argument `{name}` of the call"),
            Self::Output(name) => write!(f, "`{name}`"),
            Self::Each => f.write_str("the element of `for_each`"),
            Self::Element => f.write_str("the element"),
        }
    }
}
