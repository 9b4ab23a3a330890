//! A search through the texts of the workspace, whatever they are.

use super::disk::{Kind, Next};
use super::paths::is_left_out;
use super::{Files, MAX_CONTENT};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The files of a workspace, listed once for the roots that it has.
#[derive(Debug, Default)]
pub(super) struct Everything(Mutex<Below>);

#[derive(Debug, Default)]
struct Below {
    roots: Vec<PathBuf>,
    /// As the system names them.
    files: Arc<[PathBuf]>,
}

impl Files {
    /// The files of the workspace, as the system names them. Hidden folders are left out, and links are not followed.
    pub(crate) fn everything(&self) -> Arc<[PathBuf]> {
        let roots = self.roots();
        let mut below = self.everything.0.lock().unwrap_or_else(PoisonError::into_inner);
        if below.roots != roots {
            let files = roots.iter().flat_map(|root| {
                self.listings.below(root).unwrap_or_else(|| self.files_below(root))
            });
            *below = Below { files: files.collect(), roots };
        }
        Arc::clone(&below.files)
    }

    fn files_below(&self, root: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        self.disk.walk(root, usize::MAX, &mut |visited| match visited {
            Ok(entry) if entry.kind == Kind::Folder && is_left_out(&entry.path) => Next::PassOver,
            Ok(entry) => {
                found.extend((entry.kind == Kind::File).then_some(entry.path));
                Next::Enter
            }
            Err(_) => Next::PassOver,
        });
        found.sort_unstable_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
        found
    }

    /// The texts of some of the files of [`Files::everything`], where they are no larger than [`MAX_CONTENT`], until
    /// `visit` says that it has seen enough.
    pub(crate) fn search<'p>(
        &self,
        paths: impl IntoIterator<Item = &'p Path>,
        mut visit: impl FnMut(&Path, &str) -> bool,
    ) {
        let mut is_enough = false;
        for path in paths {
            // No link leads to what was listed. What cannot be read has nothing in it.
            let _ = self.disk.read(path, MAX_CONTENT as u64, &mut |bytes| {
                is_enough = std::str::from_utf8(bytes).is_ok_and(|text| visit(path, text));
            });
            if is_enough {
                return;
            }
        }
    }
}
