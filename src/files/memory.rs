//! A disk that is not there: files by their paths, for tests and for whoever has no disk.

use super::ReadError;
use super::disk::{Disk, Entry, Kind, Next, Visited};
use super::paths::normalised;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

/// Where relative paths begin.
const HERE: &str = "/here";

/// Files by their paths. Folders are there because files lie in them, and nothing is a link.
#[derive(Debug, Default, Clone)]
pub struct Memory(BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    /// A disk without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with a file.
    #[must_use]
    pub fn with(mut self, path: impl AsRef<Path>, bytes: impl Into<Vec<u8>>) -> Self {
        self.0.insert(normalised(&Path::new(HERE).join(path)), bytes.into());
        self
    }

    /// What lies in a folder: the paths, and what each is.
    fn in_folder(&self, folder: &Path) -> BTreeSet<(PathBuf, bool)> {
        let below = self.0.keys().filter_map(|path| {
            let mut rest = path.strip_prefix(folder).ok()?.components();
            let name = rest.next()?;
            Some((folder.join(name), rest.next().is_some()))
        });
        below.collect()
    }

    fn go(
        &self,
        folder: &Path,
        depths: (usize, usize),
        visit: &mut dyn FnMut(Visited) -> Next,
    ) -> bool {
        let (depth, most) = depths;
        self.in_folder(folder).into_iter().all(|(path, is_folder)| {
            let kind = if is_folder { Kind::Folder } else { Kind::File };
            match visit(Ok(Entry { path: path.clone(), kind, depth })) {
                Next::Enter if is_folder && depth < most => {
                    self.go(&path, (depth + 1, most), visit)
                }
                Next::Enter | Next::PassOver => true,
                Next::Stop => false,
            }
        })
    }
}

impl Disk for Memory {
    fn here(&self) -> PathBuf {
        PathBuf::from(HERE)
    }

    fn home(&self) -> Option<PathBuf> {
        None
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        let path = normalised(path);
        self.kind(&path).map(|_| path)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let path = normalised(path);
        if self.0.contains_key(&path) {
            Ok(Kind::File)
        } else if self.0.keys().any(|file| file.starts_with(&path)) {
            Ok(Kind::Folder)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    fn read(&self, path: &Path, most: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        let missing = || ReadError::Io(io::ErrorKind::NotFound.to_string());
        let bytes = self.0.get(path).ok_or_else(missing)?;
        if bytes.len() as u64 > most {
            return Err(ReadError::TooLarge(bytes.len() as u64));
        }
        take(bytes);
        Ok(())
    }

    fn walk(&self, root: &Path, depth: usize, visit: &mut dyn FnMut(Visited) -> Next) {
        self.go(root, (1, depth), visit);
    }
}
