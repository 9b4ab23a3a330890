//! Tells the entries of an object apart, and mends what hcl-edit misses between them.

use super::patch::Patch;
use super::scan::scan;
use super::token::{Kind, Token};
use std::collections::HashMap;
use std::ops::Range;

/// An object of which the tokens are told one after the other, without those inside of further brackets.
#[derive(Default)]
pub(super) struct Object {
    /// The entries that have ended.
    entries: Vec<Entry>,
    /// The index of the last entry of each key.
    last: HashMap<String, usize>,
    /// The entry that goes on: its range so far, and the end of its key, once the sign was there.
    current: Option<(Range<usize>, Option<usize>)>,
}

/// `key = value`
struct Entry {
    key: Range<usize>,
    /// From the key to the value, or to the comma behind it.
    range: Range<usize>,
    /// What follows up to the end of the line, if the entry ends there.
    line_end: Option<Range<usize>>,
    /// Where the key is that a later entry has too.
    repeated: Option<Range<usize>>,
    /// Whether the next entry begins with a parenthesis.
    before_parenthesis: bool,
}

impl Object {
    /// Takes the next token of a text.
    pub(super) fn note(&mut self, token: Token, text: &str) {
        let word = text.get(token.start..token.end).unwrap_or("");
        match token.kind {
            Kind::Comment => {}
            Kind::Newline => self.finish(text, Some(token.end)),
            Kind::Sign if word == "," => {
                if let Some((range, _)) = &mut self.current {
                    range.end = token.end;
                }
                self.finish(text, None);
            }
            kind => {
                if self.current.is_none()
                    && let Some(before) = self.entries.last_mut()
                {
                    before.before_parenthesis = word == "(";
                }
                let (range, key) = self.current.get_or_insert((token.start..token.end, None));
                if kind == Kind::Sign && matches!(word, "=" | ":") {
                    key.get_or_insert(range.end);
                }
                range.end = token.end;
            }
        }
    }

    /// Mends the entries, when all tokens were told.
    pub(super) fn mend(mut self, text: &str, patch: &mut Patch) {
        self.finish(text, None);
        // A key of its own for each that is repeated, as long as it was: lowering reads the written one.
        let mut letters = ('a'..='z').chain('A'..='Z');
        for entry in self.entries {
            if let Some(key) = entry.repeated {
                let mut others = letters.by_ref().map(|c| c.to_string().repeat(key.len()));
                // Terraform takes the last of several entries with a key, hcl-edit takes none.
                if let Some(other) = others.find(|other| !self.last.contains_key(other)) {
                    patch.put(key.start, other.as_bytes());
                } else {
                    patch.blank_lines(entry.range);
                    continue;
                }
            }
            match entry.line_end {
                // After a line `a = f(b) ? c : d`, hcl-edit takes a line `(e) = f` for the arguments of a call of `d`.
                Some(line_end) if entry.before_parenthesis => {
                    patch.blank(line_end.clone());
                    patch.put(line_end.end - 1, b",");
                }
                _ => {}
            }
        }
    }

    fn finish(&mut self, text: &str, line_end: Option<usize>) {
        let Some((range, Some(key))) = self.current.take() else { return };
        let place = range.start..key;
        let key = text.get(place.clone()).unwrap_or("");
        let code = scan(key).into_iter();
        let code = code.filter(|token| !matches!(token.kind, Kind::Newline | Kind::Comment));
        let key = code.filter_map(|token| key.get(token.start..token.end)).collect();
        if let Some(earlier) = self.last.insert(key, self.entries.len())
            && let Some(earlier) = self.entries.get_mut(earlier)
        {
            earlier.repeated = Some(earlier.key.clone());
        }
        let line_end = line_end.map(|end| range.end..end);
        let entry =
            Entry { key: place, range, line_end, repeated: None, before_parenthesis: false };
        self.entries.push(entry);
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::mend::mend;

    fn mended(item: &str) -> String {
        let mended = mend(item);
        assert!(hcl_edit::parser::parse_body(&mended.text).is_ok(), "{}", mended.text);
        assert!(mended.mends.is_empty());
        mended.text
    }

    #[test]
    fn entries_of_one_key_get_keys_of_their_own() {
        assert_eq!(mended("a = { b = 1, c = 2, b = 3 }"), "a = { a = 1, c = 2, b = 3 }");
        assert_eq!(mended("a = { a = 1, a = 2, a = 3 }"), "a = { b = 1, c = 2, a = 3 }");
        assert_eq!(
            mended("a = {\n  \"é\" : [\n    {}, # }\n  ] # c\n  d = 1\n  \"é\" = 2\n}"),
            "a = {\n  aaaa : [     {},       ] # c\n  d = 1\n  \"é\" = 2\n}"
        );
        assert_eq!(mended("a = { (b)=1\n(b /**/ )=2\n(b)=3 }"), "a = { aaa=1,bbbbbbbbb=2,(b)=3 }");
        assert_eq!(mended("a = [{ b = 1 }, { b = 2 }]"), "a = [{ b = 1 }, { b = 2 }]");
        assert_eq!(mended("a = { b = { c = 1 }, c = 2 }"), "a = { b = { c = 1 }, c = 2 }");
    }

    #[test]
    fn a_key_in_parentheses_is_no_argument() {
        let expected = "a = {\n  b = [] == c ? d : e    ,  (f) = g\n}";
        assert_eq!(mended("a = {\n  b = [] == c ? d : e # h\n  (f) = g\n}"), expected);
        assert_eq!(
            mended("a = {\n  b = [] == c\r\n (d) = e }"),
            "a = {\n  b = [] == c , (d) = e }"
        );
    }
}
