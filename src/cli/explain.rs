//! `gatelint explain`.

use super::{CLEAN, Failure, output};
use crate::page::{Pack, Page};
use std::fmt::Write as _;
use std::path::PathBuf;

pub(super) fn explain(rule: Option<&str>, packs: &[PathBuf]) -> Result<u8, Failure> {
    let pack = super::pack(packs)?;
    match rule {
        Some(name) => output::print(&pack.find(name)?.text)?,
        None => output::print(&list(&pack))?,
    }
    Ok(CLEAN)
}

/// One line a rule: its name, how sure the harm is, and its first sentence.
fn list(pack: &Pack) -> String {
    let width = pack.pages().map(|page| page.rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for Page { rule, summary, .. } in pack.pages() {
        let off = if rule.default { "" } else { " (off by default)" };
        let _ = writeln!(text, "{:width$}  {:7}  {summary}{off}", rule.id, rule.severity.name());
    }
    text
}
