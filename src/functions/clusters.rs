//! Characters as people count them: grapheme clusters, by the version of Unicode that Terraform has.

use unicode_segmentation::UnicodeSegmentation as _;

/// The clusters of a text.
pub(super) fn clusters(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.graphemes(true).flat_map(split)
}

/// Since Unicode 15.1, consonants that are joined in the scripts of India are one cluster. They were not before.
fn split(cluster: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = cluster;
    while let Some((at, _)) = rest.char_indices().skip(1).find(|(_, c)| is_consonant(*c)) {
        let (part, after) = rest.split_at(at);
        parts.push(part);
        rest = after;
    }
    parts.push(rest);
    parts
}

fn is_consonant(c: char) -> bool {
    let code = u32::from(c);
    (0x900..0xd80).contains(&code) && matches!(code % 0x80, 0x15..=0x39 | 0x58..=0x5f | 0x78..=0x7f)
}
