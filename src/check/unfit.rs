//! Why a value is not of a type, in Terraform's words.

use crate::source::Span;
use crate::types::Constraint;
use crate::value::{Data, Mapping, Sequence, Value};

/// What does not fit, and where that was written.
pub(super) struct Unfit {
    pub(super) message: String,
    pub(super) span: Option<Span>,
}

/// Why the value does not convert, which is certain.
pub(super) fn why(value: &Value, to: &Constraint) -> Unfit {
    inside(value, to).unwrap_or_else(|| Unfit {
        message: format!("{} is needed, but this is {}", wanted(to), has(value)),
        span: span(value),
    })
}

/// What in a value of the right kind does not fit.
fn inside(value: &Value, to: &Constraint) -> Option<Unfit> {
    match (to, &value.data) {
        (Constraint::List(of) | Constraint::Set(of), Data::Sequence(_, elements)) => {
            let part = |(at, element)| (format!("element {at}"), element, &**of);
            first(elements.iter().enumerate().map(part))
        }
        (Constraint::Tuple(types), Data::Sequence(_, elements))
            if types.len() == elements.len() =>
        {
            let parts = elements.iter().zip(types).enumerate();
            first(parts.map(|(at, (element, of))| (format!("element {at}"), element, of)))
        }
        (Constraint::Map(of), Data::Mapping(_, entries)) => {
            first(entries.iter().map(|(key, entry)| (format!("`{key}`"), &entry.value, &**of)))
        }
        (Constraint::Object(attributes), Data::Mapping(_, entries)) => {
            let mut required = attributes.iter().filter(|(_, attribute)| !attribute.optional);
            if let Some((name, _)) = required.find(|(name, _)| !entries.contains_key(&***name)) {
                let message = format!("attribute `{name}` is required");
                return Some(Unfit { message, span: span(value) });
            }
            first(attributes.iter().filter_map(|(name, attribute)| {
                Some((format!("`{name}`"), &entries.get(&**name)?.value, &attribute.constraint))
            }))
        }
        _ => None,
    }
}

/// What is wrong with the first part that does not fit.
fn first<'a>(
    mut parts: impl Iterator<Item = (String, &'a Value, &'a Constraint)>,
) -> Option<Unfit> {
    let (place, part, of) = parts.find(|(_, part, of)| of.convert(part).is_err())?;
    let Unfit { message, span } = why(part, of);
    Some(Unfit { message: format!("{place}: {message}"), span })
}

fn span(value: &Value) -> Option<Span> {
    value.origin.as_ref().map(|origin| origin.span)
}

/// What a type takes, in words.
pub(super) fn wanted(to: &Constraint) -> String {
    match to {
        Constraint::Any => "a value".into(),
        Constraint::Bool => "a bool".into(),
        Constraint::Number => "a number".into(),
        Constraint::String => "a string".into(),
        Constraint::List(of) => format!("a list of {}", plural(of)),
        Constraint::Set(of) => format!("a set of {}", plural(of)),
        Constraint::Map(of) => format!("a map of {}", plural(of)),
        Constraint::Tuple(parts) => format!("a tuple of {}", parts.len()),
        Constraint::Object(_) => "an object".into(),
    }
}

fn plural(of: &Constraint) -> &'static str {
    match of {
        Constraint::Any => "values",
        Constraint::Bool => "bools",
        Constraint::Number => "numbers",
        Constraint::String => "strings",
        Constraint::List(_) => "lists",
        Constraint::Set(_) => "sets",
        Constraint::Map(_) => "maps",
        Constraint::Tuple(_) => "tuples",
        Constraint::Object(_) => "objects",
    }
}

/// What a value is, in words.
pub(super) fn has(value: &Value) -> String {
    let short = |text: &str| text.len() <= 40 && !text.contains('\n') && !value.is_sensitive();
    match &value.data {
        Data::Null => "`null`".into(),
        Data::Bool(truth) if !value.is_sensitive() => format!("`{truth}`"),
        Data::Bool(_) => "a bool".into(),
        Data::Number(number) if !value.is_sensitive() => format!("`{number}`"),
        Data::Number(_) => "a number".into(),
        Data::String(text) => match text.as_known() {
            Some(text) if short(text) => format!("`\"{text}\"`"),
            _ => "a string".into(),
        },
        Data::Sequence(Sequence::Tuple, _) => "a tuple".into(),
        Data::Sequence(Sequence::List, _) => "a list".into(),
        Data::Sequence(Sequence::Set, _) => "a set".into(),
        Data::Mapping(Mapping::Object, _) => "an object".into(),
        Data::Mapping(Mapping::Map, _) => "a map".into(),
        Data::Block(block) => format!("the object `{}`", block.address),
        Data::Unknown(unknown) => match unknown.kind {
            Some(crate::value::Kind::Bool) => "a bool".into(),
            Some(crate::value::Kind::Number) => "a number".into(),
            Some(crate::value::Kind::String) => "a string".into(),
            Some(crate::value::Kind::Sequence) => "a list".into(),
            Some(crate::value::Kind::Mapping) => "an object".into(),
            None => "something else".into(),
        },
    }
}
