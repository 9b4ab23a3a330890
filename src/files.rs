//! The one door to the disk: folders, files, and buffers of an editor that lie over them.
//!
//! Never leaves the workspace roots, whatever a link says, and never writes.
#![expect(clippy::disallowed_methods, reason = "this is the one module that touches the disk")]

mod contents;
mod pattern;
mod search;
mod walk;
mod workspace;

pub use contents::MAX_CONTENT;
pub use pattern::Pattern;
pub use walk::{Folder, WalkError, Walked, walk};
pub(crate) use walk::{is_configuration, is_variables};

use crate::source::{SourceId, Sources};
use search::Listed;
use std::collections::HashMap;
use std::fmt;
use std::fs::DirEntry;
use std::io::Read as _;
use std::path::{Component, Path, PathBuf};
use workspace::Workspace;

/// The largest file that is read: 8 MiB. The largest Terraform file seen in public has 2 MiB.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The texts of a run, and the way to them.
#[derive(Debug)]
pub struct Files {
    sources: Sources,
    workspace: Workspace,
    /// Texts that stand in for the file on the disk, by the key of the path.
    buffers: HashMap<PathBuf, String>,
    listed: Listed,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// It is larger than [`MAX_BYTES`]; its size in bytes.
    TooLarge(u64),
    /// It is no UTF-8: the offset in bytes of the first byte that is not.
    NotUtf8(usize),
    /// It lies outside of the workspace: a link leads there.
    Outside,
    /// What the system says.
    Io(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge(size) => {
                write!(f, "it has {size} bytes, and gatelint reads at most {MAX_BYTES}")
            }
            Self::NotUtf8(offset) => {
                write!(f, "it is not UTF-8: byte {offset} is the first that cannot be read")
            }
            Self::Outside => f.write_str("it is a link that leads out of the workspace"),
            Self::Io(message) => f.write_str(message),
        }
    }
}

impl Files {
    /// A way to all that lies in the workspaces of `paths`: the repository that a path lies in. Where there is none, that
    /// is the folder of the path, until [`Files::widen`] takes in more.
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        Self::with(Workspace::of(paths))
    }

    /// A way to all that lies below these folders, as the system names them.
    pub fn within(roots: impl IntoIterator<Item = PathBuf>) -> Self {
        Self::with(Workspace::within(roots))
    }

    fn with(workspace: Workspace) -> Self {
        Self {
            sources: Sources::default(),
            workspace,
            buffers: HashMap::new(),
            listed: Listed::default(),
        }
    }

    /// The same with a text that stands in for the file at `path`, whether or not there is one.
    #[must_use]
    pub fn with_buffer(mut self, path: &Path, text: String) -> Self {
        self.buffers.insert(key(path), text);
        self
    }

    /// The text that stands in for the file at `path`, however the path is written.
    fn buffer(&self, path: &Path) -> Option<&String> {
        // The key takes a look at the disk.
        if self.buffers.is_empty() { None } else { self.buffers.get(&key(path)) }
    }

    /// The texts that were read.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The buffers that stand in for files of that folder.
    fn buffers_in(&self, dir: &Path) -> impl Iterator<Item = PathBuf> {
        let folder = (!self.buffers.is_empty()).then(|| key(dir));
        let names = self.buffers.keys().filter(move |path| Some(parent(path)) == folder.as_deref());
        names.filter_map(|path| path.file_name()).map(move |name| dir.join(name))
    }

    /// What may be read, as the system names it.
    pub fn roots(&self) -> Vec<PathBuf> {
        self.workspace.roots()
    }

    /// The one name that the system has for a folder, if it is there and inside of the workspace.
    pub fn real(&self, dir: &Path) -> Option<PathBuf> {
        let real = on_disk(dir).canonicalize().ok()?;
        self.workspace.holds(&real).then_some(real)
    }

    /// The path by which a folder is shown that the system names so: each folder has one.
    pub fn shown(&self, real: &Path) -> PathBuf {
        self.workspace.shown(real)
    }

    /// Takes the folder `to` into the workspace, to which a call in the folder `from` leads; both as the system names
    /// them. Whether it may be read from now on: a repository is never left, and a link not followed.
    pub fn widen(&self, from: &Path, to: &Path) -> bool {
        self.workspace.widen(from, to)
    }

    /// Whether there is nothing at this place, inside of the workspace or out of it.
    pub fn is_missing(&self, dir: &Path) -> bool {
        !on_disk(dir).exists()
    }

    /// The text of a file, which is kept and has a name from now on.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; see [`ReadError`].
    pub fn read(&self, path: &Path) -> Result<SourceId, ReadError> {
        let text = self.text(path)?;
        Ok(self.sources.add(path, text))
    }

    /// A name for a file that cannot be read, so that there is a place to report it at.
    pub fn unreadable(&self, path: &Path) -> SourceId {
        self.sources.add(path, "")
    }

    /// The text of a file, which is not kept.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; see [`ReadError`].
    pub fn text(&self, path: &Path) -> Result<String, ReadError> {
        if let Some(text) = self.buffer(path) {
            return Ok(text.clone());
        }
        let io = |error: std::io::Error| ReadError::Io(error.to_string());
        let real = path.canonicalize().map_err(io)?;
        if !self.workspace.holds(&real) {
            return Err(ReadError::Outside);
        }
        // To open a pipe would be to wait for whoever writes to it.
        if !real.is_file() {
            return Err(ReadError::Io("it is no regular file".to_owned()));
        }
        content(&real, MAX_BYTES)
    }

    /// The text of a file that the user named on its own, wherever it lies; it is kept.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; see [`ReadError`].
    pub fn read_named(&self, path: &Path) -> Result<SourceId, ReadError> {
        let text = match self.buffer(path) {
            Some(text) => text.clone(),
            None => content(path, MAX_BYTES)?,
        };
        Ok(self.sources.add(&relative(path), text))
    }

    /// The names of the files in a folder, sorted; buffers count. A folder that cannot be read has none: whoever
    /// walked to it has said so.
    pub fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let entries = self.real(dir).and_then(|real| std::fs::read_dir(real).ok());
        let entries = entries.into_iter().flatten().flatten().filter(is_file);
        let mut paths: Vec<PathBuf> =
            entries.map(|entry| dir.join(entry.file_name())).chain(self.buffers_in(dir)).collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

/// Whether it is no folder. Only a link has to be looked at twice.
fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_ok_and(|found| {
        if found.is_symlink() { !entry.path().is_dir() } else { !found.is_dir() }
    })
}

/// The text of a file of at most `most` bytes.
fn content(path: &Path, most: u64) -> Result<String, ReadError> {
    let io = |error: std::io::Error| ReadError::Io(error.to_string());
    let file = std::fs::File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(most)).unwrap_or(0));
    // A pipe or a file that grows says nothing of its size beforehand.
    file.take(most + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > most {
        return Err(ReadError::TooLarge(size.max(bytes.len() as u64)));
    }
    String::from_utf8(bytes).map_err(|error| ReadError::NotUtf8(error.utf8_error().valid_up_to()))
}

/// The folder that a file lies in; empty for one in the working folder.
pub fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The path without `.` and `..`, as far as that can be said without looking at the disk.
pub(crate) fn normalised(path: &Path) -> PathBuf {
    let mut parts: Vec<Component> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            (part, _) => parts.push(part),
        }
    }
    parts.into_iter().collect()
}

/// The path as the system takes it: the working folder has a name there.
fn on_disk(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// The one way to write a path, however it was written: as the system names it. A file that is not there has the name
/// that it would have in its folder.
fn key(path: &Path) -> PathBuf {
    let in_folder = || {
        let folder = on_disk(parent(path)).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    };
    let real = on_disk(path).canonicalize().ok().or_else(in_folder);
    real.or_else(|| std::path::absolute(path).ok()).unwrap_or_else(|| path.to_path_buf())
}

/// The path as it is shown: without `./`, and relative to the working folder if it lies below.
fn relative(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.components().filter(|component| *component != Component::CurDir).collect()
}
