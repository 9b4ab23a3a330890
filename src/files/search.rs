//! A search through the texts of the workspace, whatever they are.

use super::walk::is_left_out;
use super::{Files, MAX_CONTENT, content};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use walkdir::WalkDir;

/// The files of a workspace, listed once for the roots that it has.
#[derive(Debug, Default)]
pub(super) struct Listed(Mutex<Listing>);

#[derive(Debug, Default)]
struct Listing {
    roots: Vec<PathBuf>,
    /// As the system names them.
    files: Arc<[PathBuf]>,
}

impl Listed {
    fn below(&self, roots: Vec<PathBuf>) -> Arc<[PathBuf]> {
        let mut listing = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if listing.roots != roots {
            let files = roots.iter().flat_map(|root| walk(root)).collect();
            *listing = Listing { roots, files };
        }
        Arc::clone(&listing.files)
    }
}

/// The files below a folder. Hidden folders are left out, and links are not followed.
fn walk(root: &Path) -> impl Iterator<Item = PathBuf> {
    let walk = WalkDir::new(root).sort_by_file_name().into_iter();
    let entries = walk.filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry)).flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
}

impl Files {
    /// The texts of the workspace that are no larger than [`MAX_CONTENT`], of files whose path is wanted, until `visit`
    /// says that it has seen enough.
    pub fn search(
        &self,
        is_wanted: impl Fn(&Path) -> bool,
        mut visit: impl FnMut(&Path, &str) -> bool,
    ) {
        let files = self.listed.below(self.roots());
        for path in files.iter().filter(|path| is_wanted(path)) {
            // No link leads to what was listed: the path is the one that the system has for it.
            let text = match self.buffers.get(path) {
                Some(text) => Ok(text.clone()),
                None => content(path, MAX_CONTENT as u64),
            };
            if text.is_ok_and(|text| visit(path, &text)) {
                return;
            }
        }
    }
}
