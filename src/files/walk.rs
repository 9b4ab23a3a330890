//! From the paths that were named to the folders that hold Terraform. Each folder is listed once, by one thread, and the
//! texts in it are looked at meanwhile by all others.

use super::disk::{Entry, Fault, Kind, Next};
use super::listing::Listed;
use super::paths::{is_configuration, is_left_out, is_variables, may_be_document};
use super::{Files, ReadError, parent};
use globset::GlobSet;
use rayon::Scope;
use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How many files a thread looks at before it asks for more.
const BATCH: usize = 64;

/// Who looks at the texts that a walk comes by.
pub(crate) trait Look: Sync {
    /// Whether the configuration of the folder that the system names so has not been looked at.
    fn wants(&self, folder: &Path) -> bool;

    /// Looks at the text of a configuration file, which the system names so, or at why it cannot be read.
    fn see(&self, file: &Path, text: Result<&str, ReadError>);
}

/// A folder with Terraform files: a module.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Folder {
    /// The folder, as it is shown.
    pub(crate) dir: PathBuf,
    /// Whether it was named, or lies below a folder that was.
    pub(crate) is_named: bool,
    /// The files in it that were named.
    pub(crate) files: BTreeSet<PathBuf>,
}

/// All that was found below the named paths.
#[derive(Debug, Default)]
pub(crate) struct Walked {
    /// The folders, sorted, each once.
    pub(crate) folders: Vec<Folder>,
    /// Files that were named and may be OpenAPI documents.
    pub(crate) documents: Vec<PathBuf>,
    /// Files below the folders that may be.
    pub(crate) may_be_documents: Vec<PathBuf>,
    /// The folders that were walked, as the system names them.
    pub(crate) starts: Vec<PathBuf>,
    /// The named folders without Terraform at and below them, as they were named.
    pub(crate) bare: Vec<PathBuf>,
    /// Folders and links that could not be followed, with what the system says.
    pub(crate) unreadable: Vec<(PathBuf, String)>,
    /// The paths at which there is nothing.
    pub(crate) gone: Vec<PathBuf>,
    /// Links to folders outside of the workspace, which were not entered.
    pub(crate) links: Vec<PathBuf>,
}

/// Why the walk could not begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WalkError {
    /// There is nothing at this path.
    #[error("there is nothing at `{}`", .0.display())]
    NotFound(PathBuf),
    /// The folder of a file that is to be made is not there.
    #[error("there is no folder `{}`", .0.display())]
    NoFolder(PathBuf),
    /// There is no Terraform file at or below this path.
    #[error("there is no Terraform at `{}`", .0.display())]
    NoTerraform(PathBuf),
    /// What is named lies outside of the folder that is named as the workspace.
    #[error("`{}` lies outside of the workspace `{}`", path.display(), root.display())]
    Outside {
        /// What is named.
        path: PathBuf,
        /// The workspace.
        root: PathBuf,
    },
}

/// Finds the modules at and below `paths`. Hidden folders, `node_modules`, what `exclude` matches and what `.gitignore`
/// excludes are left out, unless they are named. Where a file is gone, its module is found.
///
/// # Errors
///
/// When no path is there, or a file is none that is read.
pub(crate) fn walk(
    files: &Files,
    paths: &[PathBuf],
    exclude: &GlobSet,
    look: &dyn Look,
) -> Result<Walked, WalkError> {
    let mut found: BTreeMap<PathBuf, Folder> = BTreeMap::new();
    let mut walked = Walked::default();
    for named in paths {
        let path = files.bounds.relative(named);
        let kind = |path: &Path| files.disk.kind(&files.bounds.absolute(path)).ok();
        let Some(there) = kind(&path) else {
            // The module that it was a part of may need it.
            let module = files.real(parent(&path)).map(|real| files.shown(&real));
            let module = module.filter(|dir| files.list(dir).iter().any(|it| is_configuration(it)));
            if let Some(dir) = module.filter(|_| is_configuration(&path) || is_variables(&path)) {
                found.entry(dir).or_default().is_named = true;
            }
            walked.gone.push(named.clone());
            continue;
        };
        if there == Kind::Folder {
            walked.starts.extend(files.real(&path));
            let folders = below(files, &path, exclude, look, &mut walked);
            if folders.is_empty() && walked.unreadable.is_empty() {
                walked.bare.push(named.clone());
            }
            for dir in folders {
                found.entry(dir).or_default().is_named = true;
            }
            continue;
        }
        if kind(parent(&path)) != Some(Kind::Folder) {
            return Err(WalkError::NoFolder(parent(named).to_path_buf()));
        }
        if may_be_document(&path) {
            walked.documents.push(path);
            continue;
        }
        if !is_configuration(&path) && !is_variables(&path) {
            return Err(WalkError::NoTerraform(named.clone()));
        }
        match (files.real(parent(&path)), path.file_name()) {
            (Some(real), Some(name)) => {
                let dir = files.shown(&real);
                let file = dir.join(name);
                found.entry(dir).or_default().files.insert(file);
            }
            _ => walked.unreadable.push(unreachable(files, parent(&path))),
        }
    }
    // A path that alone is named, and all that are, may be misspelt.
    if let Some(first) = walked.gone.first().filter(|_| walked.gone.len() == paths.len()) {
        return Err(WalkError::NotFound(first.clone()));
    }
    walked.folders = found.into_iter().map(|(dir, folder)| Folder { dir, ..folder }).collect();
    Ok(walked)
}

fn unreachable(files: &Files, dir: &Path) -> (PathBuf, String) {
    (files.bounds.relative(dir), "it cannot be reached".to_owned())
}

/// The folders with Terraform at and below a folder.
fn below<'a>(
    files: &'a Files,
    root: &Path,
    exclude: &'a GlobSet,
    look: &'a dyn Look,
    walked: &'a mut Walked,
) -> BTreeSet<PathBuf> {
    let Some(real) = files.real(root) else {
        walked.unreadable.push(unreachable(files, root));
        return BTreeSet::new();
    };
    let mut walk = Walk {
        files,
        exclude,
        look,
        walked,
        root: real.clone(),
        having: Vec::new(),
        batch: Vec::new(),
        passes_over: false,
    };
    rayon::in_place_scope(|scope| {
        let mut starts = vec![Start { real, shown: root.to_path_buf(), above: Vec::new() }];
        while let Some(start) = starts.pop() {
            starts.extend(walk.from(&start, scope));
        }
        walk.flush(scope);
    });
    if exclude.is_empty() && !walk.passes_over {
        files.listings.cover(walk.root);
    }
    // Several links may lead to one folder.
    walk.having.sort_unstable_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
    walk.having.dedup_by(|one, other| one.as_os_str() == other.as_os_str());
    walk.having.iter().map(|real| files.shown(real)).collect()
}

/// A walk from one of the named folders.
struct Walk<'a> {
    files: &'a Files,
    exclude: &'a GlobSet,
    look: &'a dyn Look,
    walked: &'a mut Walked,
    /// The folder, as the system names it.
    root: PathBuf,
    /// The folders that hold Terraform, some of them several times.
    having: Vec<PathBuf>,
    /// Files that nobody has been told to look at.
    batch: Vec<Entry>,
    /// Whether a folder was not entered since it is ignored.
    passes_over: bool,
}

/// A folder to begin in: the named one, or one that a link leads to.
struct Start {
    /// As the system names it.
    real: PathBuf,
    /// As it is shown by the way that leads there.
    shown: PathBuf,
    /// The folders in which the links lie that lead there.
    above: Vec<PathBuf>,
}

impl<'a> Walk<'a> {
    /// Goes through a folder. Links lead to where the walk begins again.
    fn from(&mut self, start: &Start, scope: &Scope<'a>) -> Vec<Start> {
        let mut listed = Listed::default();
        listed.enter(start.real.clone());
        let mut more = Vec::new();
        let files = self.files;
        files.disk.walk(&start.real, usize::MAX, &mut |visited| {
            let entry = match visited {
                Ok(entry) => entry,
                Err(Fault { path, message }) => {
                    self.walked.unreadable.push((start.shown(&path), message));
                    return Next::PassOver;
                }
            };
            listed.add(&entry);
            match entry.kind {
                Kind::Folder if self.is_left_out(&entry.path, start) => return Next::PassOver,
                Kind::Folder => {
                    listed.enter(entry.path);
                    return Next::Enter;
                }
                Kind::Link => more.extend(self.link(entry, start, scope)),
                Kind::File | Kind::Other => self.note(entry, start, scope),
            }
            Next::PassOver
        });
        listed.keep(&files.listings);
        more
    }

    fn is_left_out(&mut self, folder: &Path, start: &Start) -> bool {
        is_left_out(folder) || self.is_excluded(folder, start) || self.is_ignored(folder)
    }

    fn is_ignored(&mut self, folder: &Path) -> bool {
        let is_ignored = self.files.is_ignored(folder);
        self.passes_over |= is_ignored;
        is_ignored
    }

    fn is_excluded(&self, path: &Path, start: &Start) -> bool {
        !self.exclude.is_empty() && self.exclude.is_match(start.shown(path))
    }

    /// Where a link leads, if the walk goes on there.
    fn link(&mut self, link: Entry, start: &Start, scope: &Scope<'a>) -> Option<Start> {
        let disk = &*self.files.disk;
        let led = disk.real(&link.path).and_then(|real| Ok((disk.kind(&real)?, real)));
        let (kind, real) = match led {
            Ok(led) => led,
            // Whoever reads the folder says that there is nothing.
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.note(link, start, scope);
                return None;
            }
            Err(error) => {
                self.walked.unreadable.push((start.shown(&link.path), error.to_string()));
                return None;
            }
        };
        if kind != Kind::Folder {
            self.note(link, start, scope);
            return None;
        }
        if self.is_left_out(&link.path, start) {
            return None;
        }
        let shown = start.shown(&link.path);
        if !self.files.bounds.holds(&real) {
            self.walked.links.push(shown);
            return None;
        }
        let here = parent(&link.path);
        let mut above: Vec<PathBuf> = start.above.clone();
        above.push(here.to_path_buf());
        let is_circle = above.iter().any(|above| above.starts_with(&real));
        (!is_circle && !self.comes_by(&real)).then_some(Start { real, shown, above })
    }

    /// Whether the walk comes by a folder without a link.
    fn comes_by(&self, real: &Path) -> bool {
        let is_plain =
            |below: &Path| !below.components().any(|part| is_left_out(Path::new(part.as_os_str())));
        let below = || real.ancestors().take_while(|above| above.starts_with(&self.root));
        self.exclude.is_empty()
            && real.strip_prefix(&self.root).is_ok_and(is_plain)
            && !below().any(|above| above != self.root && self.files.is_ignored(above))
    }

    /// Notes a file if it holds configuration, or may be a document.
    fn note(&mut self, file: Entry, start: &Start, scope: &Scope<'a>) {
        if !is_configuration(&file.path) {
            if may_be_document(&file.path) && !self.is_excluded(&file.path, start) {
                self.walked.may_be_documents.push(start.shown(&file.path));
            }
            return;
        }
        let folder = parent(&file.path);
        let is_same = |last: &PathBuf| last.as_os_str() == folder.as_os_str();
        if !self.having.last().is_some_and(is_same) && !self.is_excluded(&file.path, start) {
            self.having.push(folder.to_path_buf());
        }
        self.batch.push(file);
        if self.batch.len() >= BATCH {
            self.flush(scope);
        }
    }

    /// Tells somebody to look at the files that were noted.
    fn flush(&mut self, scope: &Scope<'a>) {
        let batch = std::mem::take(&mut self.batch);
        let (files, look) = (self.files, self.look);
        scope.spawn(move |_| batch.iter().for_each(|file| files.look_at(file, look)));
    }
}

impl Start {
    /// The path by which something below is shown.
    fn shown(&self, path: &Path) -> PathBuf {
        self.shown
            .components()
            .chain(path.strip_prefix(&self.real).unwrap_or(path).components())
            .collect()
    }
}

impl Files {
    /// Looks at all configuration in a folder that the system names so.
    pub(crate) fn look_into(&self, folder: &Path, look: &dyn Look) {
        let listing = self.listings.of(folder, &*self.disk);
        for (name, kind) in &*listing {
            let path = folder.join(name);
            if is_configuration(&path) && !self.is_folder(&path, *kind) {
                self.look_at(&Entry { path, kind: *kind, depth: 1 }, look);
            }
        }
    }

    fn look_at(&self, file: &Entry, look: &dyn Look) {
        if !look.wants(parent(&file.path)) {
            return;
        }
        // What is listed as a file is no link that leads out.
        let place =
            if file.kind == Kind::File { Ok(None) } else { self.regular(&file.path).map(Some) };
        let seen = place.and_then(|real| {
            let real = real.as_deref().unwrap_or(&file.path);
            self.see(real, &mut |text| look.see(&file.path, Ok(text)))
        });
        if let Err(error) = seen {
            look.see(&file.path, Err(error));
        }
    }
}
