//! A variable as its block declares it, and the value that it has when one is given to it.

use super::Constraint;
use super::conversion::or_default;
use crate::convert::convert;
use crate::eval::constant;
use crate::source::Span;
use crate::syntax::{Block, Expr, ExprKind};
use crate::value::{Data, Entry, Mapping, Origin, Type, Value};
use std::sync::Arc;

/// A variable.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    /// What it converts to.
    constraint: Constraint,
    /// What it has where nothing is given; of the type.
    default: Option<Value>,
    /// Whether `null` may be given; the default stands in for it otherwise.
    nullable: bool,
    /// Where it is declared, if what it has must never be shown.
    hidden_at: Option<Span>,
}

impl Variable {
    /// What a `variable` block declares; `None` where Terraform refuses the declaration.
    pub(crate) fn read(block: &Block) -> Option<Self> {
        let argument = |name| block.body.attribute(name).map(|attribute| &attribute.value);
        let constraint = argument("type").map_or(Some(Constraint::Any), Constraint::read)?;
        let nullable = argument("nullable").is_none_or(|expr| flag(expr) != Some(false));
        let default = match argument("default") {
            Some(expr) => {
                // The last is the first that was given: an override gave the others.
                let types = block.body.attributes.iter().filter(|a| &*a.name.text == "type").rev();
                let mut value = constant(expr);
                for r#type in types {
                    value = Constraint::read(&r#type.value)?.convert(&value).ok()?;
                }
                Some(constraint.convert(&value).ok()?)
            }
            None => None,
        };
        let invalid =
            |value: &Value| value.is_refused() || (!nullable && matches!(value.data, Data::Null));
        if default.as_ref().is_some_and(invalid) {
            return None;
        }
        let hidden_at = is_sensitive(block).then_some(block.header);
        Some(Self { constraint, default, nullable, hidden_at })
    }

    /// Its value when this is given, or nothing; `None` where Terraform asks for one. What Terraform refuses to take is
    /// refused.
    pub(crate) fn value(&self, given: Option<Value>) -> Option<Value> {
        let value = match given {
            None => self.default.clone()?,
            Some(given) => match (self.constraint.convert(&given), &self.default) {
                (Err(_), _) => Value::refused(),
                (Ok(value), _) if self.nullable => value,
                (Ok(value), Some(default)) => or_default(value, default),
                (Ok(value), None) if matches!(value.data, Data::Null) => Value::refused(),
                (Ok(value), None) => value.not_null(),
            },
        };
        Some(match self.hidden_at {
            Some(header) => hidden(&value, &Origin::written(header)),
            None => value,
        })
    }
}

impl Variable {
    /// The default where callers set the variable that are not seen: what stands for nothing (`null`, `false`, 0, or empty)
    /// they set to something else, and of an object each attribute that does. What the default says otherwise is what the
    /// module offers.
    pub(crate) fn left_open(&self, default: Value, unset: &Value) -> Value {
        if stands_for_nothing(&default) {
            return self.value(Some(unset.clone())).unwrap_or_else(|| unset.clone());
        }
        attributes_left_open(default)
    }
}

fn attributes_left_open(value: Value) -> Value {
    let Data::Mapping(Mapping::Object, entries) = &value.data else { return value };
    let entry = |(name, entry): (&Arc<str>, &Entry)| {
        let value = if stands_for_nothing(&entry.value) {
            Value::anything().at(entry.value.origin.clone()).made_of(&[&entry.value])
        } else {
            attributes_left_open(entry.value.clone())
        };
        (Arc::clone(name), Entry { key: entry.key.clone(), value })
    };
    let entries = entries.iter().map(entry).collect();
    value.becomes(Data::Mapping(Mapping::Object, Arc::new(entries)))
}

fn stands_for_nothing(value: &Value) -> bool {
    match &value.data {
        Data::Null => true,
        Data::Bool(value) => !value,
        Data::Number(number) => number.is_zero(),
        Data::String(text) => text.as_known() == Some(""),
        Data::Sequence(_, elements) => elements.is_empty(),
        Data::Mapping(_, entries) => entries.is_empty(),
        Data::Block(_) | Data::Unknown(_) => false,
    }
}

/// Whether the values of a variable are never shown.
pub(crate) fn is_sensitive(block: &Block) -> bool {
    let is = |name| {
        block.body.attribute(name).is_some_and(|attribute| {
            matches!(attribute.value.kind, ExprKind::Unread) || flag(&attribute.value) == Some(true)
        })
    };
    is("sensitive") || is("ephemeral")
}

/// Whether the text that `--var` gives is the value itself, and not an expression: for primitive types, and for none.
pub(crate) fn takes_text(block: Option<&Block>) -> bool {
    match block.and_then(|block| block.body.attribute("type")) {
        Some(r#type) => Constraint::read(&r#type.value)
            .is_some_and(|constraint| constraint.r#type().is_primitive()),
        None => true,
    }
}

fn flag(expr: &Expr) -> Option<bool> {
    // The usual forms, without a round through the evaluator.
    match &expr.kind {
        ExprKind::Bool(value) => Some(*value),
        _ => match convert(&constant(expr), &Type::Bool).ok()?.data {
            Data::Bool(value) => Some(value),
            _ => None,
        },
    }
}

/// The value without the places that would show it: all of it comes from `origin`.
fn hidden(value: &Value, origin: &Arc<Origin>) -> Value {
    let data = match &value.data {
        Data::Sequence(kind, elements) => {
            let elements = elements.iter().map(|element| hidden(element, origin)).collect();
            Data::Sequence(*kind, Arc::new(elements))
        }
        Data::Mapping(kind, entries) => {
            let entry = |(key, entry): (&Arc<str>, &Entry)| {
                let value = hidden(&entry.value, origin);
                (Arc::clone(key), Entry { key: Some(Arc::clone(origin)), value })
            };
            Data::Mapping(*kind, Arc::new(entries.iter().map(entry).collect()))
        }
        data => data.clone(),
    };
    let mut shown = Value::new(data);
    shown.typed.clone_from(&value.typed);
    shown.at(Some(Arc::clone(origin))).hidden()
}
