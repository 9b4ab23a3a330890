//! What is wrong with a text that is no JSON, in words that help.

use crate::source::{SourceId, Span};
use crate::syntax::SyntaxError;
use jsonc_parser::ParseStringErrorKind as InString;
use jsonc_parser::errors::{ParseError, ParseErrorKind as Kind};

/// There is nothing in the file.
pub(super) fn empty(source: SourceId) -> SyntaxError {
    SyntaxError {
        span: Span::new(source, 0, 0),
        message: "the file is empty".to_owned(),
        help: Some("write at least `{}`, or remove the file".to_owned()),
    }
}

/// The reader's complaint about a text.
pub(super) fn describe(source: SourceId, text: &str, error: &ParseError) -> SyntaxError {
    let start = error.range().start.min(text.len());
    let rest = text.get(start..).unwrap_or("");
    let word = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let len = match error.kind() {
        Kind::UnexpectedWord | Kind::UnexpectedToken => word.max(first),
        Kind::String(InString::InvalidEscape) => {
            first + rest.chars().nth(1).map_or(0, char::len_utf8)
        }
        _ => first,
    };
    let shown = rest.get(..len).unwrap_or("");
    let (message, help) = words(error.kind(), shown);
    SyntaxError {
        span: Span::new(source, start, start + len),
        message,
        help: Some(help.to_owned()),
    }
}

const STRICT: &str = "Terraform reads strict JSON: strings and names in double quotes, no comments, no comma after the last element";

fn words(kind: &Kind, shown: &str) -> (String, &'static str) {
    let (message, help) = match kind {
        Kind::CommentsNotAllowed => (
            "JSON does not allow comments",
            "write a property named `//` in the block: Terraform ignores it",
        ),
        Kind::TrailingCommasNotAllowed => {
            ("trailing comma after the last element", "remove the comma")
        }
        Kind::ExpectedComma => ("missing comma before this", "put `,` between the elements"),
        Kind::SingleQuotedStringsNotAllowed => {
            ("JSON strings need double quotes", "write `\"` for `'`")
        }
        Kind::UnterminatedObject => {
            ("unclosed object: no closing `}`", "put a `}` where the object ends")
        }
        Kind::UnterminatedArray => {
            ("unclosed array: no closing `]`", "put a `]` where the array ends")
        }
        Kind::NestingDepthExceeded => (
            "nested deeper than the 512 levels that gatelint reads: the file was not checked",
            "move the inner part to a local value",
        ),
        Kind::MultipleRootJsonValues => (
            "more text after the end of the JSON value",
            "remove it, or make one array of both: `[{ ... }, { ... }]`",
        ),
        // The reader takes a word that is followed by a bracket for something else.
        Kind::UnexpectedWord | Kind::UnexpectedToken
            if shown.starts_with(|c: char| c.is_alphanumeric()) =>
        {
            return (format!("`{shown}` is not a JSON value"), "put it in double quotes");
        }
        Kind::UnexpectedToken => return (format!("unexpected `{shown}`"), STRICT),
        Kind::ExpectedColonAfterObjectKey => {
            ("missing `:` before this", "put `:` between name and value")
        }
        Kind::ExpectedObjectValue => {
            ("this property has no value", "write the value after the `:`, `null` for none")
        }
        Kind::String(InString::UnterminatedStringLiteral) => {
            ("unclosed string: no closing `\"`", "put a `\"` where the string ends")
        }
        Kind::String(InString::InvalidEscape) => {
            return (
                format!("`{shown}` is not a JSON escape sequence"),
                r"write `\\` for a backslash",
            );
        }
        other => {
            let message = other.to_string();
            let mut characters = message.chars();
            let first = characters.next().map(|first| first.to_ascii_lowercase());
            return (first.into_iter().chain(characters).collect(), STRICT);
        }
    };
    (message.to_owned(), help)
}
