//! The escapes in JSON strings: how long they are, and what they stand for.

use crate::syntax::offsets::Offsets;
use std::ops::Range;

/// The escapes of a text in their order, each with the length in bytes of what it stands for.
fn escapes(text: &str) -> impl Iterator<Item = (Range<usize>, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text.get(at..)?.find('\\')?;
        let start = at;
        let (len, decoded) = match unit(text, start) {
            None => (2, 1),
            Some(high @ 0xd800..0xdc00) => match unit(text, start + 6) {
                Some(0xdc00..0xe000) => (12, 4),
                _ => (6, utf8_len(high)),
            },
            Some(unit) => (6, utf8_len(unit)),
        };
        at += len;
        Some((start..at, decoded))
    })
}

/// The number in `\u0041`, if such an escape stands there.
fn unit(text: &str, at: usize) -> Option<u32> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    u32::from_str_radix(digits, 16).ok()
}

fn utf8_len(unit: u32) -> usize {
    char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER).len_utf8()
}

/// Where the value of a string stands in the source, given its text between the quotes and where that begins.
pub(super) fn offsets(raw: &str, base: usize) -> Offsets {
    let mut offsets = Offsets::from(base);
    let mut shorter = 0;
    for (range, decoded) in escapes(raw) {
        shorter += range.len() - decoded;
        offsets.shift(range.end - shorter, base + range.end);
    }
    offsets
}

/// The text with U+FFFD for each half of a surrogate pair, which is what Terraform reads there; `None` where there is
/// no such half.
pub(super) fn without_lone_surrogates(text: &str) -> Option<String> {
    let lone: Vec<Range<usize>> = escapes(text)
        .map(|(range, _)| range)
        .filter(|range| {
            let is_half = |unit| matches!(unit, 0xd800..0xe000);
            range.len() == 6 && unit(text, range.start).is_some_and(is_half)
        })
        .collect();
    let (mut mended, mut at) = (String::new(), 0);
    for range in &lone {
        mended.push_str(text.get(at..range.start)?);
        mended.push_str("\\ufffd");
        at = range.end;
    }
    mended.push_str(text.get(at..)?);
    (!lone.is_empty()).then_some(mended)
}
