//! Text to JSON, as strict as Terraform's reader and as lenient.

use super::escape;
use super::fault;
use crate::source::{SourceId, Span};
use crate::syntax::SyntaxError;
use jsonc_parser::ast::Value;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};
use std::borrow::Cow;

const BYTE_ORDER_MARK: &str = "\u{feff}";

const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// The text, as long as it was, in a form that can be read; with what Terraform refuses of it.
pub(super) fn mend(source: SourceId, text: &str) -> (Cow<'_, str>, Vec<SyntaxError>) {
    let mut errors = Vec::new();
    let mut mended = Cow::Borrowed(text);
    if let Some(rest) = text.strip_prefix(BYTE_ORDER_MARK) {
        errors.push(SyntaxError {
            span: Span::new(source, 0, BYTE_ORDER_MARK.len()),
            message: "the file begins with a byte order mark".to_owned(),
            help: Some(
                "save it as UTF-8 without one: Terraform only accepts it in `.tf` files".to_owned(),
            ),
        });
        mended = Cow::Owned(" ".repeat(BYTE_ORDER_MARK.len()) + rest);
    }
    if let Some(paired) = escape::without_lone_surrogates(&mended) {
        mended = Cow::Owned(paired);
    }
    (mended, errors)
}

/// The value that a text is.
pub(super) fn json(source: SourceId, text: &str) -> Result<Value<'_>, SyntaxError> {
    // It reads at most 512 nested levels, so no nesting overflows the stack: not here, and not where the tree is walked.
    match parse_to_ast(text, &CollectOptions::default(), &STRICT) {
        Ok(result) => result.value.ok_or_else(|| fault::empty(source)),
        Err(error) => Err(fault::describe(source, text, &error)),
    }
}
