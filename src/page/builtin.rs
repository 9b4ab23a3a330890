//! The pages that gatelint comes with. `build.rs` has read their syntax; what it means is read when a page is needed.

use super::Page;
use super::read;
use crate::rule::Rule;
use crate::schema::FOLLOWED;
use crate::syntax::Block;
use std::path::Path;
use std::sync::{Arc, OnceLock};

/// A page of `rules/`, and what can be known of it without reading it.
#[derive(Debug)]
pub(crate) struct Builtin {
    /// The id of its rule.
    pub(super) id: &'static str,
    /// Where it lies below `rules/`.
    pub(super) path: &'static str,
    text: &'static str,
    summary: &'static str,
    /// Whether the rule is on by default.
    pub(super) is_default: bool,
    /// The resource types that the rule is about.
    pub(super) types: &'static [&'static str],
    /// The other kinds of blocks.
    pub(super) kinds: &'static [&'static str],
    /// Where the tree of the rule lies among those of all.
    rule: (usize, usize),
    page: OnceLock<Arc<Page>>,
}

pub(super) use generated::PAGES;

/// What the build writes.
#[allow(clippy::unreadable_literal, reason = "no person reads it")]
mod generated {
    use super::{Builtin, OnceLock};

    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}

/// The trees of the rules.
static RULES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"));

impl Builtin {
    /// Whether it is for that type, and not for others that it looks at besides.
    pub(super) fn is_for(&self, r#type: &str) -> bool {
        let folder = Path::new(self.path).parent();
        FOLLOWED.binary_search(&r#type).is_ok()
            || folder.is_some_and(|folder| folder == Path::new(r#type))
    }

    /// The page, read once.
    pub(super) fn page(&self) -> &Arc<Page> {
        self.page.get_or_init(|| {
            let path = Path::new(self.path);
            let url = Some(url(self.path).into());
            let rule = self.tree().and_then(|tree| read::read_rule(self.text, tree, self.id).ok());
            // The tests see to it that each can be read. A rule without parts finds nothing.
            let rule = rule.unwrap_or_else(|| Rule::silent(self.id));
            Arc::new(Page {
                path: path.to_path_buf(),
                text: self.text.into(),
                summary: self.summary.to_owned(),
                rule: Arc::new(Rule { url, ..rule }),
            })
        })
    }

    fn tree(&self) -> Option<Block> {
        let (start, end) = self.rule;
        postcard::from_bytes(RULES.get(start..end)?).ok()
    }
}

/// Where the page can be read.
fn url(path: &str) -> String {
    let (repository, version) = (env!("CARGO_PKG_REPOSITORY"), env!("CARGO_PKG_VERSION"));
    format!("{repository}/blob/v{version}/rules/{path}")
}

#[cfg(test)]
mod tests {
    use super::PAGES;
    use crate::page::{Pack, Page};
    use std::path::Path;

    #[test]
    fn what_the_build_has_read_is_the_page() {
        assert!(PAGES.is_sorted_by_key(|page| page.id));
        for builtin in &PAGES {
            let page = Page::read(Path::new(builtin.path), builtin.text.into());
            let page = page.unwrap_or_else(|error| panic!("{error}"));
            let opened = builtin.page();
            assert_eq!(
                format!("{:?}", page.rule.resources),
                format!("{:?}", opened.rule.resources)
            );
            let said = |page: &Page| {
                let rule = &page.rule;
                (page.summary.clone(), rule.id.clone(), rule.severity, rule.fails, rule.default)
            };
            assert_eq!(said(&page), said(opened));
            assert_eq!(builtin.is_default, page.rule.default);
            let (types, kinds) = (page.rule.types(), page.rule.kinds());
            assert!(
                types.iter().eq(builtin.types) && kinds.iter().eq(builtin.kinds),
                "{}",
                builtin.id
            );
        }
    }

    #[test]
    fn pages_are_found_by_their_ids() {
        let pack = Pack::builtin();
        assert_eq!(pack.pages().count(), PAGES.len());
        for page in &PAGES {
            assert_eq!(&*pack.page(page.id).unwrap().rule.id, page.id);
        }
        assert!(pack.page("no-such-page").is_none());
    }
}
