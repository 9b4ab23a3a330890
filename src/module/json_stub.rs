//! STUB until `syntax::json::parse_attributes` is there: reads a JSON object of literals, all of which lie at its
//! beginning. Strings are no templates in a variables file.

use crate::source::{SourceId, Span};
use crate::syntax::{Attribute, Entry, Expr, ExprKind, Name, Parsed, SyntaxError};
use serde_json::Value;

pub(super) fn parse_attributes(source: SourceId, text: &str) -> Parsed {
    let span = Span::new(source, 0, text.len().min(1));
    let mut parsed = Parsed::default();
    match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(Value::Object(object)) => {
            let attribute = |(name, value): (String, Value)| Attribute {
                name: Name { text: name.into(), span },
                value: expr(value, span),
                span,
                written_as_block: false,
            };
            parsed.body.attributes = object.into_iter().map(attribute).collect();
        }
        other => {
            let message = match other {
                Err(error) => error.to_string(),
                Ok(_) => "a JSON object is expected".to_owned(),
            };
            parsed.incomplete = true;
            parsed.errors.push(SyntaxError { span, message, help: None });
        }
    }
    parsed
}

fn expr(value: Value, span: Span) -> Expr {
    let kind = match value {
        Value::Null => ExprKind::Null,
        Value::Bool(value) => ExprKind::Bool(value),
        Value::Number(number) => {
            number.to_string().parse().map_or(ExprKind::UnreadableNumber, ExprKind::Number)
        }
        Value::String(text) => ExprKind::String(text.into()),
        Value::Array(elements) => {
            ExprKind::Tuple(elements.into_iter().map(|element| expr(element, span)).collect())
        }
        Value::Object(object) => {
            let entry = |(key, value)| Entry {
                key: expr(Value::String(key), span),
                value: expr(value, span),
            };
            ExprKind::Object(object.into_iter().map(entry).collect())
        }
    };
    Expr { kind, span }
}
