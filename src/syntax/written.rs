//! A text as a search for words sees it, whatever the escapes that the words are spelt with.

use std::borrow::Cow;

/// The text with each `\uNNNN` and `\UNNNNNNNN`, in both syntaxes, and JSON's `\/` as the character that it stands for.
/// Nothing but a search for words may read it: what else the text means is lost.
pub(crate) fn written(text: &str) -> Cow<'_, str> {
    let has_escape = memchr::memchr_iter(b'\\', text.as_bytes())
        .any(|at| matches!(text.as_bytes().get(at + 1), Some(b'u' | b'U' | b'/')));
    if !has_escape {
        return Cow::Borrowed(text);
    }
    let mut pieces = text.split('\\');
    let mut written = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        if let Some((character, len)) = escape(piece) {
            written.push(character);
            written.push_str(piece.get(len..).unwrap_or_default());
        } else {
            written.push('\\');
            written.push_str(piece);
        }
    }
    Cow::Owned(written)
}

/// What a line sets an argument to, in either syntax, as it stands there: for searches that read no file. `source_arn` is
/// another argument than `source`.
pub(crate) fn value_in_line<'t>(line: &'t str, name: &str) -> Option<&'t str> {
    let rest = line.trim_start().trim_start_matches('"').strip_prefix(name)?;
    rest.trim_start_matches('"').trim_start().strip_prefix(['=', ':'])
}

/// The character that an escape stands for, and the bytes behind its backslash.
fn escape(piece: &str) -> Option<(char, usize)> {
    let digits = match piece.as_bytes().first()? {
        b'/' => return Some(('/', 1)),
        b'u' => 4,
        b'U' => 8,
        _ => return None,
    };
    let code = u32::from_str_radix(piece.get(1..=digits)?, 16).ok()?;
    Some((char::from_u32(code)?, digits + 1))
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn escapes_hide_no_word() {
        assert_eq!(written(r"aws_api\u005fgateway\U0000005Fmethod"), "aws_api_gateway_method");
        assert_eq!(written(r#"".\/m""#), r#""./m""#);
        assert_eq!(written(r"\n\u12 \ud83d \u00zz"), r"\n\u12 \ud83d \u00zz");
        assert!(matches!(written("a\\n"), std::borrow::Cow::Borrowed(_)));
    }
}
