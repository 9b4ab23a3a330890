//! From JSON values to expressions.

use super::escape;
use super::grammar::Reading;
use super::lower::Lowering;
use crate::source::Span;
use crate::syntax::describe::describe;
use crate::syntax::large;
use crate::syntax::lower::{Lowering as Native, Refused};
use crate::syntax::offsets::Offsets;
use crate::syntax::template;
use crate::syntax::{Entry, Expr, ExprKind, Part};
use crate::value::Number;
use hcl_edit::parser::parse_expr;
use jsonc_parser::ast::{Object, StringLit, Value};
use std::cell::Cell;
use std::collections::HashSet;

impl Lowering<'_> {
    pub(super) fn expr(&mut self, value: &Value, reading: Reading) -> Expr {
        let span = self.span(value);
        let kind = match value {
            Value::StringLit(string) => return self.string(string, span, reading),
            Value::NullKeyword(_) => ExprKind::Null,
            Value::BooleanLit(literal) => ExprKind::Bool(literal.value),
            Value::NumberLit(literal) => {
                literal.value.parse::<Number>().map_or(ExprKind::UnreadableNumber, ExprKind::Number)
            }
            Value::Array(array) => ExprKind::Tuple(
                array.elements.iter().map(|element| self.expr(element, reading)).collect(),
            ),
            Value::Object(object) => ExprKind::Object(self.entries(object, reading)),
        };
        Expr { kind, span }
    }

    fn entries(&mut self, object: &Object, reading: Reading) -> Vec<Entry> {
        let mut seen: HashSet<&str> = HashSet::new();
        let mut entries = Vec::new();
        for property in &object.properties {
            let name = self.name(property);
            let text = property.name.as_str();
            // A template gives a key that is not known here.
            if !is_template(text) && !seen.insert(text) {
                self.duplicate(&name);
                continue;
            }
            let inner = match reading {
                Reading::Requirement if text == "configuration_aliases" => Reading::Expression,
                reading => reading,
            };
            let key = self.text(text, name.span, reading);
            entries.push(Entry { key, value: self.expr(&property.value, inner) });
        }
        entries
    }

    fn string(&mut self, string: &StringLit, span: Span, reading: Reading) -> Expr {
        self.control_characters(span);
        self.text(&string.value, span, reading)
    }

    /// A string with that value, which stands there with its quotes.
    fn text(&mut self, value: &str, span: Span, reading: Reading) -> Expr {
        let offsets = || escape::offsets(self.inside(span), span.range().start + 1);
        match reading {
            Reading::Template if is_template(value) => {
                let offsets = offsets();
                self.template(value, span, &offsets)
            }
            Reading::Expression => {
                let offsets = offsets();
                self.expression(value, span, &offsets)
            }
            _ => Expr { kind: ExprKind::String(value.into()), span },
        }
    }

    /// What a text in native syntax is lowered to; what Terraform refuses of it is an error.
    fn native<T>(
        &mut self,
        (text, written): (&str, &str),
        offsets: &Offsets,
        lower: impl Fn(&Native) -> T,
    ) -> T {
        let (source, refused) = (self.source, &Cell::new(None));
        let large = &large::Read::default();
        let lowered = lower(&Native {
            large,
            source,
            offsets,
            text,
            written,
            mended_escapes: false,
            map_blocks: &[],
            refused,
            heredoc: None,
        });
        if let Some(Refused { span, message }) = refused.get() {
            self.error(span, message.to_owned(), None);
        }
        lowered
    }

    fn template(&mut self, value: &str, span: Span, offsets: &Offsets) -> Expr {
        let (template, text) = match template::read(value) {
            Ok(read) => read,
            Err(error) => {
                self.broken = true;
                self.errors.push(describe(self.source, value, offsets, &error));
                return Expr { kind: ExprKind::Unread, span };
            }
        };
        let lowered =
            self.native((&text, value), offsets, |native| template::lower(&template, native));
        match lowered {
            ExprKind::Template(mut parts) => match (parts.pop(), parts.is_empty()) {
                // `"${a}"` is how JSON writes `a`.
                (Some(Part::Interpolation(only)), true) => only,
                (last, _) => {
                    parts.extend(last);
                    Expr { kind: ExprKind::Template(parts), span }
                }
            },
            kind => Expr { kind, span },
        }
    }

    /// A string that Terraform reads as an expression: a reference, a keyword, a type.
    fn expression(&mut self, value: &str, span: Span, offsets: &Offsets) -> Expr {
        match parse_expr(value) {
            Ok(expr) => return self.native((value, value), offsets, |native| native.expr(&expr)),
            Err(_) if is_template(value) => {
                let inner = value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
                let help = inner.map(|inner| format!("write `{inner}`"));
                let message = "a template cannot be used here".to_owned();
                self.error(span, message, help.as_deref());
            }
            Err(error) => self.errors.push(describe(self.source, value, offsets, &error)),
        }
        Expr { kind: ExprKind::String(value.into()), span }
    }

    /// What stands between the quotes.
    fn inside(&self, span: Span) -> &str {
        let range = span.range();
        self.text.get(range.start + 1..range.end.saturating_sub(1)).unwrap_or("")
    }

    /// Terraform refuses a line's end or a tab inside of a string, the reader does not.
    pub(super) fn control_characters(&mut self, span: Span) {
        let Some(at) = self.inside(span).find(|c: char| c < ' ') else { return };
        let start = span.range().start + 1 + at;
        let span = Span::new(self.source, start, start + 1);
        let message = "a JSON string has no control characters and no line breaks".to_owned();
        self.error(span, message, Some(r"write `\n` for a line break, `\t` for a tab"));
    }
}

/// Whether reading the text as a template gives something else than the text.
fn is_template(text: &str) -> bool {
    text.contains("${") || text.contains("%{")
}
