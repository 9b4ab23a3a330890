//! What lies in the folders that were looked into: each is listed once.

use super::disk::{Disk, Entry, Kind};
use super::parent;
use super::paths::is_left_out;
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// The names in a folder, sorted, each with what it is the name of.
pub(super) type Listing = Arc<[(OsString, Kind)]>;

/// Listings, by the names that the system has for the folders.
#[derive(Debug, Default)]
pub(super) struct Listings {
    known: RwLock<HashMap<PathBuf, Listing>>,
    /// The folders below which everything is known, but for what is left out unless it is named.
    covered: RwLock<Vec<PathBuf>>,
}

impl Listings {
    /// From now on everything below a folder is known.
    pub(super) fn cover(&self, root: PathBuf) {
        self.covered.write().unwrap_or_else(PoisonError::into_inner).push(root);
    }

    /// The regular files below a folder, sorted, if everything below it is known.
    pub(super) fn below(&self, root: &Path) -> Option<Vec<PathBuf>> {
        let covered = self.covered.read().unwrap_or_else(PoisonError::into_inner);
        if !covered.iter().any(|covered| covered == root) {
            return None;
        }
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let (mut found, mut rest) = (Vec::new(), vec![root.to_path_buf()]);
        while let Some(folder) = rest.pop() {
            for (name, kind) in known.get(&folder).into_iter().flat_map(|listing| &**listing) {
                match kind {
                    Kind::File => found.push(folder.join(name)),
                    Kind::Folder if !is_left_out(Path::new(name)) => rest.push(folder.join(name)),
                    Kind::Folder | Kind::Link | Kind::Other => {}
                }
            }
        }
        // To compare paths part by part takes ten times as long.
        found.sort_unstable_by(|one: &PathBuf, other| one.as_os_str().cmp(other.as_os_str()));
        Some(found)
    }

    pub(super) fn has(&self, folder: &Path) -> bool {
        self.known.read().unwrap_or_else(PoisonError::into_inner).contains_key(folder)
    }

    /// What lies in a folder, if it was looked into.
    pub(super) fn known(&self, folder: &Path) -> Option<Listing> {
        self.known.read().unwrap_or_else(PoisonError::into_inner).get(folder).map(Arc::clone)
    }

    /// What lies in a folder; nothing if it cannot be read.
    pub(super) fn of(&self, folder: &Path, disk: &dyn Disk) -> Listing {
        self.known(folder).unwrap_or_else(|| {
            self.note(folder.to_path_buf(), disk.list(folder).unwrap_or_default())
        })
    }

    /// Keeps what was found in a folder.
    pub(super) fn note(&self, folder: PathBuf, mut found: Vec<(OsString, Kind)>) -> Listing {
        found.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let listing: Listing = found.into();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(folder, Arc::clone(&listing));
        listing
    }
}

/// What has that name in a listing.
pub(super) fn kind(listing: &Listing, name: &OsStr) -> Option<Kind> {
    let position = listing.binary_search_by(|(other, _)| (**other).cmp(name)).ok()?;
    listing.get(position).map(|(_, kind)| *kind)
}

/// What was found in folders on a walk.
#[derive(Debug, Default)]
pub(super) struct Listed {
    folders: HashMap<PathBuf, Vec<(OsString, Kind)>>,
    /// The folder of the last entry, with what is in it: most come one after another.
    last: PathBuf,
    in_last: Vec<(OsString, Kind)>,
}

impl Listed {
    pub(super) fn enter(&mut self, folder: PathBuf) {
        self.folders.entry(folder).or_default();
    }

    pub(super) fn add(&mut self, entry: &Entry) {
        let Some(name) = entry.path.file_name() else { return };
        let folder = parent(&entry.path);
        if folder.as_os_str() != self.last.as_os_str() {
            self.put_away();
            self.last = folder.to_path_buf();
        }
        self.in_last.push((name.to_owned(), entry.kind));
    }

    fn put_away(&mut self) {
        if !self.in_last.is_empty() {
            self.folders
                .entry(std::mem::take(&mut self.last))
                .or_default()
                .append(&mut self.in_last);
        }
    }

    pub(super) fn keep(mut self, listings: &Listings) {
        self.put_away();
        for (folder, found) in self.folders {
            listings.note(folder, found);
        }
    }
}
