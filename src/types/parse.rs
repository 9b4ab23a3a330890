//! Reads a constraint from the expression of a variable's `type`.

use super::{Attribute, Constraint};
use crate::eval::constant;
use crate::functions::Kept;
use crate::source::SourceId;
use crate::syntax::{Entry, Expr, ExprKind, parse};
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
        match &expr.kind {
            // As 0.11 had them. Terraform takes the quotes up to 0.14, and refuses all of the module later: to go on
            // does no harm.
            ExprKind::String(word) => match &**word {
                "string" => Some(Self::String),
                "list" => Some(Self::List(Box::new(Self::Any))),
                "map" => Some(Self::Map(Box::new(Self::Any))),
                _ => None,
            },
            _ => Self::inner(expr),
        }
    }

    fn inner(expr: &Expr) -> Option<Self> {
        match &expr.kind {
            ExprKind::Variable(word) => match &**word {
                "any" => Some(Self::Any),
                "bool" => Some(Self::Bool),
                "number" => Some(Self::Number),
                "string" => Some(Self::String),
                // Left from 0.11, and still taken without a word.
                "list" => Some(Self::List(Box::new(Self::Any))),
                "map" => Some(Self::Map(Box::new(Self::Any))),
                _ => None,
            },
            ExprKind::Call { name, args, expand: false } => {
                let [of] = args.as_slice() else { return None };
                match (&*name.text, &of.kind) {
                    ("list", _) => Some(Self::List(Box::new(Self::inner(of)?))),
                    ("set", _) => Some(Self::Set(Box::new(Self::inner(of)?))),
                    ("map", _) => Some(Self::Map(Box::new(Self::inner(of)?))),
                    ("tuple", ExprKind::Tuple(elements)) => {
                        Some(Self::Tuple(elements.iter().map(Self::inner).collect::<Option<_>>()?))
                    }
                    ("object", ExprKind::Object(entries)) => object(entries),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

fn object(entries: &[Entry]) -> Option<Constraint> {
    let mut attributes: BTreeMap<Arc<str>, Attribute> = BTreeMap::new();
    for entry in entries {
        let ExprKind::String(name) = &entry.key.kind else { return None };
        if !is_name(name) || attributes.insert(Arc::clone(name), attribute(&entry.value)?).is_some()
        {
            return None;
        }
    }
    Some(Constraint::Object(attributes))
}

fn attribute(expr: &Expr) -> Option<Attribute> {
    let ExprKind::Call { name, args, expand: false } = &expr.kind else {
        return Some(Attribute::required(Constraint::inner(expr)?));
    };
    if &*name.text != "optional" {
        return Some(Attribute::required(Constraint::inner(expr)?));
    }
    let (constraint, default) = match args.as_slice() {
        [constraint] => (Constraint::inner(constraint)?, None),
        [constraint, default] => {
            let constraint = Constraint::inner(constraint)?;
            let default = constant(default);
            // A default that cannot be converted makes the whole constraint invalid.
            let default =
                constraint.convert(&default).ok().filter(|default| !default.is_refused())?;
            (constraint, Some(default))
        }
        _ => return None,
    };
    Some(Attribute { constraint, optional: true, default })
}

/// Whether it can stand bare as the name of an attribute.
fn is_name(text: &str) -> bool {
    let starts = |c: char| c.is_alphabetic() || c == '_';
    text.starts_with(starts) && text.chars().all(|c| starts(c) || c.is_numeric() || c == '-')
}
