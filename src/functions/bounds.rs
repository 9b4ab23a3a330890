//! How much a call may make. What would be larger is Unknown: no configuration that people write needs it.

/// Characters of padding, places of a number, copies of a text.
pub(super) const MAX_WIDTH: usize = 10_000;
/// Levels of a value that is decoded.
pub(super) const MAX_DEPTH: usize = 64;
/// Values that decoding a document makes, with those that its aliases repeat.
pub(super) const MAX_DECODED: usize = 100_000;
