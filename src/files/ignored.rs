//! What `.gitignore` files exclude of the folders of the workspace.

use super::Files;
use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

const NAME: &str = ".gitignore";

/// The patterns of folders, by the names that the system has for those; read once.
#[derive(Debug, Default)]
pub(super) struct Ignored(RwLock<HashMap<PathBuf, Option<Arc<Gitignore>>>>);

impl Files {
    /// Whether the `.gitignore` of some folder above, in the workspace, excludes a folder that the system names so: the
    /// nearest one that speaks of it decides.
    pub(super) fn is_ignored(&self, folder: &Path) -> bool {
        if !self.reads_gitignore {
            return false;
        }
        let above = folder.ancestors().skip(1).take_while(|above| self.bounds.holds(above));
        for above in above {
            let (Some(patterns), Ok(below)) = (self.patterns(above), folder.strip_prefix(above))
            else {
                continue;
            };
            match patterns.matched(below, true) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }

    fn patterns(&self, folder: &Path) -> Option<Arc<Gitignore>> {
        let known = self.ignored.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(folder) {
            return known.clone();
        }
        drop(known);
        let patterns = self.read_patterns(folder);
        let mut known = self.ignored.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(folder.to_path_buf(), patterns.clone());
        patterns
    }

    /// A file that cannot be read excludes nothing, and neither does a line that is no pattern.
    fn read_patterns(&self, folder: &Path) -> Option<Arc<Gitignore>> {
        let text = String::from_utf8(self.bytes(&folder.join(NAME))?).ok()?;
        let mut builder = GitignoreBuilder::new("");
        for line in text.lines() {
            // Git passes over it, too.
            let _ = builder.add_line(None, line);
        }
        builder.build().ok().filter(|patterns| !patterns.is_empty()).map(Arc::new)
    }
}

#[cfg(test)]
mod tests {
    use crate::files::{Files, Memory};
    use std::path::Path;

    #[test]
    fn the_nearest_file_that_speaks_of_a_folder_decides() {
        let disk = Memory::new()
            .with(".git/HEAD", "")
            .with(".gitignore", "build/\n/top\n*.d\n[\n")
            .with("a/.gitignore", "!build/\nown")
            .with("a/build/x.tf", "");
        let files = Files::on(disk, [Path::new(".")]);
        let is_ignored = |path: &str| files.is_ignored(&files.here().join(path));
        for path in ["build", "b/build", "top", "b/x.d", "a/own"] {
            assert!(is_ignored(path), "{path}");
        }
        for path in ["a/build", "b/top", "a", "b", "own"] {
            assert!(!is_ignored(path), "{path}");
        }
        let all = files.with_ignored();
        assert!(!all.is_ignored(&all.here().join("build")));
    }
}
