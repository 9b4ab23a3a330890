//! Texts of an editor that lie over a disk.

use super::ReadError;
use super::disk::{Disk, Entry, Kind, Next, Visited};
use super::paths::parent;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A disk with texts that stand in for the files at their paths, whether or not there are such files.
#[derive(Debug)]
pub struct Overlay<D> {
    under: D,
    texts: BTreeMap<PathBuf, String>,
}

impl<D: Disk> Overlay<D> {
    /// A disk over which nothing lies.
    pub fn over(under: D) -> Self {
        Self { under, texts: BTreeMap::new() }
    }

    /// The same with a text for the file at a path, however that is written.
    #[must_use]
    pub fn with(mut self, path: &Path, text: impl Into<String>) -> Self {
        self.texts.insert(self.key(path), text.into());
        self
    }

    /// The name that the disk has for a path. A file that is not there has the name that it would have in its folder.
    fn key(&self, path: &Path) -> PathBuf {
        let path = self.under.here().join(path);
        let in_folder = || Some(self.under.real(parent(&path)).ok()?.join(path.file_name()?));
        self.under.real(&path).ok().or_else(in_folder).unwrap_or(path)
    }
}

impl<D: Disk> Disk for Overlay<D> {
    fn here(&self) -> PathBuf {
        self.under.here()
    }

    fn home(&self) -> Option<PathBuf> {
        self.under.home()
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.under.real(path).or_else(|error| {
            let key = self.key(path);
            if self.texts.contains_key(&key) { Ok(key) } else { Err(error) }
        })
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        if self.texts.contains_key(&self.key(path)) {
            return Ok(Kind::File);
        }
        self.under.kind(path)
    }

    fn read(&self, path: &Path, most: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        match self.texts.get(path) {
            Some(text) if text.len() as u64 > most => Err(ReadError::TooLarge(text.len() as u64)),
            Some(text) => {
                take(text.as_bytes());
                Ok(())
            }
            None => self.under.read(path, most, take),
        }
    }

    fn set_text(&mut self, path: &Path, text: &str) -> bool {
        match self.texts.get_mut(path) {
            Some(known) => text.clone_into(known),
            None => return self.under.set_text(path, text),
        }
        true
    }

    fn walk(&self, root: &Path, depth: usize, visit: &mut dyn FnMut(Visited) -> Next) {
        let mut goes_on = true;
        self.under.walk(root, depth, &mut |visited| {
            let next = visit(visited);
            goes_on = next != Next::Stop;
            next
        });
        for path in self.texts.keys().filter(|path| self.under.kind(path).is_err()) {
            let Ok(below) = path.strip_prefix(root) else { continue };
            let entry =
                Entry { path: path.clone(), kind: Kind::File, depth: below.components().count() };
            goes_on = goes_on && entry.depth <= depth && visit(Ok(entry)) != Next::Stop;
        }
    }
}
