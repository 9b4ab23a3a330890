//! Positions in texts, as clients count them, and bytes.

use crate::source::line_start;
use lsp_types::{Position, PositionEncodingKind, Range};

/// In what the columns of a line are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    Utf8,
    /// What everybody understands.
    #[default]
    Utf16,
    Utf32,
}

impl Encoding {
    /// The one of those that a client offers which costs least.
    pub(super) fn among(offered: &[PositionEncodingKind]) -> Self {
        let all = [Self::Utf8, Self::Utf32, Self::Utf16];
        all.into_iter().find(|encoding| offered.contains(&encoding.kind())).unwrap_or_default()
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn len(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// The byte of a text at a position. One behind the end of a line is its end, and one within a character its begin.
    pub(super) fn offset(self, text: &str, position: Position) -> usize {
        let mut start = 0;
        for _ in 0..position.line {
            match text.get(start..).and_then(|rest| rest.find('\n')) {
                Some(end) => start += end + 1,
                None => return text.len(),
            }
        }
        let line = text.get(start..).unwrap_or_default();
        let line = line.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let mut units = 0;
        for (at, c) in line.char_indices() {
            units += self.len(c);
            if units > position.character as usize {
                return start + at;
            }
        }
        start + line.len()
    }

    /// The position of a byte.
    pub(super) fn position(self, text: &str, offset: usize) -> Position {
        let before = text.get(..offset.min(text.len())).unwrap_or(text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count();
        let start = line_start(before, before.len());
        let column: usize =
            before.get(start..).unwrap_or_default().chars().map(|c| self.len(c)).sum();
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        Position { line: count(line), character: count(column) }
    }

    /// The range of some bytes.
    pub(super) fn range(self, text: &str, bytes: std::ops::Range<usize>) -> Range {
        Range { start: self.position(text, bytes.start), end: self.position(text, bytes.end) }
    }

    /// The bytes of a range.
    pub(super) fn bytes(self, text: &str, range: Range) -> std::ops::Range<usize> {
        let (start, end) = (self.offset(text, range.start), self.offset(text, range.end));
        start..end.max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::Encoding;
    use lsp_types::Position;

    /// An emoji, and an `e` with a combining accent.
    const TEXT: &str = "a\u{1f600}b\r\ne\u{301}c\nlast";

    #[test]
    fn columns_are_counted_as_the_client_counts() {
        for (encoding, b, c) in
            [(Encoding::Utf8, 5, 3), (Encoding::Utf16, 3, 2), (Encoding::Utf32, 2, 2)]
        {
            let at = |word: &str| encoding.position(TEXT, TEXT.find(word).unwrap());
            assert_eq!(at("b"), Position { line: 0, character: b }, "{encoding:?}");
            assert_eq!(at("c"), Position { line: 1, character: c }, "{encoding:?}");
            for (offset, _) in TEXT.char_indices().filter(|(_, c)| *c != '\n') {
                let position = encoding.position(TEXT, offset);
                assert_eq!(encoding.offset(TEXT, position), offset, "{encoding:?}");
            }
        }
    }

    #[test]
    fn what_is_behind_a_line_is_its_end() {
        let at = |line, character| Encoding::Utf16.offset(TEXT, Position { line, character });
        assert_eq!(at(0, 99), TEXT.find('\r').unwrap());
        assert_eq!(at(9, 0), TEXT.len());
        // Half of an emoji is its begin.
        assert_eq!(at(0, 2), 1);
    }
}
