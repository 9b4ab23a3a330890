//! Characters of a text, counted once: lines may be as long as files.

/// Bytes between two places of which the count is kept.
const EVERY: usize = 1024;

/// How many characters there are before each place of a text.
pub(super) struct Characters(Vec<usize>);

impl Characters {
    /// Those of that text.
    pub(super) fn of(text: &str) -> Self {
        let mut count = 0;
        let before = text.as_bytes().chunks(EVERY).map(|bytes| {
            let before = count;
            count += begun_in(bytes);
            before
        });
        Self(before.collect())
    }

    /// How many there are in the same text from one place to another one, in bytes.
    pub(super) fn between(&self, text: &str, start: usize, end: usize) -> usize {
        self.before(text, end).saturating_sub(self.before(text, start))
    }

    fn before(&self, text: &str, offset: usize) -> usize {
        let offset = offset.min(text.len());
        // The last place of which the count is kept, which may be the end of the text before.
        let kept = (offset / EVERY).min(self.0.len().saturating_sub(1));
        let rest = text.as_bytes().get(kept * EVERY..offset).unwrap_or_default();
        self.0.get(kept).copied().unwrap_or(0) + begun_in(rest)
    }
}

/// How many characters begin in these bytes of UTF-8.
fn begun_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0b1100_0000 != 0b1000_0000).count()
}

#[cfg(test)]
mod tests {
    use super::{Characters, EVERY};

    #[test]
    fn all_places_are_counted_as_one_by_one() {
        for text in ["", "a", "é", &"aé€😀".repeat(EVERY), &"a".repeat(2 * EVERY)] {
            let characters = Characters::of(text);
            let ends = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
            for (count, offset) in ends.enumerate() {
                assert_eq!(characters.between(text, 0, offset), count);
            }
        }
        let text = "é".repeat(EVERY);
        assert_eq!(Characters::of(&text).between(&text, 2, 2 * EVERY), EVERY - 1);
    }
}
