//! Strings of which only some pieces are known.

use super::{Symbol, Truth};
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

/// A string, as pieces that are known and pieces that are not. It is never `null`.
///
/// Known pieces are not empty and never stand next to each other, so that two equal texts are equal piece by piece.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Text {
    pieces: Pieces,
}

/// Pieces, of which there is mostly one.
#[derive(Debug, Clone)]
enum Pieces {
    None,
    One(Piece),
    Many(Vec<Piece>),
}

impl Pieces {
    fn push(&mut self, piece: Piece) {
        *self = match std::mem::replace(self, Self::None) {
            Self::None => Self::One(piece),
            Self::One(first) => Self::Many(vec![first, piece]),
            Self::Many(mut pieces) => {
                pieces.push(piece);
                Self::Many(pieces)
            }
        };
    }
}

impl Deref for Pieces {
    type Target = [Piece];

    fn deref(&self) -> &[Piece] {
        match self {
            Self::None => &[],
            Self::One(piece) => std::slice::from_ref(piece),
            Self::Many(pieces) => pieces,
        }
    }
}

impl PartialEq for Pieces {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Pieces {}

impl Hash for Pieces {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

/// A piece of a string.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Piece {
    /// Known text.
    Known(Arc<str>),
    /// Any text, the empty one too; with what it stands for, where that has a name.
    Unknown(Option<Arc<Symbol>>),
}

impl Piece {
    /// What counts against the bytes that a string may have: an unknown piece takes room too.
    pub(crate) fn room(&self) -> usize {
        match self {
            Self::Known(text) => text.len(),
            Self::Unknown(_) => 32,
        }
    }
}

impl Text {
    /// A wholly known string.
    pub(crate) fn known(text: impl Into<Arc<str>>) -> Self {
        Self::of([Piece::Known(text.into())])
    }

    /// A string of these pieces.
    pub(crate) fn of(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut text = Self { pieces: Pieces::None };
        // Known pieces in a row, which are put together once.
        let mut first: Option<Arc<str>> = None;
        let mut row = String::new();
        for piece in pieces {
            match piece {
                Piece::Known(next) if next.is_empty() => {}
                Piece::Known(next) => match &first {
                    None => first = Some(next),
                    Some(before) => {
                        if row.is_empty() {
                            row.push_str(before);
                        }
                        row.push_str(&next);
                    }
                },
                unknown @ Piece::Unknown(_) => {
                    text.push_known(&mut first, &mut row);
                    text.pieces.push(unknown);
                }
            }
        }
        text.push_known(&mut first, &mut row);
        text
    }

    fn push_known(&mut self, first: &mut Option<Arc<str>>, row: &mut String) {
        let Some(first) = first.take() else { return };
        let known = if row.is_empty() { first } else { std::mem::take(row).into() };
        self.pieces.push(Piece::Known(normal(known)));
    }

    /// The pieces.
    pub(crate) fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The text, if all of it is known.
    pub(crate) fn as_known(&self) -> Option<&str> {
        match &*self.pieces {
            [] => Some(""),
            [Piece::Known(text)] => Some(text),
            _ => None,
        }
    }

    /// The same, to keep.
    pub(crate) fn into_known(self) -> Option<Arc<str>> {
        match self.pieces {
            Pieces::None => Some("".into()),
            Pieces::One(Piece::Known(text)) => Some(text),
            _ => None,
        }
    }

    /// The text as people are shown it: what is not known in it is named by what it stands for.
    pub(crate) fn for_people(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Known(text) => text.to_string(),
            Piece::Unknown(Some(symbol)) => format!("${{{symbol}}}"),
            Piece::Unknown(None) => "...".to_owned(),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// What is certain of its beginning.
    pub(crate) fn prefix(&self) -> &str {
        match self.pieces.first() {
            Some(Piece::Known(text)) => text,
            _ => "",
        }
    }

    /// What is certain of its end.
    pub(crate) fn suffix(&self) -> &str {
        match self.pieces.last() {
            Some(Piece::Known(text)) => text,
            _ => "",
        }
    }

    /// What counts against the bytes that a string may have.
    pub(crate) fn room(&self) -> usize {
        self.pieces.iter().map(Piece::room).sum()
    }

    /// Its length in bytes is at least this.
    fn min_len(&self) -> usize {
        self.known_pieces().map(str::len).sum()
    }

    fn known_pieces(&self) -> impl Iterator<Item = &str> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Known(text) => Some(&**text),
            Piece::Unknown(_) => None,
        })
    }

    /// Whether it is empty.
    pub(crate) fn is_empty(&self) -> Truth {
        match (self.pieces.is_empty(), self.min_len()) {
            (true, _) => Truth::True,
            (false, 0) => Truth::Unknown,
            _ => Truth::False,
        }
    }

    /// Whether it begins with `needle`.
    pub(crate) fn starts_with(&self, needle: &str) -> Truth {
        Self::bounded(self.as_known().is_some(), self.prefix(), needle, |known, needle| {
            known.starts_with(needle)
        })
    }

    /// Whether it ends with `needle`.
    pub(crate) fn ends_with(&self, needle: &str) -> Truth {
        Self::bounded(self.as_known().is_some(), self.suffix(), needle, |known, needle| {
            known.ends_with(needle)
        })
    }

    fn bounded(whole: bool, known: &str, needle: &str, meets: fn(&str, &str) -> bool) -> Truth {
        if meets(known, needle) {
            Truth::True
        } else if !whole && known.len() < needle.len() && meets(needle, known) {
            Truth::Unknown
        } else {
            Truth::False
        }
    }

    /// Whether `needle` stands in it somewhere.
    pub(crate) fn contains(&self, needle: &str) -> Truth {
        match self.as_known() {
            Some(text) => Truth::from(text.contains(needle)),
            None if needle.is_empty()
                || self.known_pieces().any(|piece| piece.contains(needle)) =>
            {
                Truth::True
            }
            None => Truth::Unknown,
        }
    }

    /// Whether both are the same text.
    pub(crate) fn equals(&self, other: &Self) -> Truth {
        let symbols =
            |text: &Self| text.pieces.iter().all(|piece| !matches!(piece, Piece::Unknown(None)));
        if let (Some(a), Some(b)) = (self.as_known(), other.as_known()) {
            return Truth::from(a == b);
        }
        if self == other && symbols(self) {
            return self.same_symbols();
        }
        let overlaps = |a: &str, b: &str, meets: fn(&str, &str) -> bool| meets(a, b) || meets(b, a);
        let too_long = |known: &Self, longer: &Self| {
            known.as_known().is_some_and(|text| text.len() < longer.min_len())
        };
        let possible = overlaps(self.prefix(), other.prefix(), |a, b| a.starts_with(b))
            && overlaps(self.suffix(), other.suffix(), |a, b| a.ends_with(b))
            && !too_long(self, other)
            && !too_long(other, self);
        if possible { Truth::Unknown } else { Truth::False }
    }

    fn same_symbols(&self) -> Truth {
        Truth::all(self.pieces.iter().map(|piece| match piece {
            Piece::Unknown(Some(symbol)) => symbol.same(symbol),
            Piece::Unknown(None) => Truth::Unknown,
            Piece::Known(_) => Truth::True,
        }))
    }

    /// The text with `change` made to each known piece. Unknown pieces lose their names: they are changed too.
    #[must_use]
    pub(crate) fn map_pieces(&self, change: impl Fn(&str) -> String) -> Self {
        Self::of(self.pieces.iter().map(|piece| match piece {
            Piece::Known(text) => Piece::Known(change(text).into()),
            Piece::Unknown(_) => Piece::Unknown(None),
        }))
    }

    /// The pieces of `self`, then those of `other`.
    #[must_use]
    pub(crate) fn followed_by(&self, other: &Self) -> Self {
        Self::of(self.pieces.iter().chain(other.pieces()).cloned())
    }
}

/// Text as Terraform keeps it, in Unicode's normal form C. A piece is taken for itself: that the unknown one after it
/// could begin with a combining character is not reckoned with.
fn normal(text: Arc<str>) -> Arc<str> {
    if text.is_ascii() || unicode_normalization::is_nfc(&text) {
        return text;
    }
    unicode_normalization::UnicodeNormalization::nfc(&*text).collect::<String>().into()
}

/// The first characters of a text that may be long, with a sign where it goes on.
pub(crate) fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Truth;
    use crate::value::test::text;

    #[test]
    fn a_prefix_is_decided_as_far_as_it_is_known() {
        assert_eq!(text("arn:aws:?").starts_with("arn:"), Truth::True);
        assert_eq!(text("ar?").starts_with("arn:"), Truth::Unknown);
        assert_eq!(text("?arn:").starts_with("arn:"), Truth::Unknown);
        assert_eq!(text("http?").starts_with("arn:"), Truth::False);
        assert_eq!(text("ar").starts_with("arn:"), Truth::False);
    }

    #[test]
    fn a_suffix_is_decided_as_far_as_it_is_known() {
        assert_eq!(text("?/invocations").ends_with("/invocations"), Truth::True);
        assert_eq!(text("?s").ends_with("/invocations"), Truth::Unknown);
        assert_eq!(text("?x").ends_with("/invocations"), Truth::False);
    }

    #[test]
    fn texts_that_cannot_be_equal_are_not() {
        assert_eq!(text("a?c").equals(&text("abc")), Truth::Unknown);
        assert_eq!(text("a?c").equals(&text("xbc")), Truth::False);
        assert_eq!(text("abc?").equals(&text("ab")), Truth::False);
        assert_eq!(text("a?a").equals(&text("a")), Truth::False);
        assert_eq!(text("?").equals(&text("?")), Truth::Unknown);
    }

    #[test]
    fn a_needle_may_lie_in_what_is_unknown() {
        assert_eq!(text("a:lambda:?").contains(":lambda:"), Truth::True);
        assert_eq!(text("a?").contains(":lambda:"), Truth::Unknown);
        assert_eq!(text("abc").contains("x"), Truth::False);
        assert_eq!(text("?").is_empty(), Truth::Unknown);
        assert_eq!(text("?x").is_empty(), Truth::False);
    }
}
