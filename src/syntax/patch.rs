//! A text of which bytes are replaced, and none inserted or removed: offsets stay what they are.

use std::ops::Range;

/// A text that is being changed.
pub(super) struct Patch {
    bytes: Vec<u8>,
}

impl Patch {
    pub(super) fn new(text: &str) -> Self {
        Self { bytes: text.as_bytes().to_vec() }
    }

    /// Writes `bytes` from an offset on.
    pub(super) fn put(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.bytes.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }

    /// Writes blanks over whole characters.
    pub(super) fn blank(&mut self, range: Range<usize>) {
        self.bytes.get_mut(range).unwrap_or_default().fill(b' ');
    }

    /// Writes blanks over whole characters, and leaves the ends of lines.
    pub(super) fn blank_lines(&mut self, range: Range<usize>) {
        let bytes = self.bytes.get_mut(range).unwrap_or_default();
        for byte in bytes.iter_mut().filter(|byte| **byte != b'\n') {
            *byte = b' ';
        }
    }

    /// The text, if it is another than before.
    pub(super) fn changed(self, before: &str) -> Option<String> {
        let after = String::from_utf8(self.bytes).ok()?;
        (after != before).then_some(after)
    }
}
