//! What a configuration says is data, and a terminal takes some of it for orders: ESC and its kin, marks that turn the
//! direction of writing around, line breaks that begin what looks like another finding. These are shown as escapes.

use crate::source::Span;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

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
fn is_order_in_lines(c: char, rest: &str) -> bool {
    is_order(c) || c == '\r' && !rest.starts_with('\n')
}

/// The characters that are to be escaped, each with its place.
fn found<'t>(
    text: &'t str,
    is_escaped: impl Fn(char, &str) -> bool + 't,
) -> impl Iterator<Item = (usize, char)> + 't {
    let rest = move |(at, c): (usize, char)| text.get(at + c.len_utf8()..).unwrap_or_default();
    text.char_indices().filter(move |(at, c)| is_escaped(*c, rest((*at, *c))))
}

fn escape(c: char) -> String {
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

/// What stands in the place of what must not be shown.
const HIDDEN: &str = "(sensitive)";

/// Some lines of a text, with the way from the offsets of the text to those of what is shown.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// How many lines the text has before them.
    pub(super) lines_before: usize,
    /// Where they begin in the text.
    start: usize,
    /// What is shown otherwise than it stands there, in order: its bytes from `start` on, and those that it is shown by.
    changed: Vec<(Range<usize>, Range<usize>)>,
}

impl Excerpt {
    /// These lines, which begin at an offset of their text, without what is hidden of the text.
    pub(super) fn of(
        text: &str,
        start: usize,
        lines_before: usize,
        hidden: &[Range<usize>],
    ) -> Self {
        let mut excerpt = Self { text: String::new(), lines_before, start, changed: Vec::new() };
        let mut done = 0;
        for range in hidden {
            let from = range.start.saturating_sub(start).max(done);
            let to = range.end.saturating_sub(start).min(text.len());
            let Some(secret) = text.get(from..to).filter(|secret| !secret.is_empty()) else {
                continue;
            };
            excerpt.push(text.get(done..from).unwrap_or_default(), done);
            // The lines behind it keep their numbers.
            let lines = "\n".repeat(secret.matches('\n').count());
            excerpt.change(from..to, &format!("{HIDDEN}{lines}"));
            done = to;
        }
        excerpt.push(text.get(done..).unwrap_or_default(), done);
        excerpt
    }

    /// A piece of the text that may be shown, and begins there in it.
    fn push(&mut self, piece: &str, at: usize) {
        let mut done = 0;
        for (offset, c) in found(piece, is_order_in_lines) {
            self.text.push_str(piece.get(done..offset).unwrap_or_default());
            done = offset + c.len_utf8();
            self.change(at + offset..at + done, &escape(c));
        }
        self.text.push_str(piece.get(done..).unwrap_or_default());
    }

    fn change(&mut self, what: Range<usize>, shown: &str) {
        let begin = self.text.len();
        self.text.push_str(shown);
        self.changed.push((what, begin..self.text.len()));
    }

    /// The place in what is shown.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let Range { start, end } = span.range();
        let (start, end) = (start.saturating_sub(self.start), end.saturating_sub(self.start));
        self.offset(start, false)..self.offset(end, true)
    }

    /// Where an offset is shown: one inside of what is changed at the begin of that, or at its end.
    fn offset(&self, offset: usize, is_end: bool) -> usize {
        let before = self.changed.iter().take_while(|(what, _)| what.start < offset).last();
        match before {
            None => offset,
            Some((what, shown)) if offset > what.end => shown.end + (offset - what.end),
            Some((what, shown)) if !is_end => {
                if offset == what.end {
                    shown.end
                } else {
                    shown.start
                }
            }
            // The ends of lines that are kept belong to no place.
            Some((_, shown)) => {
                let text = self.text.get(shown.clone()).unwrap_or_default();
                shown.start + text.trim_end_matches('\n').len()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;
    use std::path::Path;

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

    #[test]
    fn places_stay_on_what_they_are_of() {
        let text = "a = \"\u{1b}é\u{202e}b\" # c";
        let excerpt = Excerpt::of(text, 0, 0, &[]);
        let source = Sources::default().add(Path::new("a.tf"), text);
        let of = |part: &str| {
            let start = text.find(part).unwrap();
            let range = excerpt.range(Span::new(source, start, start + part.len()));
            excerpt.text[range].to_owned()
        };
        for part in ["a", "é", "b", "# c"] {
            assert_eq!(of(part), part);
        }
        assert_eq!(of("\"\u{1b}é\u{202e}b\""), "\"\\u{1b}é\\u{202e}b\"");
    }

    #[test]
    fn what_is_hidden_keeps_its_lines_and_places() {
        let text = "a = 1\nb = <<X\nsecret\u{1b}\nX\nc = 2";
        let start = text.find("<<X").unwrap();
        let end = text.find("\nc").unwrap();
        let secret = start..end;
        let hidden = std::slice::from_ref(&secret);
        let excerpt = Excerpt::of(text, 0, 0, hidden);
        assert_eq!(excerpt.text, "a = 1\nb = (sensitive)\n\n\nc = 2");
        let source = Sources::default().add(Path::new("a.tf"), text);
        let of = |range: Range<usize>| {
            excerpt.text[excerpt.range(Span::new(source, range.start, range.end))].to_owned()
        };
        assert_eq!(of(start..end), "(sensitive)");
        assert_eq!(of(start + 4..end - 2), "(sensitive)");
        assert_eq!(of(start - 4..end), "b = (sensitive)");
        assert_eq!(of(text.len() - 5..text.len()), "c = 2");
        // Of lines that begin inside of it, the rest is hidden too.
        let rest = Excerpt::of(&text[start + 4..], start + 4, 2, hidden);
        assert_eq!(rest.text, "(sensitive)\n\nc = 2");
    }
}
