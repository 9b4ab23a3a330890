//! Texts, and places in them. Knows nothing of what the texts mean.

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

/// One text that was read: a Terraform file, a variables file, a rule page.
#[derive(Debug)]
pub struct Source {
    /// Where the text was read, as it is shown to people: relative to the working folder where that is possible.
    pub path: PathBuf,
    /// The text, byte for byte.
    pub text: Arc<str>,
}

/// Names a [`Source`] in the [`Sources`] that it was added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(u32);

impl SourceId {
    /// The words of a rule page. They are no place of the user's, so no value and no finding lies there.
    pub const PAGE: Self = Self(u32::MAX);
}

/// A place in a source: a range of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The text that the range lies in.
    pub source: SourceId,
    /// The first byte, from 0.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// A span of `start..end`. Sources are smaller than 4 GiB (see [`crate::files::MAX_BYTES`]), so the conversion
    /// does not lose anything; a larger offset is clamped.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { source, start: clamp(start), end: clamp(end) }
    }

    /// The range of bytes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside of this span.
    pub fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// All texts of a run. Texts are only ever added, so an id stays good, and threads share it.
#[derive(Debug, Default)]
pub struct Sources {
    list: RwLock<Vec<Arc<Source>>>,
}

impl Sources {
    /// Adds a text and gives it a name.
    pub fn add(&self, path: &Path, text: impl Into<Arc<str>>) -> SourceId {
        let source = Arc::new(Source { path: path.to_path_buf(), text: text.into() });
        let mut list = self.list.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        list.push(source);
        SourceId(u32::try_from(list.len() - 1).unwrap_or(u32::MAX))
    }

    /// The text behind an id.
    ///
    /// # Panics
    ///
    /// When the id comes from other `Sources`, which is a bug of the caller.
    pub fn get(&self, id: SourceId) -> Arc<Source> {
        let list = self.list.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        Arc::clone(&list[id.0 as usize])
    }
}
