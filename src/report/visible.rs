//! What a configuration says is data, and a terminal takes some of it for orders: ESC and its kin, marks that turn the
//! direction of writing around, line breaks that begin what looks like another finding. These are shown as escapes.

use std::borrow::Cow;
use std::fmt::Write as _;

/// One line of text: line breaks and tabs are shown too.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    escaped(text, |c, _| is_order(c) || matches!(c, '\n' | '\r' | '\t'))
}

/// A text that may have several lines.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    escaped(text, is_order_in_lines)
}

/// The same in JSON, where a character is written `\uXXXX`. All of these stand inside of strings, and are of one unit.
pub(super) fn json(text: String) -> String {
    if !text.contains(is_order) {
        return text;
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_order(c) {
            let _ = write!(shown, "\\u{:04x}", u32::from(c));
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Whether a terminal may do something else with a character than to show it: the control characters, but for the ends of
/// lines and tabs, and the marks of <https://www.unicode.org/reports/tr9/> and the line breaks of Unicode.
fn is_order(c: char) -> bool {
    let is_mark = matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    is_mark || c.is_control() && !matches!(c, '\n' | '\r' | '\t')
}

/// The same of a text with lines, of which what follows is known: a carriage return goes back to the begin of a line, unless
/// it ends one.
pub(super) fn is_order_in_lines(c: char, rest: &str) -> bool {
    is_order(c) || c == '\r' && !rest.starts_with('\n')
}

/// The characters that are to be escaped, each with its place.
pub(super) fn found<'t>(
    text: &'t str,
    is_escaped: impl Fn(char, &str) -> bool + 't,
) -> impl Iterator<Item = (usize, char)> + 't {
    let rest = move |(at, c): (usize, char)| text.get(at + c.len_utf8()..).unwrap_or_default();
    text.char_indices().filter(move |(at, c)| is_escaped(*c, rest((*at, *c))))
}

pub(super) fn escape(c: char) -> String {
    match c {
        '\n' | '\r' | '\t' => c.escape_default().to_string(),
        c => c.escape_unicode().to_string(),
    }
}

fn escaped(text: &str, is_escaped: impl Fn(char, &str) -> bool) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut done = 0;
    for (at, c) in found(text, is_escaped) {
        shown.push_str(text.get(done..at).unwrap_or_default());
        shown.push_str(&escape(c));
        done = at + c.len_utf8();
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    shown.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_shown_and_text_is_left_alone() {
        assert_eq!(
            line("\u{1b}[2J\u{7}\u{9b}\u{202e}\u{2028}"),
            r"\u{1b}[2J\u{7}\u{9b}\u{202e}\u{2028}"
        );
        assert_eq!(line("a\nb\tc\r"), r"a\nb\tc\r");
        assert_eq!(lines("a\r\nb\u{1b}c\rd"), "a\r\nb\\u{1b}c\\rd");
        assert!(matches!(line("Grüße 日本 👩‍💻 é"), Cow::Borrowed(_)));
        assert_eq!(json("\"\u{202e}\u{7f}\"".to_owned()), r#""\u202e\u007f""#);
    }
}
