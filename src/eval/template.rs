//! Templates: quoted strings and heredocs with interpolations and directives.

use super::for_expr::{elements, may_be_walked};
use super::operator::truth_of;
use super::{Binding, Environment, eval as eval_expr, taken, written};
use crate::convert::to_text_or_unknown;
use crate::source::Span;
use crate::syntax::{Expr, Part};
use crate::value::{Data, How, Piece, Text, Truth, Value};

/// The string that the parts make. A template that is one interpolation and nothing else is that value, of any type.
pub(super) fn eval(parts: &[Part], span: Span, env: Environment) -> Value {
    if let [Part::Interpolation(only)] = parts {
        return taken(span, eval_expr(only, env), None);
    }
    let mut pieces = Vec::new();
    let value = match push(parts, &mut pieces, env) {
        Ok(()) => Value::new(Data::String(Text::of(pieces))),
        Err(Refused) => Value::refused(),
    };
    value.at(written(span))
}

struct Refused;

fn push(parts: &[Part], pieces: &mut Vec<Piece>, env: Environment) -> Result<(), Refused> {
    for part in parts {
        match part {
            Part::Literal(text) => pieces.push(Piece::Known(text.clone())),
            Part::Interpolation(expr) => interpolate(expr, pieces, env)?,
            Part::If(condition, then, otherwise) => {
                match truth_of(&eval_expr(condition, env)).map_err(|_| Refused)? {
                    Truth::True => push(then, pieces, env)?,
                    Truth::False => push(otherwise, pieces, env)?,
                    Truth::Unknown => pieces.push(Piece::Unknown(None)),
                }
            }
            Part::For { key, value, collection, body } => {
                let collection = eval_expr(collection, env);
                let Some(elements) = elements(&collection) else {
                    match &collection.data {
                        Data::Unknown(unknown) if may_be_walked(unknown) => {}
                        Data::Block(_) => {}
                        _ => return Err(Refused),
                    }
                    pieces.push(Piece::Unknown(None));
                    continue;
                };
                for (k, v) in elements {
                    let key = key.as_deref().map(|name| Binding {
                        name,
                        value: k,
                        how: How::Element,
                        outer: env.bindings,
                    });
                    let outer = key.as_ref().or(env.bindings);
                    let binding = Binding { name: value, value: v, how: How::Element, outer };
                    push(body, pieces, env.with(Some(&binding)))?;
                }
            }
        }
    }
    Ok(())
}

fn interpolate(expr: &Expr, pieces: &mut Vec<Piece>, env: Environment) -> Result<(), Refused> {
    let text = to_text_or_unknown(&eval_expr(expr, env)).ok_or(Refused)?;
    pieces.extend(text.pieces().iter().cloned());
    Ok(())
}
