//! The files of `rules/`, which are a part of the program.

use include_dir::{Dir, include_dir};
use std::path::Path;

static RULES: Dir = include_dir!("$CARGO_MANIFEST_DIR/rules");

/// All text files, by their path below `rules/`.
pub(crate) fn files() -> impl Iterator<Item = (&'static Path, &'static str)> {
    below(&RULES)
}

fn below(dir: &'static Dir) -> Box<dyn Iterator<Item = (&'static Path, &'static str)>> {
    let here = dir.files().filter_map(|file| Some((file.path(), file.contents_utf8()?)));
    Box::new(here.chain(dir.dirs().flat_map(below)))
}
