//! Texts, and places in them. Knows nothing of what the texts mean.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock, Weak};

/// One text that was read: a Terraform file, a variables file, a rule page.
#[derive(Debug)]
pub struct Source {
    /// Its name.
    pub id: SourceId,
    /// Where the text was read, as it is shown to people: relative to the working folder where that is possible.
    pub path: PathBuf,
    /// The text, byte for byte.
    pub text: Arc<str>,
}

/// Names a [`Source`] in the [`Sources`] that it was added to. A file has the same name whenever it is read, so that what
/// was made of its text may outlive the text.
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

/// Only the words of pages are kept: they have one source.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end - self.start).serialize(to)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (start, len): (u32, u32) = Deserialize::deserialize(from)?;
        Ok(Self { source: SourceId::PAGE, start, end: start.saturating_add(len) })
    }
}

impl Span {
    /// A span of `start..end`. Sources are smaller than 4 GiB (see [`crate::files::MAX_BYTES`]), so the conversion
    /// does not lose anything; a larger offset is clamped.
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { source, start: clamp(start), end: clamp(end) }
    }

    /// The range of bytes.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside of this span.
    pub fn contains(self, other: Self) -> bool {
        self.source == other.source && self.start <= other.start && other.end <= self.end
    }
}

/// The lines of a text, without their ends: a range of bytes each.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = start..start + line.trim_end_matches(['\n', '\r']).len();
        start += line.len();
        range
    })
}

/// Where the line begins in which a byte of a text lies.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// The texts of a run, and of those after it. Names are only ever added, so an id stays good, and threads share it.
///
/// The text of a file is here for as long as somebody has it, or it is pinned.
#[derive(Debug, Default)]
pub struct Sources(RwLock<Names>);

#[derive(Debug, Default)]
struct Names {
    list: Vec<Slot>,
    by_path: HashMap<PathBuf, SourceId>,
}

#[derive(Debug)]
struct Slot {
    path: PathBuf,
    lent: Weak<Source>,
    pinned: Option<Arc<Source>>,
}

impl Sources {
    /// Adds a text that is no file's, gives it a name of its own, and keeps it.
    pub fn add(&self, path: &Path, text: impl Into<Arc<str>>) -> SourceId {
        let mut names = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let id = names.push(path);
        let source = names.lend(id, text.into());
        names.pin(id);
        source.id
    }

    /// The name of a file, whether or not its text is here.
    pub fn name(&self, path: &Path) -> SourceId {
        let known =
            self.0.read().unwrap_or_else(PoisonError::into_inner).by_path.get(path).copied();
        known.unwrap_or_else(|| {
            let mut names = self.0.write().unwrap_or_else(PoisonError::into_inner);
            names.by_path.get(path).copied().unwrap_or_else(|| {
                let id = names.push(path);
                names.by_path.insert(path.to_path_buf(), id);
                id
            })
        })
    }

    /// The text of a file, under the name that the file always has.
    pub fn lend(&self, path: &Path, text: impl Into<Arc<str>>) -> Arc<Source> {
        let id = self.name(path);
        self.0.write().unwrap_or_else(PoisonError::into_inner).lend(id, text.into())
    }

    /// Keeps a text that is here, whoever else has it.
    pub fn pin(&self, id: SourceId) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).pin(id);
    }

    /// Keeps no text any more but those that somebody has.
    pub(crate) fn unpin(&mut self) {
        let names = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        names.list.iter_mut().for_each(|slot| slot.pinned = None);
    }

    /// The text behind an id; an empty one if it is not here.
    ///
    /// # Panics
    ///
    /// When the id comes from other `Sources`, which is a bug of the caller.
    pub fn get(&self, id: SourceId) -> Arc<Source> {
        let names = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let slot = &names.list[id.0 as usize];
        slot.pinned.clone().or_else(|| slot.lent.upgrade()).unwrap_or_else(|| {
            Arc::new(Source { id, path: slot.path.clone(), text: Arc::default() })
        })
    }
}

impl Names {
    fn push(&mut self, path: &Path) -> SourceId {
        self.list.push(Slot { path: path.to_path_buf(), lent: Weak::new(), pinned: None });
        SourceId(u32::try_from(self.list.len() - 1).unwrap_or(u32::MAX))
    }

    fn lend(&mut self, id: SourceId, text: Arc<str>) -> Arc<Source> {
        let slot = self.list.get_mut(id.0 as usize);
        let known = slot.as_ref().and_then(|slot| slot.lent.upgrade());
        if let Some(known) = known.filter(|known| known.text == text) {
            return known;
        }
        let path = slot.as_ref().map(|slot| slot.path.clone()).unwrap_or_default();
        let source = Arc::new(Source { id, path, text });
        if let Some(slot) = slot {
            slot.lent = Arc::downgrade(&source);
        }
        source
    }

    fn pin(&mut self, id: SourceId) {
        if let Some(slot) = self.list.get_mut(id.0 as usize) {
            slot.pinned = slot.lent.upgrade().or_else(|| slot.pinned.take());
        }
    }
}
