//! What hcl-edit's errors mean, in words for whoever wrote the text.

use super::SyntaxError;
use super::offsets::Offsets;
use crate::source::{SourceId, Span};
use hcl_edit::parser::Error;

/// What is said for a part of hcl-edit's message. `{}` is what stands at the place. The first that matches counts.
const WORDS: [(&str, &str, Option<&str>); 12] = [
    // Limits of the parser: what is nested deeper may be valid Terraform all the same.
    (
        "nesting depth",
        "this is nested deeper than the 64 levels that gatelint reads: the block was not checked",
        Some("move the inner part to a local value"),
    ),
    (
        "chained binary operators",
        "this has more than the 128 operators that gatelint reads: the block was not checked",
        Some("move a part to a local value"),
    ),
    ("redefined attribute", "{} is set twice in the block", Some("keep one of the two")),
    ("escape sequence", "this is no escape sequence", Some(r"write `\\` for a backslash")),
    (
        "unicode",
        "this is no escape sequence",
        Some(r"write four hexadecimal digits after `\u`, eight after `\U`"),
    ),
    ("heredoc end delimiter", "the heredoc has no end", Some("put its end marker alone on a line")),
    ("invalid expression", "an expression is missing here: found {}", None),
    ("invalid object item", "expected a comma, a new line or `}` in the object: found {}", None),
    ("invalid block body", "expected an argument, a block or `}`: found {}", None),
    ("invalid structure", "expected `=` or a block after this name: found {}", None),
    ("expected `{`", "expected a label in quotes or `{`: found {}", None),
    ("newline or eof", "expected the end of the line: found {}", None),
];

/// The error at its place.
pub(super) fn describe(
    source: SourceId,
    text: &str,
    offsets: &Offsets,
    error: &Error,
) -> SyntaxError {
    let mut start = error.location().offset().min(text.len());
    // hcl-edit gives the last byte for the end of the text.
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
        return SyntaxError { span, message: "this block is never closed".to_owned(), help };
    }
    let found = match found {
        None if is_header => "the end of the line".to_owned(),
        None => "the end of the text".to_owned(),
        Some('\n' | '\r') => "the end of the line".to_owned(),
        Some(_) if is_name => format!("`{}`", text.get(start..start + width).unwrap_or_default()),
        Some(c) => format!("`{c}`"),
    };
    match WORDS.iter().find(|(part, ..)| error.message().contains(part)) {
        Some((_, message, help)) => SyntaxError {
            span,
            message: message.replace("{}", &found),
            help: help.map(str::to_owned),
        },
        None => {
            SyntaxError { span, message: format!("{}: found {found}", error.message()), help: None }
        }
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
        let ended = (
            "expected a label in quotes or `{`: found the end of the line".to_owned(),
            String::new(),
        );
        assert_eq!(said("Some invalid code"), ended);
        assert_eq!(said("resource \"a\""), ended);
        let found = ("expected a label in quotes or `{`: found `}`".to_owned(), "}".to_owned());
        assert_eq!(said("resource \"a\" }"), found);
    }

    #[test]
    fn what_is_set_twice_is_named() {
        let text = "resource \"a\" \"b\" {\n  in-put = 1\n  # again\n  in-put = 2\n}\n";
        assert_eq!(
            said(text),
            ("`in-put` is set twice in the block".to_owned(), "in-put".to_owned())
        );
    }
}
