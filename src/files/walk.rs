//! From the paths that were named to the folders that hold Terraform.

use super::{Files, on_disk, parent};
use globset::GlobSet;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A folder with Terraform files: a module.
#[derive(Debug, PartialEq, Eq)]
pub struct Folder {
    /// The folder, relative to the working folder where that is possible; empty for the working folder itself.
    pub dir: PathBuf,
    /// The files to report on; `None`: all.
    pub only: Option<BTreeSet<PathBuf>>,
}

/// All that was found below the named paths.
#[derive(Debug, Default)]
pub struct Walked {
    /// The folders, sorted.
    pub folders: Vec<Folder>,
    /// Whether the whole workspace was walked, so that there is nothing else to look at.
    pub is_whole: bool,
    /// Folders and links that could not be followed, with what the system says.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// Why the walk could not begin.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WalkError {
    /// There is nothing at this path.
    #[error("there is nothing at `{}`", .0.display())]
    NotFound(PathBuf),
    /// There is no Terraform file at or below this path.
    #[error("there is no Terraform at `{}`", .0.display())]
    NoTerraform(PathBuf),
}

/// Whether Terraform or `OpenTofu` reads a file of that name as configuration.
pub(crate) fn is_configuration(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let hidden = name.starts_with('.')
        || name.ends_with('~')
        || (name.starts_with('#') && name.ends_with('#'));
    !hidden && (has_extension(name, "tf") || has_extension(name, "tofu"))
}

/// Whether it sets variables. Naming such a file checks the module that it is for.
fn is_variables(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    has_extension(name, "tfvars")
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
    let mut found: BTreeMap<PathBuf, Option<BTreeSet<PathBuf>>> = BTreeMap::new();
    let mut walked = Walked::default();
    for named in paths {
        let path = relative(named);
        let is_buffer = files.buffers.contains_key(&path);
        if !is_buffer && !on_disk(&path).exists() {
            return Err(WalkError::NotFound(named.clone()));
        }
        if on_disk(&path).is_dir() && !is_buffer {
            let folders = below(files, &path, exclude, &mut walked.unreadable);
            if folders.is_empty() && walked.unreadable.is_empty() {
                return Err(WalkError::NoTerraform(named.clone()));
            }
            found.extend(folders.into_iter().map(|dir| (dir, None)));
        } else if is_configuration(&path) || is_variables(&path) {
            let only =
                found.entry(parent(&path).to_path_buf()).or_insert_with(|| Some(BTreeSet::new()));
            only.as_mut().map(|only| only.insert(path));
        } else {
            return Err(WalkError::NoTerraform(named.clone()));
        }
    }
    let whole = |root: &PathBuf| {
        paths.iter().any(|path| files.real(&relative(path)).is_some_and(|real| real == *root))
    };
    walked.is_whole = files.roots().iter().all(whole);
    walked.folders = found.into_iter().map(|(dir, only)| Folder { dir, only }).collect();
    Ok(walked)
}

fn below(
    files: &Files,
    root: &Path,
    exclude: &GlobSet,
    unreadable: &mut Vec<(PathBuf, String)>,
) -> Vec<PathBuf> {
    let mut folders = BTreeSet::new();
    let mut seen = HashSet::new();
    let visit = |entry: &DirEntry| {
        entry.depth() == 0 || (!is_left_out(entry) && !exclude.is_match(relative(entry.path())))
    };
    for entry in WalkDir::new(on_disk(root))
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(visit)
    {
        match entry {
            Ok(entry) if entry.file_type().is_dir() || !is_configuration(entry.path()) => {}
            Ok(entry) => {
                let dir = relative(parent(entry.path()));
                // A link may lead to a folder that was seen, or out of the workspace.
                if folders.contains(&dir) || files.real(&dir).is_some_and(|real| seen.insert(real))
                {
                    folders.insert(dir);
                }
            }
            // A loop of links ends here; a link to nothing is no file.
            Err(error) if error.loop_ancestor().is_some() => {}
            Err(error)
                if error.io_error().is_some_and(|io| io.kind() == std::io::ErrorKind::NotFound) => {
            }
            Err(error) => {
                let path = error.path().map_or_else(|| root.to_path_buf(), relative);
                let message =
                    error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
                unreadable.push((path, message));
            }
        }
    }
    folders.into_iter().collect()
}

pub(super) fn is_left_out(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.file_type().is_dir() && (name.starts_with('.') || name == "node_modules")
}

/// The path as it is shown: without `./`, and relative to the working folder if it lies below.
pub(super) fn relative(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    path.components().filter(|component| *component != Component::CurDir).collect()
}
