//! A search through the texts of the workspace, whatever they are.

use super::walk::is_left_out;
use super::{Files, MAX_CONTENT};
use std::path::Path;
use walkdir::WalkDir;

impl Files {
    /// The texts of the workspace that are no larger than [`MAX_CONTENT`], of files whose path is wanted, until `visit`
    /// says that it has seen enough. Hidden folders are left out, and links are not followed.
    pub fn search(
        &self,
        is_wanted: impl Fn(&Path) -> bool,
        mut visit: impl FnMut(&Path, &str) -> bool,
    ) {
        for root in self.roots() {
            let walk = WalkDir::new(root).sort_by_file_name().into_iter();
            let entries =
                walk.filter_entry(|entry| entry.depth() == 0 || !is_left_out(entry)).flatten();
            let wanted = entries
                .filter(|entry| entry.file_type().is_file() && is_wanted(entry.path()))
                .filter(|entry| {
                    entry.metadata().is_ok_and(|data| data.len() <= MAX_CONTENT as u64)
                });
            for entry in wanted {
                if self.text(entry.path()).is_ok_and(|text| visit(entry.path(), &text)) {
                    return;
                }
            }
        }
    }
}
