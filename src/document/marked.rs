//! A text of which not all is known, as one that can be parsed: what is not known is a mark.

use crate::value::{Data, Kind, Piece, Symbol, Text, Unknown, Value};
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

/// What marks begin and end with: characters that are for private use.
const OPEN: char = '\u{e0f0}';
const CLOSE: char = '\u{e0f1}';
/// What stands before a mark that stood outside of a string of JSON, in the string that was made of it.
const BARE: char = '\u{e0f2}';

/// A text with marks.
pub(crate) struct Marked {
    text: String,
    /// What each mark stands for.
    unknown: Vec<Option<Arc<Symbol>>>,
}

impl Marked {
    /// `None` of a text that has such characters itself.
    pub(crate) fn of(text: &Text) -> Option<Self> {
        let mut marked = Self { text: String::new(), unknown: Vec::new() };
        for piece in text.pieces() {
            match piece {
                Piece::Known(known) if known.contains([OPEN, CLOSE, BARE]) => return None,
                Piece::Known(known) => marked.text.push_str(known),
                Piece::Unknown(symbol) => marked.mark(symbol.clone()),
            }
        }
        Some(marked)
    }

    /// A text in which these parts are not known.
    pub(super) fn in_place_of(parts: &[Range<usize>], text: &str) -> Option<Self> {
        if text.contains([OPEN, CLOSE, BARE]) {
            return None;
        }
        let mut marked = Self { text: String::with_capacity(text.len()), unknown: Vec::new() };
        let mut rest = 0;
        for part in parts {
            marked.text.push_str(text.get(rest..part.start)?);
            marked.mark(None);
            rest = part.end;
        }
        marked.text.push_str(text.get(rest..)?);
        Some(marked)
    }

    fn mark(&mut self, symbol: Option<Arc<Symbol>>) {
        // Cannot fail.
        let _ = write!(self.text, "{OPEN}{}{CLOSE}", self.unknown.len());
        self.unknown.push(symbol);
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where the marks stand.
    pub(super) fn places(&self) -> impl Iterator<Item = Range<usize>> {
        self.text.match_indices(OPEN).map(|(at, _)| {
            let rest = self.text.get(at..).unwrap_or_default();
            at..at + rest.find(CLOSE).map_or(0, |close| close + CLOSE.len_utf8())
        })
    }

    /// Whether there is a mark in a part of the text.
    pub(crate) fn is_marked(part: &str) -> bool {
        part.contains(OPEN)
    }

    /// The text with each mark in quotes that stands outside of a string, so that JSON stays JSON.
    pub(crate) fn quoted(&self) -> Quoted {
        let mut quoted = Quoted { text: String::with_capacity(self.text.len()), added: Vec::new() };
        let (mut is_string, mut is_bare) = (false, false);
        let mut rest = self.text.chars();
        while let Some(c) = rest.next() {
            match c {
                '\\' if is_string => {
                    quoted.text.push(c);
                    quoted.text.extend(rest.next());
                }
                OPEN if !is_string => {
                    quoted.add(&['"', BARE]);
                    quoted.text.push(c);
                    is_bare = true;
                }
                CLOSE if is_bare => {
                    quoted.text.push(c);
                    quoted.add(&['"']);
                    is_bare = false;
                }
                c => {
                    is_string ^= c == '"';
                    quoted.text.push(c);
                }
            }
        }
        quoted
    }

    /// Whether a string of JSON is a mark that stood outside of one: it may be any value.
    pub(crate) fn is_bare(string: &str) -> bool {
        string.starts_with(BARE)
    }

    /// The string that a part of the text is.
    pub(crate) fn string(&self, part: &str) -> Value {
        if !Self::is_marked(part) {
            return Value::string(part);
        }
        let mut pieces = Vec::new();
        let mut rest = part;
        while let Some((before, after)) = rest.split_once(OPEN) {
            let Some((number, after)) = after.split_once(CLOSE) else { break };
            pieces.push(Piece::Known(before.into()));
            let symbol = number.parse().ok().and_then(|number: usize| self.unknown.get(number));
            pieces.push(Piece::Unknown(symbol.cloned().flatten()));
            rest = after;
        }
        pieces.push(Piece::Known(rest.into()));
        let text = Text::of(pieces);
        match text.pieces() {
            // The whole of it: the same as a reference to it, but for that it is a text.
            [Piece::Unknown(symbol)] => {
                let unknown = Unknown { symbol: symbol.clone(), ..Unknown::of(Kind::String) };
                Value::unknown(unknown).not_null()
            }
            _ => Value::new(Data::String(text)),
        }
    }
}

/// A text with marks that can be parsed as JSON.
pub(crate) struct Quoted {
    text: String,
    /// Where something was added, and how many bytes up to there and with it.
    added: Vec<(usize, usize)>,
}

impl Quoted {
    fn add(&mut self, signs: &[char]) {
        let before = self.added.last().map_or(0, |(_, before)| *before);
        let len: usize = signs.iter().map(|sign| sign.len_utf8()).sum();
        self.added.push((self.text.len(), before + len));
        self.text.extend(signs);
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte stood before anything was added.
    pub(super) fn before(&self, offset: usize) -> usize {
        let last = self.added.partition_point(|(at, _)| *at < offset).checked_sub(1);
        let added = last.and_then(|last| self.added.get(last)).map_or(0, |(_, added)| *added);
        offset.saturating_sub(added)
    }
}

#[cfg(test)]
mod tests {
    use super::Marked;
    use crate::value::Data;
    use crate::value::test::text;

    #[test]
    fn what_is_not_known_comes_back() {
        let marked = Marked::of(&text("uri: https://?/x")).unwrap();
        assert!(Marked::is_marked(marked.text()));
        let value = marked.string(&marked.text()[5..]);
        let Data::String(found) = value.data else { panic!("a string") };
        assert_eq!(found, text("https://?/x"));
        assert_eq!(marked.string("plain").as_str(), Some("plain"));
    }

    #[test]
    fn a_text_with_marks_of_its_own_is_not_read() {
        assert!(Marked::of(&text("a\u{e0f0}b")).is_none());
    }
}
