//! A disk as it was at another time: with other files at some paths.

use super::ReadError;
use super::disk::{Disk, Entry, Kind, Next, Visited};
use super::paths::{normalised, parent};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// How many links are followed from one path, as many as Linux follows.
const MAX_LINKS: usize = 40;

/// What lies at a path at that time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Held {
    /// A file with these bytes.
    File(Vec<u8>),
    /// A file that is too large to be read; its size in bytes.
    Large(u64),
    /// A link to there, from the folder that it lies in.
    Link(PathBuf),
    /// Nothing: neither a file nor a folder.
    Nothing,
}

/// Another disk, but for some paths.
#[derive(Debug)]
pub(crate) struct Version<D> {
    under: D,
    /// By the names that the disk has for their folders.
    differs: BTreeMap<PathBuf, Held>,
    /// The folders that something of that lies in.
    folders: BTreeSet<PathBuf>,
}

impl<D: Disk> Version<D> {
    /// The disk, with that at those paths, which are absolute.
    pub(crate) fn of(under: D, differs: BTreeMap<PathBuf, Held>) -> Self {
        let held = differs.iter().filter(|(_, held)| **held != Held::Nothing);
        let folders = held.flat_map(|(path, _)| path.ancestors().skip(1)).map(Path::to_path_buf);
        Self { folders: folders.collect(), under, differs }
    }

    /// What differs at a path.
    fn differs(&self, path: &Path) -> Option<&Held> {
        if self.folders.contains(path) {
            return None;
        }
        self.differs.get(path).or_else(|| {
            // Nothing is below what is no folder; what is below a link lies where that leads.
            let mut above = path.ancestors().skip(1).filter_map(|above| self.differs.get(above));
            above.any(|held| !matches!(held, Held::Link(_))).then_some(&Held::Nothing)
        })
    }

    fn resolve(&self, path: &Path, links: usize) -> io::Result<PathBuf> {
        let path = normalised(&self.under.here().join(path));
        let nothing = || io::Error::from(ErrorKind::NotFound);
        match self.differs(&path) {
            Some(Held::File(_) | Held::Large(_)) => return Ok(path),
            Some(Held::Link(_)) if links == MAX_LINKS => return Err(nothing()),
            Some(Held::Link(to)) => return self.resolve(&parent(&path).join(to), links + 1),
            Some(Held::Nothing) => return Err(nothing()),
            None => {}
        }
        let link = path.ancestors().skip(1).find_map(|above| match self.differs.get(above)? {
            Held::Link(to) => Some(parent(above).join(to).join(path.strip_prefix(above).ok()?)),
            _ => None,
        });
        if let Some(behind) = link.filter(|_| links < MAX_LINKS) {
            return self.resolve(&behind, links + 1);
        }
        match self.under.real(&path) {
            Ok(real) if real == path => Ok(real),
            // Where a link of the disk leads, something else may lie.
            Ok(real) if links < MAX_LINKS => self.resolve(&real, links + 1),
            Ok(_) => Err(nothing()),
            Err(_) if self.folders.contains(&path) => Ok(path),
            Err(error) => match (path.parent(), path.file_name()) {
                // A file of that time behind a link of the disk.
                (Some(above), Some(name)) if links < MAX_LINKS => {
                    let real = self.resolve(above, links + 1).map_err(|_| error)?.join(name);
                    if real == path { Err(nothing()) } else { self.resolve(&real, links + 1) }
                }
                _ => Err(error),
            },
        }
    }
}

impl<D: Disk> Disk for Version<D> {
    fn here(&self) -> PathBuf {
        self.under.here()
    }

    fn home(&self) -> Option<PathBuf> {
        self.under.home()
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        self.resolve(path, 0)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        let real = self.resolve(path, 0)?;
        match self.differs(&real) {
            Some(_) => Ok(Kind::File),
            None if self.folders.contains(&real) => Ok(Kind::Folder),
            None => self.under.kind(&real),
        }
    }

    fn read(&self, path: &Path, most: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        let nothing = || ReadError::Io("it is not there at that time".to_owned());
        let real = self.resolve(path, 0).map_err(|_| nothing())?;
        match self.differs(&real) {
            Some(Held::File(bytes)) if bytes.len() as u64 > most => {
                Err(ReadError::TooLarge(bytes.len() as u64))
            }
            Some(Held::File(bytes)) => {
                take(bytes);
                Ok(())
            }
            Some(Held::Large(size)) => Err(ReadError::TooLarge(*size)),
            Some(Held::Link(_) | Held::Nothing) => Err(nothing()),
            None => self.under.read(&real, most, take),
        }
    }

    fn walk(&self, root: &Path, depth: usize, visit: &mut dyn FnMut(Visited) -> Next) {
        let mut passed: BTreeSet<PathBuf> = BTreeSet::new();
        let mut stopped = false;
        self.under.walk(root, depth, &mut |visited| {
            let entry = match visited {
                // What differs comes after the rest.
                Ok(entry) if self.differs(&entry.path).is_some() => return Next::PassOver,
                Ok(entry) => entry,
                Err(fault) => return visit(Err(fault)),
            };
            let (path, is_folder) = (entry.path.clone(), entry.kind == Kind::Folder);
            let next = visit(Ok(entry));
            if next == Next::PassOver && is_folder {
                passed.insert(path);
            }
            stopped |= next == Next::Stop;
            next
        });
        let Ok(real) = self.resolve(root, 0) else { return };
        let folders = self.folders.iter().filter(|path| self.under.kind(path).is_err());
        let folders = folders.map(|path| (path, Kind::Folder));
        let files = self.differs.iter().filter_map(|(path, held)| match held {
            Held::File(_) | Held::Large(_) => Some((path, Kind::File)),
            Held::Link(_) => Some((path, Kind::Link)),
            Held::Nothing => None,
        });
        // Folders come first, and of those the outer ones.
        for (path, kind) in folders.chain(files) {
            if stopped {
                return;
            }
            let Ok(below) = path.strip_prefix(&real) else { continue };
            let entry = Entry { path: root.join(below), kind, depth: below.components().count() };
            let is_passed = entry.path.ancestors().skip(1).any(|above| passed.contains(above));
            if entry.depth == 0 || entry.depth > depth || is_passed {
                continue;
            }
            let path = entry.path.clone();
            match visit(Ok(entry)) {
                Next::PassOver if kind == Kind::Folder => {
                    passed.insert(path);
                }
                Next::Stop => stopped = true,
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Held, Version};
    use crate::files::{Disk as _, Kind, Memory, Next};
    use std::path::{Path, PathBuf};

    fn version() -> Version<Memory> {
        let disk = Memory::new().with("a/x.tf", "x").with("a/y.tf", "y").with("new/z.tf", "z");
        let held = [
            ("a/x.tf", Held::File(b"old".to_vec())),
            ("a/y.tf", Held::Nothing),
            ("b/c/d.tf", Held::File(b"d".to_vec())),
            ("e.tf", Held::Link("b/c/d.tf".into())),
            ("link", Held::Link("b".into())),
            ("round", Held::Link("round".into())),
            ("new", Held::Nothing),
            ("large.tf", Held::Large(9)),
        ];
        let here = Path::new("/here");
        Version::of(disk, held.map(|(path, held)| (here.join(path), held)).into())
    }

    fn text(path: &str) -> Option<String> {
        let mut text = Vec::new();
        let path = version().here().join(path);
        version().read(&path, 8, &mut |bytes| text.extend_from_slice(bytes)).ok()?;
        Some(String::from_utf8(text).unwrap())
    }

    #[test]
    fn files_are_those_of_that_time() {
        assert_eq!(text("a/x.tf").as_deref(), Some("old"));
        assert_eq!(text("a/y.tf"), None);
        assert_eq!(text("b/c/d.tf").as_deref(), Some("d"));
        assert_eq!(text("large.tf"), None);
        assert_eq!(text("new/z.tf"), None, "a folder that was not there");
    }

    #[test]
    fn links_are_those_of_that_time() {
        assert_eq!(text("e.tf").as_deref(), Some("d"));
        assert_eq!(text("link/c/d.tf").as_deref(), Some("d"));
        let real = version().real(Path::new("link/c")).unwrap();
        assert_eq!(real, Path::new("/here/b/c"));
        assert!(version().real(Path::new("round")).is_err());
    }

    #[test]
    fn kinds_are_those_of_that_time() {
        let kind = |path| version().kind(Path::new(path)).ok();
        assert_eq!(kind("a/x.tf"), Some(Kind::File));
        assert_eq!(kind("b/c"), Some(Kind::Folder));
        assert_eq!(kind("link"), Some(Kind::Folder));
        assert_eq!(kind("new"), None);
        assert_eq!(kind("a"), Some(Kind::Folder));
    }

    /// The paths that a walk visits that passes over folders of that name.
    fn walked(depth: usize, passed_over: &str) -> Vec<PathBuf> {
        let mut seen = Vec::new();
        version().walk(Path::new("/here"), depth, &mut |visited| {
            let path = visited.unwrap().path;
            let next = if path.ends_with(passed_over) { Next::PassOver } else { Next::Enter };
            seen.push(path.strip_prefix("/here").unwrap().to_path_buf());
            next
        });
        seen
    }

    #[test]
    fn a_walk_visits_what_was_there() {
        let all = ["a", "b", "b/c", "a/x.tf", "b/c/d.tf", "e.tf", "large.tf", "link", "round"];
        assert_eq!(walked(9, "-"), all.map(PathBuf::from));
        let outer = ["a", "b", "e.tf", "large.tf", "link", "round"];
        assert_eq!(walked(1, "-"), outer.map(PathBuf::from));
        assert!(walked(9, "b").iter().all(|path| !path.starts_with("b/c")));
        assert!(walked(9, "a").iter().all(|path| !path.starts_with("a/x.tf")));
    }
}
