//! Files, as clients and the system name them.

use lsp_types::Uri;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

/// The path of a file; `None` of what is not one.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    url::Url::parse(uri.as_str()).ok()?.to_file_path().ok()
}

/// The address of a file.
pub(super) fn uri(path: &Path) -> Option<Uri> {
    Uri::from_str(url::Url::from_file_path(path).ok()?.as_str()).ok()
}

#[cfg(test)]
mod tests {
    use super::{path, uri};
    use std::path::Path;

    #[test]
    fn an_address_is_a_path_and_back() {
        let file = Path::new("/tmp/a b/ü#%.tf");
        assert_eq!(path(&uri(file).unwrap()).unwrap(), file);
        assert_eq!(path(&"untitled:1".parse().unwrap()), None);
    }
}
