//! The literal text of heredocs: which blanks `~` and `<<-` take away. hcl-edit takes them from whole literals, Terraform
//! from the lines that they stand in.

use super::lower::Lowering;
use hcl_edit::Span as _;
use hcl_edit::template::{Directive, Element, HeredocTemplate, Strip};
use std::collections::HashMap;

/// The text of each literal of a heredoc, by where the literal begins.
pub(super) type Literals = HashMap<usize, String>;

enum Token {
    /// A line of the literal that begins there, or the part of it that stands in the literal.
    Line { literal: usize, text: String },
    /// `${...}` or `%{...}`, and whether it strips the blanks before it and after it.
    Sequence { before: bool, after: bool },
}

/// The literals of a heredoc.
pub(super) fn literals(heredoc: &HeredocTemplate, lowering: &Lowering) -> Literals {
    let mut tokens = Vec::new();
    push(heredoc.template.iter(), lowering, &mut tokens);
    strip(&mut tokens);
    let start = heredoc.span().and_then(|span| lowering.text.get(span)).unwrap_or_default();
    if start.starts_with("<<-") {
        dedent(&mut tokens);
    }
    joined(tokens)
}

/// The literals of a template that is a text of its own: nothing but markers takes blanks away.
pub(super) fn stripped<'e>(
    elements: impl IntoIterator<Item = &'e Element>,
    lowering: &Lowering,
) -> Literals {
    let mut tokens = Vec::new();
    push(elements, lowering, &mut tokens);
    strip(&mut tokens);
    joined(tokens)
}

fn joined(tokens: Vec<Token>) -> Literals {
    let mut literals = Literals::new();
    for token in tokens {
        if let Token::Line { literal, text } = token {
            literals.entry(literal).or_default().push_str(&text);
        }
    }
    literals
}

fn push<'e>(
    elements: impl IntoIterator<Item = &'e Element>,
    lowering: &Lowering,
    tokens: &mut Vec<Token>,
) {
    let sequence = |strip: Strip| {
        let (before, after) = sides(strip);
        Token::Sequence { before, after }
    };
    for element in elements {
        match element {
            Element::Literal(literal) => {
                let Some(span) = literal.span() else { continue };
                let raw = lowering.literal(lowering.text.get(span.clone()).unwrap_or_default());
                let text = raw.replace("$${", "${").replace("%%{", "%{");
                let line = |line: &str| Token::Line { literal: span.start, text: line.to_owned() };
                tokens.extend(text.split_inclusive('\n').map(line));
            }
            Element::Interpolation(interpolation) => tokens.push(sequence(interpolation.strip)),
            Element::Directive(directive) => match &**directive {
                Directive::If(directive) => {
                    tokens.push(sequence(directive.if_expr.strip));
                    push(directive.if_expr.template.iter(), lowering, tokens);
                    if let Some(otherwise) = &directive.else_expr {
                        tokens.push(sequence(otherwise.strip));
                        push(otherwise.template.iter(), lowering, tokens);
                    }
                    tokens.push(sequence(directive.endif_expr.strip));
                }
                Directive::For(directive) => {
                    tokens.push(sequence(directive.for_expr.strip));
                    push(directive.for_expr.template.iter(), lowering, tokens);
                    tokens.push(sequence(directive.endfor_expr.strip));
                }
            },
        }
    }
}

/// A marker strips the line beside it, with the line end, and no further.
fn strip(tokens: &mut [Token]) {
    for at in 0..tokens.len() {
        let Some(Token::Sequence { before, after }) = tokens.get(at) else { continue };
        let (before, after) = (*before, *after);
        if before
            && let Some(Token::Line { text, .. }) =
                at.checked_sub(1).and_then(|at| tokens.get_mut(at))
        {
            *text = text.trim_end().to_owned();
        }
        if after && let Some(Token::Line { text, .. }) = tokens.get_mut(at + 1) {
            *text = text.trim_start().to_owned();
        }
    }
}

/// Takes as many blanks from the beginning of each line as all of them have that are not blank.
fn dedent(tokens: &mut [Token]) {
    let mut least = usize::MAX;
    let mut begins = Vec::new();
    let mut at_line_start = true;
    for (position, token) in tokens.iter().enumerate() {
        let starts_line = std::mem::take(&mut at_line_start);
        match token {
            Token::Line { text, .. } => {
                let rest = text.trim_start();
                at_line_start = text.ends_with('\n');
                if starts_line && !(rest.is_empty() && at_line_start) {
                    let blanks = text.strip_suffix(rest).unwrap_or_default();
                    least = least.min(blanks.chars().count());
                    begins.push(position);
                }
            }
            Token::Sequence { .. } if starts_line => least = 0,
            Token::Sequence { .. } => {}
        }
    }
    for position in begins {
        if let Some(Token::Line { text, .. }) = tokens.get_mut(position) {
            *text = text.chars().skip(least).collect();
        }
    }
}

/// Whether a marker strips the blanks before it, and those after it.
pub(super) fn sides(strip: Strip) -> (bool, bool) {
    (strip.strip_start(), strip.strip_end())
}
