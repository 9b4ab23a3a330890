//! The folders of a workspace: what lies in them, as far as a look at the texts tells, and who calls whom.

mod callers;
mod look;
mod map;
mod survey;

pub(crate) use callers::Called;
pub(crate) use map::{Map, Place, View};
pub(crate) use survey::Survey;

use crate::files::{
    Files, Folder, Look, ReadError, WalkError, Walked, is_configuration, parent, walk,
};
use crate::module::{Module, configuration};
use crate::schema::Schemas;
use crate::tree::{Library, Neighbours};
use callers::Callers;
use globset::GlobSet;
use look::{Seen, Words};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

/// The folders of a workspace. Each text is looked at once.
#[derive(Debug)]
pub(crate) struct Workspace<'f> {
    files: &'f Files,
    schemas: Arc<Schemas>,
    words: Words,
    /// The configuration files of each folder that was looked at, sorted.
    seen: RwLock<HashMap<PathBuf, Arc<[File]>>>,
    /// What calls modules other than `module` blocks; looked for once.
    callers: OnceLock<Callers>,
    /// The root modules; looked for once.
    roots: OnceLock<Vec<Root>>,
}

/// A configuration file, and what is seen of it.
#[derive(Debug)]
struct File {
    /// As the system names it.
    path: PathBuf,
    text: Result<Seen, ReadError>,
}

/// A module that no other calls.
#[derive(Debug)]
struct Root {
    /// As the system names it.
    real: PathBuf,
    /// It, and the folders that it leads to.
    tree: Vec<PathBuf>,
}

impl<'f> Workspace<'f> {
    /// The workspace of the files, of which nothing has been looked at. `types` are the resource types that matter.
    pub(crate) fn new<'a>(
        files: &'f Files,
        schemas: Arc<Schemas>,
        types: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self {
            files,
            schemas,
            words: Words::of(types),
            seen: RwLock::default(),
            callers: OnceLock::new(),
            roots: OnceLock::new(),
        }
    }

    /// Finds the modules at and below the paths, and looks at them.
    pub(crate) fn walk(&self, paths: &[PathBuf], exclude: &GlobSet) -> Result<Walked, WalkError> {
        let looking = Looking { workspace: self, is_asked: true, found: Mutex::default() };
        let walked = walk(self.files, paths, exclude, &looking);
        looking.keep();
        walked
    }

    /// Finds all modules of the workspace but those that are excluded, and looks at who calls whom.
    fn walk_around(&self, exclude: &GlobSet) -> Vec<Folder> {
        let looking = Looking { workspace: self, is_asked: false, found: Mutex::default() };
        let walked = walk(self.files, &self.files.roots(), exclude, &looking);
        looking.keep();
        walked.unwrap_or_default().folders
    }

    /// The configuration files of a folder that the system names so.
    fn look(&self, folder: &Path, is_asked: bool) -> Arc<[File]> {
        let known = || {
            let seen = self.seen.read().unwrap_or_else(PoisonError::into_inner);
            seen.get(folder).map(Arc::clone)
        };
        known().unwrap_or_else(|| {
            let looking = Looking { workspace: self, is_asked, found: Mutex::default() };
            self.files.look_into(folder, &looking);
            looking.keep();
            known().unwrap_or_default()
        })
    }

    /// All folders of the workspace that hold configuration, as the system names them, each looked at.
    fn whole(&self) -> Vec<PathBuf> {
        let everything = self.files.everything();
        let configuration = everything.iter().filter(|path| is_configuration(path));
        let mut folders: Vec<&Path> = configuration.map(|path| parent(path)).collect();
        folders.sort_unstable_by(|one, other| one.as_os_str().cmp(other.as_os_str()));
        folders.dedup_by(|one, other| one.as_os_str() == other.as_os_str());
        let folders: Vec<PathBuf> = folders.into_iter().map(Path::to_path_buf).collect();
        // One after another: who waits for threads here might be given the work of somebody who waits for this.
        for folder in &folders {
            self.look(folder, false);
        }
        folders
    }

    /// What calls a root module other than `module` blocks, which are followed.
    pub(crate) fn called(&self, module: &Module) -> Called {
        // Without variables nothing is set.
        if module.of_kind("variable").next().is_none() {
            return Called::Not;
        }
        self.callers.get_or_init(|| Callers::of(self)).of_module(module, self.files)
    }

    /// The files of the workspace in which a `module` block may call what an expression says, as the system names them.
    fn open(&self) -> Vec<PathBuf> {
        let is_open = |file: &&File| file.text.as_ref().is_ok_and(|seen| seen.is_open);
        let folders = self.whole().into_iter().map(|folder| self.look(&folder, false));
        folders
            .flat_map(|files| {
                files.iter().filter(is_open).map(|it| it.path.clone()).collect::<Vec<_>>()
            })
            .collect()
    }

    fn roots(&self) -> &[Root] {
        self.roots.get_or_init(|| {
            let library = Library::new(self.files, Arc::clone(&self.schemas));
            let folders = self.whole();
            let survey = |real: &PathBuf| {
                let dir = self.files.shown(real);
                (real.clone(), Survey::of(self, &library, &dir, real, false).calls.inside)
            };
            let calls: HashMap<PathBuf, BTreeSet<PathBuf>> = folders.iter().map(survey).collect();
            let called: HashSet<&PathBuf> = calls.values().flatten().collect();
            let roots = folders.iter().filter(|real| !called.contains(real));
            roots.map(|real| Root { real: real.clone(), tree: tree(real, &calls) }).collect()
        })
    }

    /// Whether a folder may have a block of that type in it. Data sources have `data.` before the type.
    fn may_have(&self, folder: &Path, r#type: &str) -> bool {
        let (word, is_data) =
            r#type.strip_prefix("data.").map_or((r#type, false), |word| (word, true));
        let position = self.words.position(word);
        self.look(folder, false).iter().any(|file| {
            let Ok(seen) = &file.text else { return false };
            match position {
                Some(position) => seen.types.contains(&position) && (!is_data || seen.has_data),
                // Nobody has looked for it.
                None => self.files.text(&file.path).is_ok_and(|text| text.contains(word)),
            }
        })
    }
}

impl Neighbours for Workspace<'_> {
    fn leading_to(&self, r#type: &str) -> Vec<PathBuf> {
        let leads = |root: &&Root| root.tree.iter().any(|folder| self.may_have(folder, r#type));
        self.roots().iter().filter(leads).map(|root| root.real.clone()).collect()
    }
}

/// A folder and all that it calls, and that those call.
fn tree(root: &Path, calls: &HashMap<PathBuf, BTreeSet<PathBuf>>) -> Vec<PathBuf> {
    let mut seen = HashSet::from([root]);
    let mut rest = vec![root];
    while let Some(next) = rest.pop() {
        let called = calls.get(next).into_iter().flatten().map(PathBuf::as_path);
        rest.extend(called.filter(|called| seen.insert(called)));
    }
    let mut tree: Vec<PathBuf> = seen.into_iter().map(Path::to_path_buf).collect();
    tree.sort_unstable();
    tree
}

/// A look at texts that has not come to its end.
struct Looking<'a, 'f> {
    workspace: &'a Workspace<'f>,
    /// Whether it is asked what the texts call that is not in the workspace.
    is_asked: bool,
    found: Mutex<Vec<File>>,
}

impl Look for Looking<'_, '_> {
    fn wants(&self, folder: &Path) -> bool {
        let seen = self.workspace.seen.read().unwrap_or_else(PoisonError::into_inner);
        seen.is_empty() || !seen.contains_key(folder)
    }

    fn see(&self, file: &Path, text: Result<&str, ReadError>) {
        let text = text.map(|text| self.workspace.words.look(file, text, self.is_asked));
        let file = File { path: file.to_path_buf(), text };
        self.found.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    }
}

impl Looking<'_, '_> {
    /// Puts what was seen where it is looked up.
    fn keep(self) {
        let mut found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.sort_unstable_by(|one, other| one.path.as_os_str().cmp(other.path.as_os_str()));
        // A link may have led to it a second time.
        found.dedup_by(|one, other| one.path.as_os_str() == other.path.as_os_str());
        let mut folders: HashMap<PathBuf, Vec<File>> = HashMap::new();
        for file in found {
            folders.entry(parent(&file.path).to_path_buf()).or_default().push(file);
        }
        let mut seen = self.workspace.seen.write().unwrap_or_else(PoisonError::into_inner);
        for (folder, mut files) in folders {
            let paths: Vec<PathBuf> = files.iter().map(|file| file.path.clone()).collect();
            let read = configuration(&paths);
            if read.len() < files.len() {
                files.retain(|file| read.contains(&file.path));
            }
            seen.insert(folder, files.into());
        }
    }
}
