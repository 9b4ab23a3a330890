//! What repairs would change, as a unified diff.

use super::Repaired;
use similar::TextDiff;
use std::fmt::Write as _;
use std::path::Path;

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// The changes, in the form that `git apply` and `patch -p1` take.
pub(crate) fn diff(repaired: &Repaired) -> String {
    let mut text = String::new();
    for (path, change) in &repaired.texts {
        let name = |side: &str| format!("{side}/{}", slashes(path));
        let diff = TextDiff::from_lines(&*change.old, &change.new);
        let mut diff = diff.unified_diff();
        let _ = write!(text, "{}", diff.context_radius(CONTEXT).header(&name("a"), &name("b")));
    }
    text
}

/// The path with `/` between its parts, on any system.
fn slashes(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    let parts: Vec<_> = parts.filter(|part| part != "/").collect();
    parts.join("/")
}
