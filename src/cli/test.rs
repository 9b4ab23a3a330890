//! `gatelint test`.

use super::{CLEAN, FOUND, Failure, output};
use crate::page::{Pack, PageError};
use crate::prove::prove;
use crate::report::page_error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Proves the pages of a folder, in the company of those that gatelint comes with and of other packs.
pub(super) fn test(dir: &Path, packs: &[PathBuf]) -> Result<u8, Failure> {
    let mut pack = super::pack(packs)?;
    let ids = pack.add_folder(dir)?;
    let (mut text, mut flaws) = (String::new(), 0);
    for id in &ids {
        for error in complaints(&pack, id) {
            flaws += 1;
            text.push_str(&page_error(&error, output::shown()));
        }
    }
    let pages = plural(ids.len(), "page");
    let _ = match (flaws, ids.len()) {
        (0, 1) => writeln!(text, "{pages} holds what it says."),
        (0, _) => writeln!(text, "{pages} hold what they say."),
        _ => writeln!(text, "{} in {pages}.", plural(flaws, "flaw")),
    };
    output::print(&text)?;
    Ok(if flaws == 0 { CLEAN } else { FOUND })
}

/// What the page of a rule says and does not hold.
fn complaints(pack: &Pack, id: &str) -> Vec<PageError> {
    let Some(page) = pack.page(id) else { return Vec::new() };
    let flaws = prove(pack, page).into_iter();
    let error = |flaw: crate::prove::Flaw| PageError {
        path: page.path.clone(),
        text: page.text.clone(),
        range: flaw.range,
        message: flaw.message,
        help: None,
    };
    flaws.map(error).collect()
}

fn plural(number: usize, word: &str) -> String {
    format!("{number} {word}{}", if number == 1 { "" } else { "s" })
}
