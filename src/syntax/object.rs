//! Finds the entries of an object that Terraform does not look at, because a later one has the same key.

use super::token::{Kind, Token};
use std::collections::HashMap;
use std::ops::Range;

/// An object of which the tokens are told one after the other, without those inside of further brackets.
#[derive(Default)]
pub(super) struct Object<'a> {
    /// The entry that goes on.
    entry: Option<Entry>,
    /// The last entry of each key.
    last: HashMap<&'a str, Range<usize>>,
    repeated: Vec<Range<usize>>,
}

struct Entry {
    range: Range<usize>,
    /// The end of the key, once the sign was there.
    key: Option<usize>,
}

impl<'a> Object<'a> {
    /// Takes the next token of a text.
    pub(super) fn note(&mut self, token: Token, text: &'a str) {
        let sign = match token.kind {
            Kind::Newline => return self.finish(text),
            Kind::Comment => return,
            Kind::Sign => text.get(token.start..token.end),
            _ => None,
        };
        let range = token.start..token.end;
        let entry = self.entry.get_or_insert(Entry { range, key: None });
        if matches!(sign, Some("=" | ":")) {
            entry.key.get_or_insert(entry.range.end);
        }
        entry.range.end = token.end;
        if sign == Some(",") {
            self.finish(text);
        }
    }

    /// The entries that a later one replaces, with their commas, when all tokens have been told.
    pub(super) fn repeated(mut self, text: &'a str) -> Vec<Range<usize>> {
        self.finish(text);
        self.repeated
    }

    fn finish(&mut self, text: &'a str) {
        if let Some(Entry { range, key: Some(end) }) = self.entry.take()
            && let Some(key) = text.get(range.start..end)
        {
            self.repeated.extend(self.last.insert(key, range));
        }
    }
}
