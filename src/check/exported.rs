//! What can be taken of an attribute, by its type.

use crate::schema::{Body, NestedBlock, Nesting};
use crate::syntax::Taken;
use crate::value::Type;

/// Where a reference is.
enum At<'s> {
    Value(&'s Type),
    Blocks(&'s NestedBlock),
    Block(&'s Body),
}

/// What is wrong with a step.
struct Wrong {
    /// What the value is, and has not.
    what: String,
    help: &'static str,
}

/// What is wrong with the steps behind an attribute, and what to do; `None` where nothing is, or that is not known.
pub(super) fn misstep(attribute: &str, body: &Body, steps: &[Taken]) -> Option<(String, String)> {
    let mut at = At::Block(body).name(attribute).ok()??;
    let mut last = attribute;
    for step in steps {
        let next = match step {
            Taken::Name(name) => at.name(name),
            Taken::Index => at.index(),
            Taken::Splat => return None,
        };
        match next {
            Ok(next) => at = next?,
            Err(Wrong { what, help }) => {
                return Some((format!("`{last}` {what}"), help.to_owned()));
            }
        }
        if let Taken::Name(name) = step {
            last = name;
        }
    }
    None
}

impl At<'_> {
    /// The attribute of that name; `None` where it is not known what that is.
    fn name(&self, name: &str) -> Result<Option<Self>, Wrong> {
        let wrong = |what: &str, help| Err(Wrong { what: format!("is {what}"), help });
        match self {
            Self::Value(Type::Bool | Type::Number | Type::String) => {
                wrong("a single value without attributes", "remove the attribute after the dot")
            }
            Self::Value(Type::List(_)) => {
                wrong("a list", "use one element, `[0]`, or the attribute of all, `[*]`")
            }
            Self::Value(Type::Set(_)) => {
                wrong("a set", "use a `for` expression to get the attribute of each element")
            }
            Self::Value(Type::Map(of)) => Ok(Some(Self::Value(of))),
            Self::Value(Type::Object(types)) => Ok(types.get(name).map(Self::Value)),
            Self::Value(_) => Ok(None),
            Self::Blocks(block) => match block.nesting {
                Nesting::List => wrong("a list of blocks", "use one of them, `[0]`"),
                Nesting::Set => wrong("a set of blocks", "use a `for` expression, or `one(...)`"),
                Nesting::Single => Self::Block(block.body()).name(name),
            },
            Self::Block(body) => {
                let attribute = body.argument.get(name).or_else(|| body.attribute.get(name));
                let value = attribute.and_then(|attribute| attribute.as_type()).map(Self::Value);
                Ok(value.or_else(|| body.block.get(name).map(Self::Blocks)))
            }
        }
    }

    /// An element; `None` where it is not known what that is.
    fn index(&self) -> Result<Option<Self>, Wrong> {
        let wrong = |what: &str, help| Err(Wrong { what: format!("is {what}"), help });
        match self {
            Self::Value(Type::Bool | Type::Number | Type::String) => {
                wrong("a single value without elements", "remove the index")
            }
            Self::Value(Type::Set(_)) => {
                wrong("a set, whose elements have no index", "use `tolist(...)`, or `one(...)`")
            }
            Self::Value(Type::List(of) | Type::Map(of)) => Ok(Some(Self::Value(of))),
            Self::Value(_) | Self::Block(_) => Ok(None),
            Self::Blocks(block) => match block.nesting {
                Nesting::List => Ok(Some(Self::Block(block.body()))),
                Nesting::Set => wrong(
                    "a set of blocks, which have no index",
                    "use `tolist(...)`, or `one(...)`",
                ),
                Nesting::Single => Ok(None),
            },
        }
    }
}
