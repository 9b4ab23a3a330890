//! Modules that exist and are not checked: what is said of them, so that nobody takes silence for praise.

use super::Found;
use crate::files::Files;
use crate::finding::Label;
use crate::source::Sources;
use crate::tree::{Unfollowed, Why};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One finding for each call, but for what Terraform has not fetched: one for all calls of a folder, and one for all
/// folders that do not matter otherwise. `calls` says of each whether its root has something to check.
pub(super) fn calls(calls: BTreeMap<Unfollowed, bool>, sources: &Sources) -> Vec<Found> {
    let mut unfetched: BTreeMap<Option<PathBuf>, Vec<Unfollowed>> = BTreeMap::new();
    let mut found = Vec::new();
    for (call, is_relevant) in calls {
        let path = || sources.get(call.span.source).path.clone();
        match call.why {
            Why::NotFetched => {
                let folder = is_relevant.then(|| crate::files::parent(&path()).to_path_buf());
                unfetched.entry(folder).or_default().push(call);
            }
            Why::Outside => found.push(Found::new(
                call.span,
                format!("`{}` was not checked: it lies outside the workspace", call.module),
                Some("check it in its own repository; its outputs are unknown here".to_owned()),
            )),
            Why::UnknownSource => found.push(Found::new(
                call.span,
                format!("`{}` was not checked: its `source` is unknown here", call.module),
                None,
            )),
        }
    }
    found.extend(unfetched.into_values().filter_map(|calls| not_fetched(calls, sources)));
    found
}

fn not_fetched(mut calls: Vec<Unfollowed>, sources: &Sources) -> Option<Found> {
    let place = |call: &Unfollowed| (sources.get(call.span.source).path.clone(), call.span.start);
    calls.sort_by_cached_key(place);
    let (first, rest) = calls.split_first()?;
    let message = match rest.len() {
        0 => format!("`{}` was not checked: `terraform init` has not fetched it", first.module),
        more => format!(
            "`{}` and {more} more module{} were not checked: `terraform init` has not fetched them",
            first.module,
            if more == 1 { "" } else { "s" }
        ),
    };
    let help = "run `terraform init` first to have fetched modules checked too";
    let related = rest.iter().map(|call| Label {
        span: call.span,
        message: format!("`{}` has not been fetched either", call.module),
    });
    let related = related.collect();
    Some(Found { related, ..Found::new(first.span, message, Some(help.to_owned())) })
}

/// Links to folders outside of the workspace.
pub(super) fn link(files: &Files, path: &Path) -> Found {
    let source = files.unreadable(path);
    Found::new(
        crate::source::Span::new(source, 0, 0),
        "this folder was not checked: the link leads out of the workspace".to_owned(),
        Some("check the folder itself, or leave the link out with `--exclude`".to_owned()),
    )
}
