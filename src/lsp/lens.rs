//! What stands above blocks: above an API its routes, above an integration the requests that it is for.

use super::around::{Around, resources};
use super::position::Encoding;
use crate::aws;
use crate::files::Files;
use crate::source::Span;
use lsp_types::{CodeLens, Command};
use std::collections::BTreeMap;
use std::path::Path;

/// The most routes that are named above an API.
const MAX_NAMED: usize = 4;

/// What stands above the blocks of a file.
pub(super) fn lenses(files: &Files, path: &Path, text: &str, encoding: Encoding) -> Vec<CodeLens> {
    let around = Around::of(files, path);
    let source = around.source(path);
    let above: BTreeMap<Span, String> = around.evaluated(|site| {
        let mut above = BTreeMap::new();
        for block in resources(site, source) {
            let title = match aws::routes(&block, site) {
                Some(routes) => Some(listed(&routes)),
                None if aws::SUBJECTS.contains(&block.resource_type()) => aws::route(&block, site),
                None => None,
            };
            // Of several instances the first stands for all.
            if let Some(title) = title {
                above.entry(block.header).or_insert(title);
            }
        }
        above
    });
    let lens = |(header, title): (Span, String)| CodeLens {
        range: encoding.range(text, header.range()),
        command: Some(Command { title, command: String::new(), arguments: None }),
        data: None,
    };
    above.into_iter().map(lens).collect()
}

/// How many routes there are, and the first of them.
fn listed(routes: &[aws::Route]) -> String {
    let mut names: Vec<&str> = routes.iter().map(|route| &*route.words).collect();
    names.dedup();
    let count = match names.len() {
        0 => return "no routes".to_owned(),
        1 => "1 route".to_owned(),
        count => format!("{count} routes"),
    };
    let more = if names.len() > MAX_NAMED { ", …" } else { "" };
    names.truncate(MAX_NAMED);
    format!("{count}: {}{more}", names.join(", "))
}
