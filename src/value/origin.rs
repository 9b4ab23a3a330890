//! Where a value was written, and by which way it came to where it is used.

use crate::source::{Source, Span};
use crate::value::{Address, Value};
use std::fmt;
use std::sync::Arc;

/// A place that wrote a value, and the place that this one took it from.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The expression.
    pub span: Span,
    /// Where the expression took it from.
    pub from: Option<(How, Arc<Self>)>,
    /// What the expression made it of, where it is a text that is more than itself.
    pub made: Option<Made>,
}

/// What a text was made of. Nobody is shown it as a place: a file that is read may hold what nobody may see.
#[derive(Debug, Clone)]
pub(crate) enum Made {
    /// This file, as it is or as a template.
    File(Arc<Source>),
    /// This value, which it is the JSON or YAML of.
    Encoded(Arc<Value>),
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
        Arc::new(Self { span, from: None, made: None })
    }

    /// The same, of a text that was made of that.
    pub(crate) fn made(span: Span, made: Made) -> Arc<Self> {
        Arc::new(Self { span, from: None, made: Some(made) })
    }

    /// What the text was made of, as far back as its way is known.
    pub(crate) fn made_of(&self) -> Option<&Made> {
        let way = std::iter::successors(Some(self), |it| it.from.as_ref().map(|(_, from)| &**from));
        way.filter_map(|place| place.made.as_ref()).last()
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
