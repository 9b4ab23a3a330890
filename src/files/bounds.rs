//! What may be read: the folders that a run never leaves, and the names that the places in them are shown by.

use super::disk::{Disk, Kind};
use super::{MAX_BYTES, parent};
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// What makes a folder the top of a repository: a folder, or a file in a submodule or a second worktree.
const REPOSITORY: [&str; 3] = [".git", ".hg", ".jj"];

/// How many levels up the top of a repository is looked for.
const MAX_LEVELS: usize = 64;

/// A file that says that its folder is the top of a workspace: its name, and whether a text of it says so.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) name: &'static str,
    pub(crate) is_top: fn(&str) -> bool,
}

/// The folders that a run never leaves.
#[derive(Debug, Default)]
pub(super) struct Bounds {
    /// Where relative paths begin, as the system names it.
    here: PathBuf,
    /// The folder of whoever runs the program.
    home: Option<PathBuf>,
    roots: RwLock<Vec<Root>>,
    /// The folders of what was named, as the system names them and as they are shown.
    named: Vec<(PathBuf, PathBuf)>,
}

/// One of the folders, as the system names it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Root {
    dir: PathBuf,
    /// Its bounds are known. Otherwise nothing but what is called tells how far it goes.
    is_repository: bool,
}

impl Bounds {
    /// The repositories that the paths lie in, and the folders of those that lie in none.
    pub(super) fn of<'a>(disk: &dyn Disk, paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut bounds = Self::on(disk);
        let folders: BTreeSet<PathBuf> =
            paths.into_iter().map(|path| bounds.folder(disk, path)).collect();
        for shown in folders {
            let Ok(real) = disk.real(&bounds.absolute(&shown)) else { continue };
            let root = Root::of(disk, &real);
            let roots = bounds.roots.get_mut().unwrap_or_else(PoisonError::into_inner);
            if !roots.contains(&root) {
                roots.push(root);
            }
            if !bounds.named.iter().any(|(known, _)| *known == real) {
                bounds.named.push((real, shown));
            }
        }
        bounds
    }

    /// The same where that folder is said to be the workspace, as the system names it; what is named and lies outside of
    /// it, if anything does.
    pub(super) fn rooted(self, dir: PathBuf) -> Result<Self, PathBuf> {
        if let Some((_, shown)) = self.named.iter().find(|(real, _)| !real.starts_with(&dir)) {
            return Err(shown.clone());
        }
        let roots = RwLock::new(vec![Root { dir, is_repository: true }]);
        Ok(Self { roots, ..self })
    }

    /// The same where a file may say that its folder is the top, inside of a repository or of none.
    pub(super) fn marked(self, disk: &dyn Disk, mark: Mark) -> Self {
        let mut roots: Vec<Root> = Vec::new();
        for (real, _) in &self.named {
            let root = Root::marked(disk, real, mark).unwrap_or_else(|| Root::of(disk, real));
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
        Self { roots: RwLock::new(roots), ..self }
    }

    /// These folders, and nothing else.
    pub(super) fn within(disk: &dyn Disk, dirs: impl IntoIterator<Item = PathBuf>) -> Self {
        let roots = dirs.into_iter().map(|dir| Root { dir, is_repository: true }).collect();
        Self { roots: RwLock::new(roots), ..Self::on(disk) }
    }

    fn on(disk: &dyn Disk) -> Self {
        Self { here: disk.here(), home: disk.home(), ..Self::default() }
    }

    /// The path as the system takes it.
    pub(super) fn absolute(&self, path: &Path) -> PathBuf {
        // Without the slash that an empty path would leave.
        if path.as_os_str().is_empty() { self.here.clone() } else { self.here.join(path) }
    }

    /// The path as it is shown: without `./`, and relative to the working folder if it lies below.
    pub(super) fn relative(&self, path: &Path) -> PathBuf {
        let path = path.strip_prefix(&self.here).unwrap_or(path);
        path.components().filter(|component| *component != Component::CurDir).collect()
    }

    /// The folder that a path is about, as it is shown: itself, or where the file lies. A buffer may stand for a file
    /// that is not there yet, and a file that is a link lies where the link does.
    fn folder(&self, disk: &dyn Disk, path: &Path) -> PathBuf {
        let shown = self.relative(path);
        let is_folder = disk.kind(&self.absolute(&shown)).is_ok_and(|kind| kind == Kind::Folder);
        if is_folder { shown } else { parent(&shown).to_path_buf() }
    }

    /// The folders, as the system names them.
    pub(super) fn roots(&self) -> Vec<PathBuf> {
        let roots = self.roots.read().unwrap_or_else(PoisonError::into_inner);
        roots.iter().map(|root| root.dir.clone()).collect()
    }

    /// The tops of the repositories among them.
    pub(super) fn repositories(&self) -> Vec<PathBuf> {
        let roots = self.roots.read().unwrap_or_else(PoisonError::into_inner);
        roots.iter().filter(|root| root.is_repository).map(|root| root.dir.clone()).collect()
    }

    /// Whether a place that the system names so lies in one of the folders.
    pub(super) fn holds(&self, real: &Path) -> bool {
        let roots = self.roots.read().unwrap_or_else(PoisonError::into_inner);
        roots.iter().any(|root| real.starts_with(&root.dir))
    }

    /// Takes in the folder `to`, to which something in the folder `from` leads; whether it may be read from now on.
    /// Without a repository, the workspace is the lowest folder that holds both. It is never the file system's root, nor
    /// somebody's home: then `to` is taken in by itself. A link on the way is not followed.
    pub(super) fn widen(&self, disk: &dyn Disk, from: &Path, to: &Path) -> bool {
        let is_plain = disk.kind(to).is_ok_and(|kind| kind == Kind::Folder)
            && disk.real(to).is_ok_and(|real| real == to);
        let mut roots = self.roots.write().unwrap_or_else(PoisonError::into_inner);
        if !is_plain || roots.iter().any(|root| to.starts_with(&root.dir)) {
            return is_plain;
        }
        let is_open = |root: &&mut Root| !root.is_repository && from.starts_with(&root.dir);
        let Some(root) = roots.iter_mut().find(is_open) else { return false };
        let shared = shared(&root.dir, to);
        if is_too_wide(&shared, self.home.as_deref()) {
            roots.push(Root { dir: to.to_path_buf(), is_repository: false });
        } else {
            root.dir = shared;
        }
        true
    }

    /// The path by which a folder is shown that the system names so: as it was named, else relative to the working folder
    /// if that lies in the workspace.
    pub(super) fn shown(&self, real: &Path) -> PathBuf {
        let length = |(dir, _): &&(PathBuf, PathBuf)| dir.components().count();
        let named = self.named.iter().filter(|(dir, _)| real.starts_with(dir)).max_by_key(length);
        if let Some((dir, shown)) = named {
            return below(shown, real.strip_prefix(dir).unwrap_or(real));
        }
        let here = &self.here;
        if real.starts_with(here) || self.holds(here) && self.holds(real) {
            let shared = shared(here, real);
            let up = here.components().count() - shared.components().count();
            let up: PathBuf = std::iter::repeat_n(Component::ParentDir, up).collect();
            return below(&up, real.strip_prefix(&shared).unwrap_or(real));
        }
        real.to_path_buf()
    }
}

/// Whether a folder is the top of a repository.
fn is_repository(disk: &dyn Disk, folder: &Path) -> bool {
    REPOSITORY.iter().any(|name| disk.kind(&folder.join(name)).is_ok())
}

/// Whether the text of a file says that its folder is the top.
fn says(disk: &dyn Disk, file: &Path, mark: Mark) -> bool {
    let mut text = String::new();
    let mut take = |bytes: &[u8]| text.push_str(&String::from_utf8_lossy(bytes));
    disk.kind(file).is_ok_and(|kind| kind == Kind::File)
        && disk.read(file, MAX_BYTES, &mut take).is_ok()
        && (mark.is_top)(&text)
}

impl Root {
    fn of(disk: &dyn Disk, folder: &Path) -> Self {
        match folder.ancestors().take(MAX_LEVELS).find(|above| is_repository(disk, above)) {
            Some(top) => Self { dir: top.to_path_buf(), is_repository: true },
            None => Self { dir: folder.to_path_buf(), is_repository: false },
        }
    }

    /// The nearest folder above that a file says to be the top, if it is no farther than that of a repository.
    fn marked(disk: &dyn Disk, folder: &Path, mark: Mark) -> Option<Self> {
        for above in folder.ancestors().take(MAX_LEVELS) {
            if disk.real(&above.join(mark.name)).is_ok_and(|real| says(disk, &real, mark)) {
                return Some(Self { dir: above.to_path_buf(), is_repository: true });
            }
            if is_repository(disk, above) {
                return None;
            }
        }
        None
    }
}

/// The lowest folder that holds both.
fn shared(one: &Path, other: &Path) -> PathBuf {
    let both = one.components().zip(other.components()).take_while(|(one, other)| one == other);
    both.map(|(part, _)| part).collect()
}

fn is_too_wide(folder: &Path, home: Option<&Path>) -> bool {
    folder.parent().is_none() || home.is_some_and(|home| home.starts_with(folder))
}

/// The path of something below a folder, without the slash that an empty rest would leave.
fn below(folder: &Path, rest: &Path) -> PathBuf {
    folder.components().chain(rest.components()).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_too_wide, shared};
    use std::path::Path;

    #[test]
    fn neither_the_root_nor_a_home_is_a_workspace() {
        let is_too_wide = |folder: &Path| is_too_wide(folder, Some(Path::new("/home/somebody")));
        assert!(is_too_wide(&shared(Path::new("/srv/a"), Path::new("/opt/a"))));
        assert!(!is_too_wide(&shared(Path::new("/srv/a/b"), Path::new("/srv/a/c"))));
        assert!(is_too_wide(Path::new("/home/somebody")));
        assert!(is_too_wide(Path::new("/home")));
        assert!(!is_too_wide(Path::new("/home/somebody/project")));
    }
}
