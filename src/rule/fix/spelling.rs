//! Another spelling of an expression.

use super::expression::expression;
use crate::finding::Edit;
use crate::source::Span;
use crate::value::quoted;

/// Puts a text in the place of an expression, if it is one.
pub(super) fn write(text: &str, at: Span) -> Option<Edit> {
    expression(text)?;
    Some(Edit { span: at, text: text.to_owned() })
}

/// Makes text that stands for itself of an expression: `${a}` becomes `$${a}`, and `a` outside of a template `"$${a}"`.
pub(super) fn escape(text: &str, at: Span) -> Option<Edit> {
    let (before, expr) = (text.get(..at.start as usize)?, text.get(at.range())?);
    let after = text.get(at.end as usize..)?;
    let plain = format!("${{{expr}}}");
    let Some(opened) = before.trim_end().strip_suffix("${") else {
        return Some(Edit { span: at, text: quoted(&plain) });
    };
    let gap = after.len() - after.trim_start().len();
    let is_alone = after.trim_start().starts_with('}');
    let span = Span::new(at.source, opened.len(), at.end as usize + gap + 1);
    Some(if is_alone {
        Edit { span, text: format!("${plain}") }
    } else {
        Edit { span: at, text: quoted(&plain) }
    })
}

#[cfg(test)]
mod tests {
    use super::{escape, write};
    use crate::source::{SourceId, Span};

    fn escaped(text: &str, expr: &str) -> String {
        let start = text.find(expr).unwrap();
        let edit = escape(text, Span::new(SourceId::PAGE, start, start + expr.len())).unwrap();
        let mut text = text.to_owned();
        text.replace_range(edit.span.range(), &edit.text);
        text
    }

    #[test]
    fn an_interpolation_becomes_text() {
        assert_eq!(escaped("\"http://${a.b}/\"", "a.b"), "\"http://$${a.b}/\"");
        assert_eq!(escaped("\"${ a.b }\"", "a.b"), "\"$${a.b}\"");
        assert_eq!(escaped("a.b", "a.b"), "\"$${a.b}\"");
        assert_eq!(escaped("\"${a.b == 1}\"", "a.b"), "\"${\"$${a.b}\" == 1}\"");
        assert_eq!(escaped("join(\"/\", [a.b])", "a.b"), "join(\"/\", [\"$${a.b}\"])");
    }

    #[test]
    fn only_an_expression_is_written() {
        let at = Span::new(SourceId::PAGE, 0, 1);
        assert!(write("aws_s3_bucket.b", at).is_some());
        assert!(write("not one", at).is_none());
    }
}
