//! Templates: quoted strings and heredocs with interpolations and directives.

use super::for_expr::{elements, may_be_walked};
use super::operator::truth_of;
use super::{Binding, Environment, eval as eval_expr, taken, written};
use crate::convert::to_text_or_unknown;
use crate::source::Span;
use crate::syntax::{Expr, ExprKind, Name, Part};
use crate::value::budget::{self, Bound};
use crate::value::{Data, HIDDEN, How, Kind, Piece, Text, Truth, Type, Unknown, Value};
use std::sync::Arc;

/// The string that the parts make. A template that is one interpolation and nothing else is that value, of any type.
pub(super) fn eval(parts: &[Part], span: Span, env: Environment) -> Value {
    if let [Part::Interpolation(only)] = parts {
        return taken(span, eval_expr(only, env), None);
    }
    let mut made = Made { pieces: Vec::new(), bytes: 0, sensitive: false };
    let value = match made.push(parts, env) {
        Ok(()) if budget::is_spent() || made.bytes > budget::MAX_TEXT => {
            budget::beyond(Bound::Size);
            Value::unknown(Unknown::of(Kind::String))
        }
        Ok(()) => Value::new(Data::String(Text::of(made.pieces))),
        Err(Refused) => Value::refused_as(&Type::String),
    };
    let value = value.at(written(span));
    if made.sensitive { value.hidden() } else { value }
}

/// Whether a call of `templatestring` has something else than a reference for its template: Terraform refuses that, since
/// an expression could be a template by itself.
pub(super) fn is_misused(function: &Name, args: &[Expr]) -> bool {
    let is_reference = |expr: &Expr| match &expr.kind {
        ExprKind::Variable(_) => true,
        ExprKind::Traversal(root, _) => matches!(root.kind, ExprKind::Variable(_)),
        _ => false,
    };
    let name = function.text.strip_prefix("core::").unwrap_or(&function.text);
    name == "templatestring" && args.first().is_some_and(|template| !is_reference(template))
}

struct Refused;

/// What has been made of the parts so far.
struct Made {
    pieces: Vec<Piece>,
    /// How long they are together.
    bytes: usize,
    /// Whether something that is never shown stands in it.
    sensitive: bool,
}

impl Made {
    fn push(&mut self, parts: &[Part], env: Environment) -> Result<(), Refused> {
        for part in parts {
            // What is too long is not made longer.
            if self.bytes > budget::MAX_TEXT || !budget::steps(1) {
                return Ok(());
            }
            match part {
                Part::Literal(text) => self.literal(text),
                Part::Interpolation(expr) => self.interpolate(expr, env)?,
                Part::If(condition, then, otherwise) => {
                    let condition = eval_expr(condition, env);
                    self.sensitive |= condition.is_sensitive();
                    match truth_of(&condition).map_err(|_| Refused)? {
                        Truth::True => self.push(then, env)?,
                        Truth::False => self.push(otherwise, env)?,
                        Truth::Unknown => self.pieces.push(Piece::Unknown(None)),
                    }
                }
                Part::For { key, value, collection, body } => {
                    let collection = eval_expr(collection, env);
                    self.sensitive |= collection.is_sensitive();
                    let Some(elements) = elements(&collection) else {
                        match &collection.data {
                            Data::Unknown(unknown) if may_be_walked(unknown) => {}
                            Data::Block(_) => {}
                            _ => return Err(Refused),
                        }
                        self.pieces.push(Piece::Unknown(None));
                        continue;
                    };
                    let Some(env) = env.repeated(elements.len()) else {
                        self.pieces.push(Piece::Unknown(None));
                        continue;
                    };
                    for (k, v) in elements {
                        if !budget::steps(1) {
                            break;
                        }
                        let key = key.as_deref().map(|name| Binding {
                            name,
                            value: &k,
                            how: How::Element,
                            outer: env.bindings,
                        });
                        let outer = key.as_ref().or(env.bindings);
                        let binding = Binding { name: value, value: &v, how: How::Element, outer };
                        self.push(body, env.with(Some(&binding)))?;
                    }
                }
            }
        }
        Ok(())
    }

    fn literal(&mut self, text: &Arc<str>) {
        self.bytes += text.len();
        self.pieces.push(Piece::Known(Arc::clone(text)));
    }

    fn interpolate(&mut self, expr: &Expr, env: Environment) -> Result<(), Refused> {
        let value = eval_expr(expr, env);
        if env.for_people && value.is_sensitive() {
            self.pieces.push(Piece::Known(HIDDEN.into()));
            return Ok(());
        }
        self.sensitive |= value.is_sensitive();
        let text = to_text_or_unknown(&value).ok_or(Refused)?;
        for piece in text.pieces() {
            self.bytes += piece.room();
            self.pieces.push(piece.clone());
        }
        Ok(())
    }
}
