//! The one door to the disk: folders, files, and buffers of an editor that lie over them.
//!
//! Never leaves the workspace roots, whatever a link says, and never writes.
#![expect(clippy::disallowed_methods, reason = "this is the one module that touches the disk")]

mod contents;
mod pattern;
mod terragrunt;
mod walk;

pub use contents::MAX_CONTENT;
pub use pattern::Pattern;
pub(crate) use walk::is_configuration;
pub use walk::{Folder, WalkError, Walked, walk};

use crate::source::{SourceId, Sources};
use std::collections::HashMap;
use std::fmt;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The largest file that is read: 8 MiB. The largest Terraform file seen in public has 2 MiB.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The texts of a run, and the way to them.
#[derive(Debug)]
pub struct Files {
    sources: Sources,
    /// What may be read, as canonical paths.
    roots: Vec<PathBuf>,
    /// Texts that stand in for the file on the disk, by path.
    buffers: HashMap<PathBuf, String>,
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
    /// A way to all that lies below the workspaces of `paths`: the folder of the Git repository that a path lies in,
    /// or the path itself where there is none.
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        Self::within(paths.into_iter().filter_map(workspace))
    }

    /// A way to all that lies below these folders, as the system names them.
    pub fn within(roots: impl IntoIterator<Item = PathBuf>) -> Self {
        Self {
            sources: Sources::default(),
            roots: roots.into_iter().collect(),
            buffers: HashMap::new(),
        }
    }

    /// The same with a text that stands in for the file at `path`, whether or not there is one.
    #[must_use]
    pub fn with_buffer(mut self, path: &Path, text: String) -> Self {
        self.buffers.insert(path.to_path_buf(), text);
        self
    }

    /// The texts that were read.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// The buffers that stand in for files of that folder.
    pub fn buffers_in<'a>(&'a self, dir: &'a Path) -> impl Iterator<Item = &'a Path> {
        self.buffers.keys().map(PathBuf::as_path).filter(move |path| parent(path) == dir)
    }

    /// What may be read, as the system names it.
    pub fn roots(&self) -> &[PathBuf] {
        &self.roots
    }

    /// The one name that the system has for a folder, if it is there and inside of the workspace.
    pub fn real(&self, dir: &Path) -> Option<PathBuf> {
        let real = on_disk(dir).canonicalize().ok()?;
        self.roots.iter().any(|root| real.starts_with(root)).then_some(real)
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
        if let Some(text) = self.buffers.get(path) {
            return Ok(text.clone());
        }
        let io = |error: std::io::Error| ReadError::Io(error.to_string());
        let real = path.canonicalize().map_err(io)?;
        if !self.roots.iter().any(|root| real.starts_with(root)) {
            return Err(ReadError::Outside);
        }
        // To open a pipe would be to wait for whoever writes to it.
        if !real.is_file() {
            return Err(ReadError::Io("it is no regular file".to_owned()));
        }
        content(&real)
    }

    /// The text of a file that the user named on its own, wherever it lies; it is kept.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; see [`ReadError`].
    pub fn read_named(&self, path: &Path) -> Result<SourceId, ReadError> {
        let text = match self.buffers.get(path) {
            Some(text) => text.clone(),
            None => content(path)?,
        };
        Ok(self.sources.add(&walk::relative(path), text))
    }

    /// The names of the files in a folder, sorted; buffers count. A folder that cannot be read has none: whoever
    /// walked to it has said so.
    pub fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let entries = self.real(dir).and_then(|real| std::fs::read_dir(real).ok());
        let on_disk =
            entries.into_iter().flatten().flatten().map(|entry| dir.join(entry.file_name()));
        let is_file = |path: &PathBuf| !path.is_dir();
        let mut paths: Vec<PathBuf> =
            on_disk.filter(is_file).chain(self.buffers_in(dir).map(Path::to_path_buf)).collect();
        paths.sort();
        paths.dedup();
        paths
    }
}

fn content(path: &Path) -> Result<String, ReadError> {
    let io = |error: std::io::Error| ReadError::Io(error.to_string());
    let file = std::fs::File::open(path).map_err(io)?;
    let size = file.metadata().map_err(io)?.len();
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(MAX_BYTES)).unwrap_or(0));
    // A pipe or a file that grows says nothing of its size beforehand.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(io)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::TooLarge(size.max(bytes.len() as u64)));
    }
    String::from_utf8(bytes).map_err(|error| ReadError::NotUtf8(error.utf8_error().valid_up_to()))
}

/// The folder that a file lies in; empty for one in the working folder.
pub fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The path as the system takes it: the working folder has a name there.
fn on_disk(path: &Path) -> &Path {
    if path.as_os_str().is_empty() { Path::new(".") } else { path }
}

/// How many levels up a repository's root is looked for.
const MAX_LEVELS: usize = 64;

fn workspace(path: &Path) -> Option<PathBuf> {
    // A buffer may stand for a file that is not there yet.
    let real =
        on_disk(path).canonicalize().or_else(|_| on_disk(parent(path)).canonicalize()).ok()?;
    let folder = if real.is_dir() { real } else { parent(&real).to_path_buf() };
    let repository =
        folder.ancestors().take(MAX_LEVELS).find(|folder| folder.join(".git").exists());
    Some(repository.map_or_else(|| folder.clone(), Path::to_path_buf))
}
