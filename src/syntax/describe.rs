//! What hcl-edit's errors mean, in words for whoever wrote the text.

use super::SyntaxError;
use super::offsets::Offsets;
use super::template::is_function;
use super::token::{Fault, Kind, Token};
use crate::source::{SourceId, Span, line_start};
use hcl_edit::parser::Error;
use std::ops::Range;

/// What is said for a part of hcl-edit's message. `{}` is what stands at the place. The first that matches counts.
const WORDS: [(&str, &str, Option<&str>); 13] = [
    // Limits of the parser: what is nested deeper may be valid Terraform all the same.
    (
        "nesting depth",
        "nested deeper than the 64 levels that gatelint reads: not checked",
        Some("move the inner part to a local value"),
    ),
    (
        "chained binary operators",
        "more than the 128 operators that gatelint reads: not checked",
        Some("move a part to a local value"),
    ),
    ("redefined attribute", "{} is set twice in this block", Some("keep one of them")),
    ("escape sequence", "invalid escape sequence", Some(r"write `\\` for a backslash")),
    (
        "unicode",
        "invalid escape sequence",
        Some(r"write four hexadecimal digits after `\u`, eight after `\U`"),
    ),
    (
        "heredoc end delimiter",
        "unterminated heredoc: no end marker",
        Some("put its end marker alone on a line"),
    ),
    ("invalid expression", "expected an expression, found {}", None),
    ("invalid object item", "expected a comma, a newline or `}` in this object, found {}", None),
    ("invalid block body", "expected an argument, a block or `}`, found {}", None),
    ("invalid structure", "expected `=` or a block after this name, found {}", None),
    ("expected `{`", "expected a quoted label or `{`, found {}", None),
    ("unexpected token", "unexpected {}", None),
    ("newline or eof", "expected the end of the line, found {}", None),
];

/// The error at its place.
pub(super) fn describe(
    source: SourceId,
    text: &str,
    offsets: &Offsets,
    error: &Error,
) -> SyntaxError {
    let mut start = error.location().offset().min(text.len());
    // hcl-edit gives the last byte for the end of the file.
    let is_header = error.message().contains("expected `{`");
    let is_end = |rest: &str| {
        // A label is read to its end before something is missing behind it.
        let is_label = || {
            rest.chars().count() == 1 && rest.starts_with(|c: char| c.is_alphanumeric() || c == '"')
        };
        rest == "\n" || rest == "\r\n" || is_header && is_label()
    };
    if text.get(start..).is_some_and(is_end) {
        start = text.len();
    }
    let found = text.get(start..).and_then(|rest| rest.chars().next());
    let is_name = error.message().contains("redefined attribute");
    let width = match text.get(start..) {
        Some(rest) if is_name => rest.find(is_behind_name).unwrap_or(rest.len()),
        _ => found.map_or(0, char::len_utf8),
    };
    let span = Span::new(source, offsets.at(start), offsets.at(start + width));
    if found.is_none() && error.message().contains("block body") {
        let header = text.find(['{', '\n']).unwrap_or(text.len());
        let header = text.get(..header).unwrap_or_default().trim_end().len();
        let span = Span::new(source, offsets.at(0), offsets.at(header));
        let help = Some("add the missing `}`".to_owned());
        return SyntaxError { span, message: "unclosed block: no closing `}`".to_owned(), help };
    }
    let found = match found {
        None | Some('\n' | '\r') => "the end of the line".to_owned(),
        Some(_) if is_name => format!("`{}`", text.get(start..start + width).unwrap_or_default()),
        Some(c) => format!("`{c}`"),
    };
    if let Some(name) = uncalled(text, start).filter(|_| error.message().contains("expected `(`")) {
        let span = Span::new(source, offsets.at(start - name.len()), offsets.at(start));
        return SyntaxError {
            span,
            message: format!("`{name}` is not a reference: names with `::` are functions"),
            help: Some("write `$${` in front of what Terraform is not to evaluate".to_owned()),
        };
    }
    match WORDS.iter().find(|(part, ..)| error.message().contains(part)) {
        Some((_, message, help)) => SyntaxError {
            span,
            message: message.replace("{}", &found),
            help: help.map(str::to_owned),
        },
        None => {
            SyntaxError { span, message: format!("{}, found {found}", error.message()), help: None }
        }
    }
}

/// The name of a function in a namespace that ends at an offset.
fn uncalled(text: &str, end: usize) -> Option<&str> {
    let before = text.get(..end)?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-');
    let name = before.get(before.trim_end_matches(is_part).len()..)?;
    is_function(name).then_some(name)
}

/// The error, or what opens before it and does not close: what a reader stops at is the next place that makes no sense.
/// `span` says where a range of the text stands.
pub(super) fn at_opening(
    error: SyntaxError,
    tokens: &[Token],
    text: &str,
    span: impl Fn(Range<usize>) -> Span,
) -> SyntaxError {
    let word = |token: &Token| text.get(token.start..token.end).unwrap_or_default();
    let mut open: Vec<&Token> = Vec::new();
    for token in tokens {
        match token.kind {
            Kind::StringStart | Kind::Open | Kind::TemplateStart => open.push(token),
            Kind::StringEnd | Kind::Close | Kind::TemplateEnd => {
                open.pop();
            }
            Kind::Fault(Fault::String) => {
                let start = open.last().map_or(token.start, |quote| quote.start);
                let line = line_start(text, start);
                if span(line..line).start > error.span.start {
                    return error;
                }
                return SyntaxError {
                    span: span(start..token.end),
                    message: "unclosed string: no closing `\"` on this line".to_owned(),
                    help: Some(
                        "add the closing `\"`; a string over several lines is a heredoc".to_owned(),
                    ),
                };
            }
            Kind::Fault(Fault::Comment) => {
                return SyntaxError {
                    span: span(token.start..token.start + 2),
                    message: "unclosed comment: no closing `*/`".to_owned(),
                    help: Some("add the closing `*/`".to_owned()),
                };
            }
            Kind::Fault(_) => return error,
            _ => {}
        }
    }
    let tokens: Vec<&Token> = tokens.iter().filter(|it| it.kind != Kind::Newline).collect();
    // The quotes around a template are not at fault.
    let opening = open.iter().find(|token| token.kind != Kind::StringStart);
    match (opening, tokens.as_slice()) {
        (Some(opening), _) => {
            let word = word(opening);
            let closing = match word {
                "(" => ")",
                "[" => "]",
                _ => "}",
            };
            SyntaxError {
                span: span(opening.start..opening.end),
                message: format!("unclosed `{word}`: no closing `{closing}`"),
                help: Some(format!("add the closing `{closing}`")),
            }
        }
        (None, [name, sign]) if name.kind == Kind::Ident && word(sign) == "=" => SyntaxError {
            span: span(name.start..sign.end),
            message: format!("expected an expression after `{} =`", word(name)),
            help: None,
        },
        // Of a reference that ends with a dot the reader says that the argument is no such thing.
        (None, [name, sign, value, ..])
            if word(sign) == "=" && span(name.start..name.end).start == error.span.start =>
        {
            let end = tokens.last().map_or(value.end, |last| last.end);
            SyntaxError {
                span: span(value.start..end),
                message: format!("invalid expression for `{}`", word(name)),
                help: None,
            }
        }
        _ => error,
    }
}

/// Whether a name has ended before this.
fn is_behind_name(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '_' | '-')
}

#[cfg(test)]
mod tests {
    use crate::source::Sources;
    use crate::syntax::parse;
    use std::path::Path;

    /// What is said of the first mistake in the text, and what of the text is underlined.
    fn said(text: &str) -> (String, String) {
        let source = Sources::default().add(Path::new("main.tf"), text);
        let parsed = parse(source, text, 0);
        let error = &parsed.errors[0];
        (error.message.clone(), text[error.span.range()].to_owned())
    }

    #[test]
    fn a_header_that_ends_too_early_is_said_to_end() {
        let ended =
            ("expected a quoted label or `{`, found the end of the line".to_owned(), String::new());
        assert_eq!(said("Some invalid code"), ended);
        assert_eq!(said("resource \"a\""), ended);
        let found = ("expected a quoted label or `{`, found `}`".to_owned(), "}".to_owned());
        assert_eq!(said("resource \"a\" }"), found);
    }

    #[test]
    fn a_function_that_is_not_called_is_named() {
        let text = "locals {\n  a = \"x${AWS::Region}y\"\n}\n";
        let message = "`AWS::Region` is not a reference: names with `::` are functions".to_owned();
        assert_eq!(said(text), (message, "AWS::Region".to_owned()));
    }

    #[test]
    fn what_is_set_twice_is_named() {
        let text = "resource \"a\" \"b\" {\n  in-put = 1\n  # again\n  in-put = 2\n}\n";
        assert_eq!(
            said(text),
            ("`in-put` is set twice in this block".to_owned(), "in-put".to_owned())
        );
    }
}
