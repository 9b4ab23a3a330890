//! What expressions read: the bytes of a file, and which files a pattern matches. What cannot be read, for whatever
//! reason, is not known; nothing is said of it.

use super::pattern::Pattern;
use super::{Files, on_disk};
use std::io::Read as _;
use std::path::Path;
use walkdir::WalkDir;

/// The largest file that an expression reads: 1 MiB.
pub const MAX_CONTENT: usize = 1024 * 1024;

impl Files {
    /// Whether there certainly is a file at this path, inside of the workspace.
    pub fn is_file(&self, path: &Path) -> bool {
        self.buffer(path).is_some() || self.real(path).is_some_and(|real| real.is_file())
    }

    /// The bytes of a file of at most [`MAX_CONTENT`], inside of the workspace.
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let bytes = if let Some(text) = self.buffer(path) {
            text.clone().into_bytes()
        } else {
            // To open a pipe would be to wait for whoever writes to it.
            let real = self.real(path).filter(|real| real.is_file())?;
            let mut bytes = Vec::new();
            let file = std::fs::File::open(real).ok()?;
            file.take(MAX_CONTENT as u64 + 1).read_to_end(&mut bytes).ok()?;
            bytes
        };
        (bytes.len() <= MAX_CONTENT).then_some(bytes)
    }

    /// The files below a folder that the pattern matches, relative to the folder, of at most `limit` that are looked at;
    /// and how many were. Links are not followed: where one could matter, it is not known what there is.
    pub fn matching(
        &self,
        dir: &Path,
        pattern: &Pattern,
        limit: usize,
    ) -> Option<(Vec<String>, usize)> {
        let start = self.real(&on_disk(dir).join(pattern.prefix()))?;
        let (mut found, mut seen) = (Vec::new(), 0);
        let walk = WalkDir::new(&start).min_depth(1).max_depth(pattern.depth());
        for entry in walk.sort_by_file_name() {
            let entry = entry.ok()?;
            seen += 1;
            if seen > limit {
                return None;
            }
            let below = entry.path().strip_prefix(&start).ok()?;
            let path = pattern.prefix().join(below).to_str()?.to_owned();
            let is_met = pattern.is_met_by(&path);
            if entry.path_is_symlink() && (is_met || entry.depth() < pattern.depth()) {
                return None;
            }
            if is_met && entry.file_type().is_file() {
                found.push(path);
            }
        }
        Some((found, seen))
    }
}
