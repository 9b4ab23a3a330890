//! From offsets in a text that was parsed to offsets in the source that it was taken from.

/// Where the bytes of a parsed text stand in its source.
#[derive(Debug, Clone, Default)]
pub(super) struct Offsets {
    /// Where the text begins.
    base: usize,
    /// From which offset in the text on which offset in the source belongs to it, in the order of the text: one for
    /// each escape that has another length in the source.
    shifts: Vec<(usize, usize)>,
}

impl Offsets {
    /// Of a text that stands in the source byte for byte.
    pub(super) fn from(base: usize) -> Self {
        Self { base, shifts: Vec::new() }
    }

    /// Says that from `offset` in the text on, the source goes on at `source`.
    pub(super) fn shift(&mut self, offset: usize, source: usize) {
        self.shifts.push((offset, source));
    }

    /// Where an offset in the text lies in the source.
    pub(super) fn at(&self, offset: usize) -> usize {
        let before = self.shifts.partition_point(|(from, _)| *from <= offset);
        let last = before.checked_sub(1).and_then(|last| self.shifts.get(last));
        let (from, source) = last.copied().unwrap_or((0, self.base));
        source + (offset - from)
    }
}
