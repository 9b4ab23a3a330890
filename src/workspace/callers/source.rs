//! Where the source of a call leads to, as far as it is known.

use crate::files::normalised;
use crate::value::{Piece, Text};
use std::path::Path;

/// Whether a source in a file of the folder `dir` may lead to the folder `to`. One that is fetched from a repository
/// may be of this one: what it has after `//` tells.
pub(super) fn may_lead(source: &Text, dir: &Path, to: &Path) -> bool {
    let is_whole = source.as_known().is_some();
    let suffix = source.suffix();
    let suffix = suffix.split_once('?').map_or(suffix, |(path, _)| path);
    let is_local = |text: &str| text.starts_with('.') || text.starts_with('/');
    if is_whole && is_local(suffix) {
        return normalised(&dir.join(suffix.replace("//", "/"))) == to;
    }
    if is_whole {
        let (_, path) = suffix.split_once("://").unwrap_or(("", suffix));
        return path
            .split_once("//")
            .is_some_and(|(_, below)| to.ends_with(below.trim_matches('/')));
    }
    let before = source.pieces().split_last().map_or(&[][..], |(_, before)| before);
    let has_query = before.iter().any(|p| matches!(p, Piece::Known(text) if text.contains('?')));
    let tail = suffix.replace("//", "/");
    if !has_query && !tail.trim_matches('/').is_empty() {
        let tail = tail.trim_end_matches('/');
        return to.to_str().is_none_or(|to| to.ends_with(after_parents(tail)));
    }
    let prefix = source.prefix();
    let begins = prefix.rsplit_once('/').map_or("", |(folder, _)| folder);
    !is_local(prefix) && prefix.is_empty()
        || is_local(prefix) && to.starts_with(normalised(&dir.join(begins)))
        || !prefix.is_empty() && !is_local(prefix) && to.ends_with(below(prefix))
}

/// What stands behind the last `..` of a path.
fn after_parents(tail: &str) -> &str {
    tail.rsplit_once("..").map_or(tail, |(_, rest)| rest)
}

/// The folder after `//` in the known beginning of a source, up to the version.
fn below(prefix: &str) -> &str {
    let (_, path) = prefix.split_once("://").unwrap_or(("", prefix));
    let below = path.split_once("//").map_or("", |(_, below)| below);
    below.split(['?', '&']).next().unwrap_or_default().trim_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::text_with;

    /// `?` in braces stands for what is not known.
    fn text(written: &str) -> Text {
        text_with("{?}", written)
    }

    #[test]
    fn a_source_leads_where_what_is_known_of_it_does() {
        let may = |source: &str, to: &str| {
            may_lead(&text(source), Path::new("/w/live/api"), Path::new(to))
        };
        for source in [
            "../../modules/api",
            "../../modules//api",
            "{?}/modules/api",
            "{?}/../modules//api",
            "{?}/../../modules//api?ref=v1",
            "git::https://example.com/shop.git//modules/api?ref=v1",
            "git::https://example.com/shop.git//modules/api?ref={?}",
            "../../modules/{?}",
            "{?}",
        ] {
            assert!(may(source, "/w/modules/api"), "{source}");
        }
        for source in [
            "../../modules/web",
            "{?}/modules/web",
            "git::https://example.com/shop.git//modules/web?ref=v1",
            "git::https://example.com/shop.git//modules/web?ref={?}",
            "terraform-aws-modules/lambda/aws",
            "../../other/{?}",
        ] {
            assert!(!may(source, "/w/modules/api"), "{source}");
        }
    }
}
