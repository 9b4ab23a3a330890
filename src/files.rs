//! The one door to the disk: folders, files, and buffers of an editor that lie over them.
//!
//! Never leaves the workspace roots, whatever a link says, and writes only what it is told to.

mod bounds;
mod contents;
mod disk;
mod ignored;
mod listing;
mod memory;
mod overlay;
mod paths;
mod pattern;
mod replace;
mod search;
mod system;
mod version;
mod walk;

pub(crate) use bounds::Mark;
pub use contents::MAX_CONTENT;
pub use disk::{Disk, Entry, Fault, Kind, Next, Visited};
pub use memory::Memory;
pub use overlay::Overlay;
pub use paths::parent;
pub(crate) use paths::{
    FETCHED, is_configuration, is_fetched, is_variables, may_be_document, normalised,
};
pub use pattern::Pattern;
pub(crate) use replace::Replacement;
pub use replace::WriteError;
pub use system::System;
pub(crate) use version::{Held, Version};
pub use walk::WalkError;
pub(crate) use walk::{Folder, Look, Walked, walk};

use crate::source::{Source, SourceId, Sources};
use bounds::Bounds;
use ignored::Ignored;
use listing::Listings;
use search::Everything;
use std::collections::HashMap;
use std::fmt;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// The largest file that is read: 8 MiB. The largest Terraform file seen in public has 2 MiB.
pub const MAX_BYTES: u64 = 8 * 1024 * 1024;

/// The texts of a run, and the way to them.
#[derive(Debug)]
pub struct Files {
    disk: Box<dyn Disk>,
    sources: Sources,
    bounds: Bounds,
    /// The one name of each folder that was asked for, by the path that it was asked for by.
    names: RwLock<HashMap<PathBuf, Option<PathBuf>>>,
    listings: Listings,
    everything: Everything,
    ignored: Ignored,
    reads_gitignore: bool,
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadError {
    /// It is larger than [`MAX_BYTES`]; its size in bytes.
    TooLarge(u64),
    /// It is no UTF-8: the offset in bytes of the first byte that is not.
    NotUtf8(usize),
    /// It is no regular file. To open a pipe would be to wait for whoever writes to it.
    NotRegular,
    /// It became another one while it was read.
    Changed,
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
            Self::NotRegular => f.write_str("it is no regular file"),
            Self::Changed => f.write_str("it changed while it was read"),
            Self::Outside => f.write_str("it is outside of the workspace"),
            Self::Io(message) => f.write_str(message),
        }
    }
}

impl Files {
    /// A way to all that lies in the workspaces of `paths`: the repository that a path lies in. Where there is none, that
    /// is the folder of the path, until [`Files::widen`] takes in more.
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        Self::on(System, paths)
    }

    /// The same on any disk.
    pub fn on<'a>(disk: impl Disk + 'static, paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let bounds = Bounds::of(&disk, paths);
        Self::with(Box::new(disk), bounds)
    }

    /// A way to all that lies below these folders, as the system names them.
    pub fn within(roots: impl IntoIterator<Item = PathBuf>) -> Self {
        let bounds = Bounds::within(&System, roots);
        Self::with(Box::new(System), bounds)
    }

    fn with(disk: Box<dyn Disk>, bounds: Bounds) -> Self {
        Self {
            disk,
            sources: Sources::default(),
            bounds,
            names: RwLock::default(),
            listings: Listings::default(),
            everything: Everything::default(),
            ignored: Ignored::default(),
            reads_gitignore: true,
        }
    }

    /// The same with texts that stand in for the files at their paths, whether or not there are such files.
    #[must_use]
    pub fn with_buffers<'a>(self, texts: impl IntoIterator<Item = (&'a Path, &'a str)>) -> Self {
        let over = |disk: Overlay<_>, (path, text)| disk.with(path, text);
        let disk = texts.into_iter().fold(Overlay::over(self.disk), over);
        let reads_gitignore = self.reads_gitignore;
        Self { reads_gitignore, ..Self::with(Box::new(disk), self.bounds) }
    }

    /// Puts another text in the place of one that stands in for a file, which the system names so; whether one does. What
    /// else was seen of the disk is taken to be as it was, and what was found in the texts counts no more.
    pub(crate) fn set_text(&mut self, path: &Path, text: &str) -> bool {
        self.sources.unpin();
        self.disk.set_text(path, text)
    }

    /// The same with folders walked to that `.gitignore` excludes.
    #[must_use]
    pub fn with_ignored(self) -> Self {
        Self { reads_gitignore: false, ..self }
    }

    /// The same with that folder for the workspace, whatever repositories there are.
    ///
    /// # Errors
    ///
    /// When there is no such folder, or something that is named lies outside of it.
    pub fn rooted(self, root: &Path) -> Result<Self, WalkError> {
        let absolute = self.bounds.absolute(root);
        let real = self.disk.real(&absolute).ok();
        let is_folder = |dir: &PathBuf| self.disk.kind(dir).is_ok_and(|kind| kind == Kind::Folder);
        let Some(real) = real.filter(is_folder) else {
            return Err(WalkError::NoFolder(root.to_path_buf()));
        };
        let outside = |path| WalkError::Outside { path, root: root.to_path_buf() };
        let bounds = self.bounds.rooted(real).map_err(outside)?;
        Ok(Self { bounds, ..self })
    }

    /// The same where files of that name may say that their folders are tops of workspaces.
    #[must_use]
    pub(crate) fn marked(self, mark: Mark) -> Self {
        let bounds = self.bounds.marked(&*self.disk, mark);
        Self { bounds, ..self }
    }

    /// The texts that were read.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// What may be read, as the system names it.
    pub fn roots(&self) -> Vec<PathBuf> {
        self.bounds.roots()
    }

    /// The path that the system has for the file of a text.
    pub(crate) fn path_of(&self, source: SourceId) -> PathBuf {
        self.real_file(&self.sources().get(source).path)
    }

    /// The tops of the repositories among that.
    pub(crate) fn repositories(&self) -> Vec<PathBuf> {
        self.bounds.repositories()
    }

    /// The folder that relative paths begin in, as the system names it.
    pub(crate) fn here(&self) -> PathBuf {
        self.bounds.absolute(Path::new(""))
    }

    /// The one name that the system has for a folder, if it is there and inside of the workspace.
    pub fn real(&self, dir: &Path) -> Option<PathBuf> {
        self.name(dir).filter(|real| self.bounds.holds(real))
    }

    /// The one name that the system has for a folder, if it is there.
    fn name(&self, dir: &Path) -> Option<PathBuf> {
        if let Some(known) = self.names.read().unwrap_or_else(PoisonError::into_inner).get(dir) {
            return known.clone();
        }
        let absolute = self.bounds.absolute(dir);
        let name = if self.listings.has(&absolute) {
            Some(absolute)
        } else {
            self.disk.real(&absolute).ok()
        };
        let mut names = self.names.write().unwrap_or_else(PoisonError::into_inner);
        names.insert(dir.to_path_buf(), name.clone());
        name
    }

    /// The path by which a folder is shown that the system names so: each folder has one.
    pub fn shown(&self, real: &Path) -> PathBuf {
        self.bounds.shown(real)
    }

    /// The way to a folder from the root of its workspace, with `/` between its parts; empty for that root.
    pub(crate) fn in_workspace(&self, dir: &Path) -> String {
        let real = self.real(dir);
        let roots = self.roots();
        let below = |real: &'_ PathBuf| {
            roots.iter().find_map(|root| Some(real.strip_prefix(root).ok()?.to_path_buf()))
        };
        let way = real.as_ref().and_then(below).unwrap_or_else(|| dir.to_path_buf());
        let parts: Vec<_> = way.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }

    /// Takes the folder `to` into the workspace, to which a call in the folder `from` leads; both as the system names
    /// them. Whether it may be read from now on: a repository is never left, and a link not followed.
    pub fn widen(&self, from: &Path, to: &Path) -> bool {
        self.bounds.widen(&*self.disk, from, to)
    }

    /// Whether there is nothing at this place, inside of the workspace or out of it.
    pub fn is_missing(&self, dir: &Path) -> bool {
        self.disk.kind(&self.bounds.absolute(dir)).is_err()
    }

    /// The text of a file, under the one name that the file has. It is here for as long as somebody has it.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; see [`ReadError`].
    pub fn read(&self, path: &Path) -> Result<Arc<Source>, ReadError> {
        let text = self.text(path)?;
        Ok(self.sources.lend(&self.as_shown(path), text))
    }

    /// The text of a file that has been read as it is, under the one name that the file has.
    pub(crate) fn lend(&self, path: &Path, text: String) -> Arc<Source> {
        self.sources.lend(&self.as_shown(path), text)
    }

    /// Keeps a text that something is to be shown of; one that is not here is read again.
    pub(crate) fn pin(&self, id: SourceId) {
        let source = self.sources.get(id);
        let again = source.text.is_empty().then(|| self.read(&source.path));
        self.sources.pin(id);
        drop(again);
    }

    /// The name of the file at a path, whether or not it has been read.
    pub fn source(&self, path: &Path) -> SourceId {
        self.sources.name(&self.as_shown(path))
    }

    /// The one path by which a file is shown.
    fn as_shown(&self, path: &Path) -> PathBuf {
        let dir = self.name(parent(path)).map(|real| self.shown(&real));
        dir.zip(path.file_name()).map_or_else(|| path.to_path_buf(), |(dir, name)| dir.join(name))
    }

    /// The text of a file, which is not kept.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; see [`ReadError`].
    pub fn text(&self, path: &Path) -> Result<String, ReadError> {
        self.text_at(&self.regular(path)?)
    }

    /// The text of a file that the user named on its own, wherever it lies; it is kept.
    ///
    /// # Errors
    ///
    /// When the file cannot be read; see [`ReadError`].
    pub fn read_named(&self, path: &Path) -> Result<Arc<Source>, ReadError> {
        let real = self.disk.real(&self.bounds.absolute(path)).map_err(|error| io(&error))?;
        if self.disk.kind(&real).map_err(|error| io(&error))? != Kind::File {
            return Err(ReadError::NotRegular);
        }
        let source = self.sources.lend(&self.bounds.relative(path), self.text_at(&real)?);
        self.sources.pin(source.id);
        Ok(source)
    }

    fn text_at(&self, real: &Path) -> Result<String, ReadError> {
        let mut text = String::new();
        self.see(real, &mut |found| text.push_str(found))?;
        Ok(text)
    }

    /// Shows a text to `look`, without keeping it.
    fn see(&self, real: &Path, look: &mut dyn FnMut(&str)) -> Result<(), ReadError> {
        let mut fault = None;
        self.disk.read(real, MAX_BYTES, &mut |bytes| match std::str::from_utf8(bytes) {
            Ok(text) => look(text),
            Err(error) => fault = Some(ReadError::NotUtf8(error.valid_up_to())),
        })?;
        fault.map_or(Ok(()), Err)
    }

    /// The one name of a regular file inside of the workspace. To open a pipe would be to wait for whoever writes to it.
    fn regular(&self, path: &Path) -> Result<PathBuf, ReadError> {
        if let Some(folder) = self.name(parent(path))
            && let Some(name) = path.file_name()
            && let Some(listing) = self.listings.known(&folder)
            && let listed @ (None | Some(Kind::File)) = listing::kind(&listing, name)
        {
            return match listed {
                None => Err(io(&ErrorKind::NotFound.into())),
                Some(_) if self.bounds.holds(&folder) => Ok(folder.join(name)),
                Some(_) => Err(ReadError::Outside),
            };
        }
        let real = self.disk.real(&self.bounds.absolute(path)).map_err(|error| io(&error))?;
        if !self.bounds.holds(&real) {
            return Err(ReadError::Outside);
        }
        if self.disk.kind(&real).map_err(|error| io(&error))? != Kind::File {
            return Err(ReadError::NotRegular);
        }
        Ok(real)
    }

    /// The names of the files in a folder, sorted; buffers count. A folder that cannot be read has none: whoever
    /// walked to it has said so.
    pub fn list(&self, dir: &Path) -> Vec<PathBuf> {
        let Some(real) = self.real(dir) else { return Vec::new() };
        let listing = self.listings.of(&real, &*self.disk);
        let names = listing.iter().filter(|(name, kind)| !self.is_folder(&real.join(name), *kind));
        names.map(|(name, _)| dir.join(name)).collect()
    }

    /// The folders in a folder, sorted. Links are not followed.
    pub(crate) fn folders(&self, dir: &Path) -> Vec<PathBuf> {
        let Some(real) = self.real(dir) else { return Vec::new() };
        let listing = self.listings.of(&real, &*self.disk);
        let folders = listing.iter().filter(|(_, kind)| *kind == Kind::Folder);
        folders.map(|(name, _)| dir.join(name)).collect()
    }

    /// Whether something of that name lies in a folder.
    pub(crate) fn has(&self, dir: &Path, name: &str) -> bool {
        let listing = self.real(dir).map(|real| self.listings.of(&real, &*self.disk));
        listing.is_some_and(|listing| listing.iter().any(|(other, _)| other == name))
    }

    /// The path of a file, with the name that the system has for its folder.
    pub(crate) fn real_file(&self, path: &Path) -> PathBuf {
        let folder = self.real(parent(path)).unwrap_or_else(|| parent(path).to_path_buf());
        path.file_name().map_or_else(|| folder.clone(), |name| folder.join(name))
    }

    /// Whether what a listing has is a folder. Only a link has to be looked at twice.
    fn is_folder(&self, real: &Path, listed: Kind) -> bool {
        match listed {
            Kind::Link => self.disk.kind(real).is_ok_and(|kind| kind == Kind::Folder),
            kind => kind == Kind::Folder,
        }
    }
}

fn io(error: &std::io::Error) -> ReadError {
    ReadError::Io(error.to_string())
}
