//! What expressions read: the bytes of a file, and which files a pattern matches. What cannot be read, for whatever
//! reason, is not known; nothing is said of it.

use super::Files;
use super::disk::{Kind, Next};
use super::pattern::Pattern;
use std::path::Path;

/// The largest file that an expression reads: 1 MiB.
pub const MAX_CONTENT: usize = 1024 * 1024;

impl Files {
    /// Whether there certainly is a file at this path, inside of the workspace.
    pub fn is_file(&self, path: &Path) -> bool {
        self.regular(path).is_ok()
    }

    /// The bytes of a file of at most [`MAX_CONTENT`], inside of the workspace.
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let mut bytes = Vec::new();
        let real = self.regular(path).ok()?;
        self.disk.read(&real, MAX_CONTENT as u64, &mut |found| bytes.extend(found)).ok()?;
        Some(bytes)
    }

    /// The files below a folder that the pattern matches, relative to the folder, of at most `limit` that are looked at;
    /// and how many were. Links are not followed: where one could matter, it is not known what there is.
    pub fn matching(
        &self,
        dir: &Path,
        pattern: &Pattern,
        limit: usize,
    ) -> Option<(Vec<String>, usize)> {
        let start = self.real(&dir.join(pattern.prefix()))?;
        let (mut found, mut seen) = (Some(Vec::new()), 0);
        self.disk.walk(&start, pattern.depth(), &mut |visited| {
            seen += 1;
            let met = visited.ok().filter(|_| seen <= limit).and_then(|entry| {
                let below = entry.path.strip_prefix(&start).ok()?;
                let path = pattern.prefix().join(below).to_str()?.to_owned();
                let is_met = pattern.is_met_by(&path);
                match entry.kind {
                    Kind::Link if is_met || entry.depth < pattern.depth() => None,
                    Kind::File if is_met => Some(Some(path)),
                    _ => Some(None),
                }
            });
            if let (Some(found), Some(met)) = (&mut found, met) {
                found.extend(met);
                return Next::Enter;
            }
            found = None;
            Next::Stop
        });
        let mut found = found?;
        found.sort();
        Some((found, seen))
    }
}
