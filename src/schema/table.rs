//! Pieces of bytes one after the other, each found by its position without a look at the others.

/// Some pieces of bytes: their number, where each ends, and the pieces.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a> {
    ends: &'a [u8],
    pieces: &'a [u8],
}

/// The bytes of a number.
const WIDTH: usize = size_of::<u32>();

impl<'a> Table<'a> {
    /// The table that bytes begin with, and the bytes after it.
    pub(crate) fn split(bytes: &'a [u8]) -> Option<(Self, &'a [u8])> {
        let (count, rest) = bytes.split_first_chunk::<WIDTH>()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (ends, rest) = rest.split_at_checked(count * WIDTH)?;
        let table = Self { ends, pieces: rest };
        let end = if count == 0 { 0 } else { table.end(count - 1)? };
        let (pieces, rest) = rest.split_at_checked(end)?;
        Some((Self { ends, pieces }, rest))
    }

    fn end(&self, position: usize) -> Option<usize> {
        let end = self.ends.get(position * WIDTH..)?.first_chunk::<WIDTH>()?;
        usize::try_from(u32::from_le_bytes(*end)).ok()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len() / WIDTH
    }

    /// The piece at that position.
    pub(crate) fn get(&self, position: usize) -> Option<&'a [u8]> {
        let start = if position == 0 { 0 } else { self.end(position - 1)? };
        self.pieces.get(start..self.end(position)?)
    }

    /// The text at that position.
    pub(crate) fn text(&self, position: usize) -> Option<&'a str> {
        std::str::from_utf8(self.get(position)?).ok()
    }

    /// The position of a piece, if they are in order.
    pub(crate) fn find(&self, piece: &[u8]) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.get(middle)?.cmp(piece) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}
