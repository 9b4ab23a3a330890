//! Modules that exist and are not checked: what is said of them, so that nobody takes silence for praise.

use super::Found;
use crate::files::{Files, parent};
use crate::finding::Label;
use crate::source::{Sources, Span};
use crate::tree::{BrokenCall, Unfollowed, Why};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Calls beside the first that a finding names the places of.
const MAX_OTHERS: usize = 20;

/// One finding for all calls of a folder that are not followed for one reason, and one for those of all folders in whose
/// trees there is nothing to check. `calls` says of each whether there is.
pub(super) fn calls(calls: BTreeMap<Unfollowed, bool>, sources: &Sources) -> Vec<Found> {
    let mut groups: BTreeMap<(Why, Option<PathBuf>), Vec<Unfollowed>> = BTreeMap::new();
    for (call, is_relevant) in calls {
        let folder = || parent(&sources.get(call.span.source).path).to_path_buf();
        groups.entry((call.why, is_relevant.then(folder))).or_default().push(call);
    }
    groups.into_values().filter_map(|calls| group(calls, sources)).collect()
}

/// A call that leads nowhere, in a tree where that is not reported.
pub(super) fn broken(call: BrokenCall) -> Unfollowed {
    Unfollowed { span: call.span, module: call.module, why: Why::Broken }
}

fn group(mut calls: Vec<Unfollowed>, sources: &Sources) -> Option<Found> {
    let place = |call: &Unfollowed| (sources.get(call.span.source).path.clone(), call.span.start);
    calls.sort_by_cached_key(place);
    let (first, rest) = calls.split_first()?;
    let (one, several, help) = reason(first.why);
    let message = match rest.len() {
        0 => format!("`{}` was not checked: {one}", first.module),
        1 => format!("`{}` and 1 more module were not checked: {several}", first.module),
        more => format!("`{}` and {more} more modules were not checked: {several}", first.module),
    };
    let related = rest.iter().take(MAX_OTHERS).map(|call| Label {
        span: call.span,
        message: format!("`{}` was not checked either", call.module),
    });
    let related = related.collect();
    Some(Found { related, ..Found::new(first.span, message, help.map(str::to_owned)) })
}

/// Why one module was not checked, why several were not, and what to do.
fn reason(why: Why) -> (&'static str, &'static str, Option<&'static str>) {
    match why {
        Why::NotFetched => (
            "`terraform init` has not fetched it",
            "`terraform init` has not fetched them",
            Some("run `terraform init` first to have fetched modules checked too"),
        ),
        Why::NoManifest => (
            "`.terraform/modules/modules.json`, which says where it is, cannot be read",
            "`.terraform/modules/modules.json`, which says where they are, cannot be read",
            Some("run `terraform init` again"),
        ),
        Why::Outside => (
            "it lies outside the workspace",
            "they lie outside the workspace",
            Some("check it in its own repository; its outputs are unknown here"),
        ),
        Why::Deep => ("module calls nest too deeply", "module calls nest too deeply", None),
        Why::UnknownSource => {
            ("its `source` is unknown here", "their sources are unknown here", None)
        }
        Why::Broken => (
            "its `source` does not exist",
            "their sources do not exist",
            Some("`source` is relative to the folder of this file"),
        ),
    }
}

/// Links to folders outside of the workspace.
pub(super) fn link(files: &Files, path: &Path) -> Found {
    let source = files.source(path);
    Found::new(
        Span::new(source, 0, 0),
        "this folder was not checked: the link leads out of the workspace".to_owned(),
        Some("check the folder itself, or exclude the link with `--exclude`".to_owned()),
    )
}
