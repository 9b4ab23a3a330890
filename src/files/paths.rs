//! Paths, without a look at the disk.

use std::path::{Component, Path, PathBuf};

/// The folder that a file lies in; empty for one in the working folder.
pub fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The path without `.` and `..`, as far as that can be said without looking at the disk.
pub(crate) fn normalised(path: &Path) -> PathBuf {
    let mut parts: Vec<Component> = Vec::new();
    for part in path.components() {
        match (part, parts.last()) {
            (Component::CurDir, _) => {}
            (Component::ParentDir, Some(Component::Normal(_))) => {
                parts.pop();
            }
            (part, _) => parts.push(part),
        }
    }
    parts.into_iter().collect()
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

/// Whether a file of that name may be an OpenAPI document.
pub(crate) fn may_be_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|it| ["yaml", "yml", "json"].contains(&it))
        && !is_configuration(path)
        && !is_variables(path)
}

/// The folder of what `terraform init` puts in place.
pub(crate) const FETCHED: &str = ".terraform";

/// Whether it lies where Terraform puts what it fetches.
pub(crate) fn is_fetched(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == FETCHED)
}

/// Whether a name has that extension, in native or in JSON syntax: `a.tf`, `a.tf.json`.
fn has_extension(name: &str, extension: &str) -> bool {
    let native = name.strip_suffix(".json").unwrap_or(name);
    Path::new(native).extension().is_some_and(|found| found == extension)
}

/// Whether nobody looks into a folder of that name unless it is named.
pub(super) fn is_left_out(name: &Path) -> bool {
    let name = name.file_name().unwrap_or_default().as_encoded_bytes();
    name.starts_with(b".") || name == b"node_modules"
}
