//! What a disk has to offer. Nothing else touches one: what is read, and from where, is decided above.

use super::ReadError;
use std::ffi::OsString;
use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};

/// A disk, or something that looks like one. Paths are absolute.
pub trait Disk: Debug + Send + Sync {
    /// The folder that relative paths begin in.
    fn here(&self) -> PathBuf;

    /// The folder of whoever runs the program.
    fn home(&self) -> Option<PathBuf>;

    /// The one name of what lies at a path: without links, `.` and `..`.
    ///
    /// # Errors
    ///
    /// When there is nothing, or it cannot be reached.
    fn real(&self, path: &Path) -> io::Result<PathBuf>;

    /// What lies at a path, or where the link leads that lies there.
    ///
    /// # Errors
    ///
    /// When there is nothing, or it cannot be reached.
    fn kind(&self, path: &Path) -> io::Result<Kind>;

    /// Hands over the bytes of a regular file of at most `most` bytes.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or is larger.
    fn read(&self, path: &Path, most: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError>;

    /// Goes through what lies below a folder, at most `depth` levels, in no order: a folder comes before what lies in it.
    /// Links are not followed, but for one at `root`.
    fn walk(&self, root: &Path, depth: usize, visit: &mut dyn FnMut(Visited) -> Next);

    /// Puts a text in the place of one that stands in for the file of that name; whether one does.
    fn set_text(&mut self, _path: &Path, _text: &str) -> bool {
        false
    }

    /// What lies in a folder, in no order; `None` if it cannot be read.
    fn list(&self, folder: &Path) -> Option<Vec<(OsString, Kind)>> {
        let mut found = Some(Vec::new());
        self.walk(folder, 1, &mut |visited| {
            match (visited, &mut found) {
                (Ok(Entry { path, kind, .. }), Some(found)) => {
                    found.extend(path.file_name().map(|name| (name.to_owned(), kind)));
                }
                (Err(fault), _) if fault.path == folder => found = None,
                _ => {}
            }
            Next::PassOver
        });
        found
    }
}

/// What comes along on a walk.
pub type Visited = Result<Entry, Fault>;

/// Something in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The path of the folder that the walk began in, and the way from there.
    pub path: PathBuf,
    /// What it is.
    pub kind: Kind,
    /// How many levels below that folder it lies, from 1.
    pub depth: usize,
}

/// Something that a walk could not enter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub path: PathBuf,
    /// What the system says.
    pub message: String,
}

/// What lies at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A link, to whatever.
    Link,
    /// Anything else, as a pipe.
    Other,
}

/// How a walk goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Into what was visited, if it is a folder.
    Enter,
    /// To what comes after it.
    PassOver,
    /// Not at all.
    Stop,
}

impl Disk for Box<dyn Disk> {
    fn here(&self) -> PathBuf {
        (**self).here()
    }

    fn home(&self) -> Option<PathBuf> {
        (**self).home()
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        (**self).real(path)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        (**self).kind(path)
    }

    fn read(&self, path: &Path, most: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        (**self).read(path, most, take)
    }

    fn walk(&self, root: &Path, depth: usize, visit: &mut dyn FnMut(Visited) -> Next) {
        (**self).walk(root, depth, visit);
    }

    fn set_text(&mut self, path: &Path, text: &str) -> bool {
        (**self).set_text(path, text)
    }
}
