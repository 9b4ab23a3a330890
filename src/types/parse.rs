//! Reads a constraint from the expression of a variable's `type`.

use super::{Attribute, Constraint};
use crate::eval::constant;
use crate::functions::Kept;
use crate::source::{SourceId, Span};
use crate::spelling::nearest;
use crate::syntax::{Entry, Expr, ExprKind, Name, parse};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

impl Constraint {
    /// What a text says, read once.
    pub(crate) fn kept(text: &str) -> Option<Arc<Self>> {
        static KEPT: LazyLock<Kept<Option<Arc<Constraint>>>> = LazyLock::new(Kept::new);
        KEPT.of(text, |text| Self::of_text(text).map(Arc::new))
    }

    /// What a text says, as `map(string)` does.
    pub(crate) fn of_text(text: &str) -> Option<Self> {
        let parsed = parse(SourceId::PAGE, &format!("type = {text}\n"), 0);
        Self::read(&parsed.body.attribute("type")?.value)
    }

    /// What the `type` of a variable says; `None` where Terraform refuses it.
    pub(crate) fn read(expr: &Expr) -> Option<Self> {
        Self::parse(expr).ok()
    }

    /// The same.
    ///
    /// # Errors
    ///
    /// When Terraform refuses it: what is wrong.
    pub(crate) fn parse(expr: &Expr) -> Result<Self, Wrong> {
        match &expr.kind {
            // As 0.11 had them. Terraform takes the quotes up to 0.14, and refuses all of the module later: to go on
            // does no harm.
            ExprKind::String(word) => match &**word {
                "string" => Ok(Self::String),
                "list" => Ok(Self::List(Box::new(Self::Any))),
                "map" => Ok(Self::Map(Box::new(Self::Any))),
                _ => wrong(expr.span, "the type stands in quotes", Some("write it without quotes")),
            },
            _ => Self::inner(expr),
        }
    }

    fn inner(expr: &Expr) -> Result<Self, Wrong> {
        match &expr.kind {
            ExprKind::Variable(word) => Self::of_word(word, expr.span),
            ExprKind::Call { name, args, expand: false } => Self::of_call(name, args),
            ExprKind::String(_) => {
                wrong(expr.span, "a type stands in quotes", Some("write it without quotes"))
            }
            _ => wrong(expr.span, "this is not a type", None),
        }
    }

    fn of_word(word: &str, span: Span) -> Result<Self, Wrong> {
        match word {
            "any" => Ok(Self::Any),
            "bool" => Ok(Self::Bool),
            "number" => Ok(Self::Number),
            "string" => Ok(Self::String),
            // Left from 0.11, and still taken without a word.
            "list" => Ok(Self::List(Box::new(Self::Any))),
            "map" => Ok(Self::Map(Box::new(Self::Any))),
            "set" => {
                wrong(span, "`set` needs the type of its elements", Some("write `set(string)`"))
            }
            "tuple" => wrong(
                span,
                "`tuple` needs the types of its elements",
                Some("write `tuple([string, number])`"),
            ),
            "object" => {
                let help = Some("write `object({ name = string })`");
                wrong(span, "`object` needs the types of its attributes", help)
            }
            "optional" => wrong(span, OPTIONAL, None),
            _ => {
                let near = nearest(word, WORDS).map(|near| format!("; did you mean `{near}`?"));
                let message = format!("`{word}` is not a type{}", near.unwrap_or_default());
                wrong(span, &message, None)
            }
        }
    }

    fn of_call(name: &Name, args: &[Expr]) -> Result<Self, Wrong> {
        let word = &*name.text;
        match word {
            "list" | "set" | "map" | "tuple" | "object" => {}
            "optional" => return wrong(name.span, OPTIONAL, None),
            "any" | "bool" | "number" | "string" => {
                return wrong(name.span, &format!("`{word}` takes no arguments"), None);
            }
            _ => {
                let near = nearest(word, WORDS).map(|near| format!("; did you mean `{near}`?"));
                let message = format!("`{word}` is not a type{}", near.unwrap_or_default());
                return wrong(name.span, &message, None);
            }
        }
        let [of] = args else {
            return wrong(
                name.span,
                &format!("`{word}` takes one argument, and gets {}", args.len()),
                None,
            );
        };
        match (word, &of.kind) {
            ("list", _) => Ok(Self::List(Box::new(Self::inner(of)?))),
            ("set", _) => Ok(Self::Set(Box::new(Self::inner(of)?))),
            ("map", _) => Ok(Self::Map(Box::new(Self::inner(of)?))),
            ("tuple", ExprKind::Tuple(elements)) => {
                Ok(Self::Tuple(elements.iter().map(Self::inner).collect::<Result<_, _>>()?))
            }
            ("tuple", _) => wrong(
                of.span,
                "`tuple` takes a list of types",
                Some("write `tuple([string, number])`"),
            ),
            (_, ExprKind::Object(entries)) => object(entries),
            _ => {
                let help = Some("write `object({ name = string })`");
                wrong(of.span, "`object` takes a map of attributes and their types", help)
            }
        }
    }
}

const OPTIONAL: &str = "`optional` stands only before the type of an attribute of an object";

/// What begins a type.
const WORDS: [&str; 9] =
    ["any", "bool", "list", "map", "number", "object", "set", "string", "tuple"];

/// What is wrong with a type.
#[derive(Debug, Clone)]
pub(crate) struct Wrong {
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<&'static str>,
}

fn wrong<T>(span: Span, message: &str, help: Option<&'static str>) -> Result<T, Wrong> {
    Err(Wrong { span, message: message.to_owned(), help })
}

fn object(entries: &[Entry]) -> Result<Constraint, Wrong> {
    let mut attributes: BTreeMap<Arc<str>, Attribute> = BTreeMap::new();
    for entry in entries {
        let name = match &entry.key.kind {
            ExprKind::String(name) if is_name(name) => name,
            _ => return wrong(entry.key.span, "this is not the name of an attribute", None),
        };
        if attributes.insert(Arc::clone(name), attribute(&entry.value)?).is_some() {
            let message = format!("the object has `{name}` twice");
            return wrong(entry.key.span, &message, None);
        }
    }
    Ok(Constraint::Object(attributes))
}

fn attribute(expr: &Expr) -> Result<Attribute, Wrong> {
    let ExprKind::Call { name, args, expand: false } = &expr.kind else {
        return Ok(Attribute::required(Constraint::inner(expr)?));
    };
    if &*name.text != "optional" {
        return Ok(Attribute::required(Constraint::inner(expr)?));
    }
    let (constraint, default) = match args.as_slice() {
        [constraint] => (Constraint::inner(constraint)?, None),
        [constraint, given] => {
            let constraint = Constraint::inner(constraint)?;
            let default = constant(given);
            // A default that cannot be converted makes the whole constraint invalid.
            let default = constraint.convert(&default).ok().filter(|default| !default.is_refused());
            let Some(default) = default else {
                return wrong(
                    given.span,
                    "the default of the attribute does not fit its type",
                    None,
                );
            };
            (constraint, Some(default))
        }
        _ => {
            let message = "`optional` takes a type, and perhaps a default";
            return wrong(name.span, message, None);
        }
    };
    Ok(Attribute { constraint, optional: true, default })
}

/// Whether it can stand bare as the name of an attribute.
fn is_name(text: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    text.starts_with(starts) && text.chars().all(|c| starts(c) || c.is_numeric() || c == '-')
}
