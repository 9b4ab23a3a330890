//! Texts that are expressions.

use crate::source::SourceId;
use crate::syntax::{Expr, parse};

/// Whether the text is an expression that stands for itself: nothing is lost where its value is written anew.
pub(super) fn is_constant(text: &str) -> bool {
    expression(text).is_some_and(|expr| expr.is_constant())
}

/// The text as an expression, if it is one.
pub(super) fn expression(text: &str) -> Option<Expr> {
    let parsed = parse(SourceId::PAGE, &format!("value = {text}\n"), 0);
    let attributes = if parsed.errors.is_empty() { parsed.body.attributes } else { Vec::new() };
    <[_; 1]>::try_from(attributes).ok().map(|[attribute]| attribute.value)
}

#[cfg(test)]
mod tests {
    use super::{expression, is_constant};

    #[test]
    fn a_constant_names_nothing() {
        for text in ["\"a\"", "<<E\n{\"a\": 1}\nE", "[1, { a = \"b\", (\"c\") = -1 }]", "\"${1}\""]
        {
            assert!(is_constant(text), "{text}");
        }
        for text in ["var.a", "\"a${var.a}\"", "<<E\n${var.a}\nE", "upper(\"a\")", "[a.b]", "a b"] {
            assert!(!is_constant(text), "{text}");
        }
    }

    #[test]
    fn an_expression_is_one() {
        assert!(expression("aws_s3_bucket.b[0].id").is_some());
        assert!(expression("a\nb = c").is_none());
        assert!(expression("").is_none());
    }
}
