//! From the paths that were named to the folders that hold Terraform.

use super::{Files, on_disk, parent, relative};
use globset::GlobSet;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A folder with Terraform files: a module.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Folder {
    /// The folder, as it is shown.
    pub dir: PathBuf,
    /// Whether it was named, or lies below a folder that was.
    pub is_named: bool,
    /// The files in it that were named.
    pub files: BTreeSet<PathBuf>,
}

/// All that was found below the named paths.
#[derive(Debug, Default)]
pub struct Walked {
    /// The folders, sorted, each once.
    pub folders: Vec<Folder>,
    /// The folders that were walked, as the system names them.
    pub starts: Vec<PathBuf>,
    /// Folders and links that could not be followed, with what the system says.
    pub unreadable: Vec<(PathBuf, String)>,
    /// Links to folders outside of the workspace, which were not entered.
    pub links: Vec<PathBuf>,
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
}

/// Whether Terraform or `OpenTofu` reads a file of that name as configuration.
pub(crate) fn is_configuration(path: &Path) -> bool {
    // What tells it is ASCII: a name that is not UTF-8 is read as Terraform reads it.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let hidden = name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'));
    !hidden && (has_extension(&name, "tf") || has_extension(&name, "tofu"))
}

/// Whether it sets variables. Naming such a file checks the module that it is for.
pub(crate) fn is_variables(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    has_extension(&name, "tfvars")
}

/// Whether a name has that extension, in native or in JSON syntax: `a.tf`, `a.tf.json`.
fn has_extension(name: &str, extension: &str) -> bool {
    let native = name.strip_suffix(".json").unwrap_or(name);
    Path::new(native).extension().is_some_and(|found| found == extension)
}

/// Finds the modules at and below `paths`. Hidden folders, `node_modules` and what `exclude` matches are left out,
/// unless they are named.
///
/// # Errors
///
/// When a path is not there, or has no Terraform in it.
pub fn walk(files: &Files, paths: &[PathBuf], exclude: &GlobSet) -> Result<Walked, WalkError> {
    let mut found: BTreeMap<PathBuf, Folder> = BTreeMap::new();
    let mut walked = Walked::default();
    for named in paths {
        let path = relative(named);
        let is_buffer = files.buffer(&path).is_some();
        if is_buffer && !on_disk(parent(&path)).is_dir() {
            return Err(WalkError::NoFolder(parent(named).to_path_buf()));
        }
        if !is_buffer && !on_disk(&path).exists() {
            return Err(WalkError::NotFound(named.clone()));
        }
        if on_disk(&path).is_dir() && !is_buffer {
            walked.starts.extend(files.real(&path));
            let folders = below(files, &path, exclude, &mut walked);
            if folders.is_empty() && walked.unreadable.is_empty() {
                return Err(WalkError::NoTerraform(named.clone()));
            }
            for dir in folders {
                found.entry(dir).or_default().is_named = true;
            }
        } else if is_configuration(&path) || is_variables(&path) {
            let dir = shown(files, parent(&path), &mut walked.unreadable);
            if let Some((dir, name)) = dir.zip(path.file_name()) {
                let file = dir.join(name);
                found.entry(dir).or_default().files.insert(file);
            }
        } else {
            return Err(WalkError::NoTerraform(named.clone()));
        }
    }
    walked.folders = found.into_iter().map(|(dir, folder)| Folder { dir, ..folder }).collect();
    Ok(walked)
}

/// The folders with Terraform at and below a folder.
fn below(files: &Files, root: &Path, exclude: &GlobSet, walked: &mut Walked) -> BTreeSet<PathBuf> {
    let Walked { unreadable, links, .. } = walked;
    let (mut folders, mut seen) = (BTreeSet::new(), HashSet::new());
    let visit = |entry: &DirEntry| {
        let is_left_out =
            entry.depth() > 0 && (is_left_out(entry) || exclude.is_match(relative(entry.path())));
        let leads_out = !is_left_out
            && entry.path_is_symlink()
            && entry.file_type().is_dir()
            && files.real(entry.path()).is_none();
        links.extend(leads_out.then(|| relative(entry.path())));
        !is_left_out && !leads_out
    };
    let mut add = |file: &Path, unreadable: &mut Vec<(PathBuf, String)>| {
        let dir = parent(file);
        if !seen.contains(dir) {
            seen.insert(dir.to_path_buf());
            // Several links may lead to one folder.
            folders.extend(shown(files, dir, unreadable));
        }
    };
    let walk = WalkDir::new(on_disk(root)).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(visit) {
        let error = match entry {
            Ok(entry) if entry.file_type().is_dir() || !is_configuration(entry.path()) => continue,
            Ok(entry) => {
                add(entry.path(), unreadable);
                continue;
            }
            Err(error) => error,
        };
        let path = error.path().unwrap_or(root);
        let is_nothing = error.io_error().is_some_and(|io| io.kind() == ErrorKind::NotFound);
        if is_nothing && is_configuration(path) {
            // A link to nothing: whoever reads the folder says so.
            add(path, unreadable);
        } else if !is_nothing && error.loop_ancestor().is_none() {
            let message = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
            unreadable.push((relative(path), message));
        }
    }
    folders
}

/// The one path by which a folder is shown.
fn shown(files: &Files, dir: &Path, unreadable: &mut Vec<(PathBuf, String)>) -> Option<PathBuf> {
    let real = files.real(dir);
    if real.is_none() {
        unreadable.push((relative(dir), "it cannot be reached".to_owned()));
    }
    real.map(|real| files.shown(&real))
}

pub(super) fn is_left_out(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.file_type().is_dir() && (name.starts_with('.') || name == "node_modules")
}
