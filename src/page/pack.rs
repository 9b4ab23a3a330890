//! All pages of a run, and what is known of the resource types that they are about.

use super::builtin::{Builtin, PAGES};
use super::{KNOWLEDGE, Page, PageError};
use crate::ask::Knowledge;
use crate::files::parent;
use crate::rule::{Declared, Rule};
use crate::schema::{Fault, Schema, Schemas};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

/// Pages by the id of their rule, and schemas. Cheap to clone.
#[derive(Debug, Default, Clone)]
pub struct Pack {
    /// In the order of their ids.
    entries: Vec<Entry>,
    schemas: Arc<Schemas>,
}

/// A page, which may not have been read yet.
#[derive(Debug, Clone)]
pub(crate) enum Entry {
    Builtin(&'static Builtin),
    Own(Arc<Page>),
}

impl Entry {
    /// The id of its rule.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Builtin(page) => page.id,
            Self::Own(page) => &page.rule.id,
        }
    }

    /// Whether its rule is on by default.
    pub(crate) fn is_default(&self) -> bool {
        match self {
            Self::Builtin(page) => page.is_default,
            Self::Own(page) => page.rule.default,
        }
    }

    /// The types that make a module one to look at: those that the rule is for, and not those that it looks at where others
    /// have made it one.
    pub(crate) fn subjects(&self) -> BTreeSet<&str> {
        let types = self.types();
        match self {
            Self::Builtin(page) => types.into_iter().filter(|of| page.is_for(of)).collect(),
            Self::Own(_) => types,
        }
    }

    /// The folder that its page lies in: the resource type that it is grouped under.
    pub(crate) fn folder(&self) -> Option<&str> {
        let path = match self {
            Self::Builtin(page) => Path::new(page.path),
            Self::Own(page) => &page.path,
        };
        parent(path).file_name()?.to_str()
    }

    /// The page.
    pub(crate) fn page(&self) -> &Page {
        match self {
            Self::Builtin(page) => page.page(),
            Self::Own(page) => page,
        }
    }
}

impl Declared for Entry {
    fn types(&self) -> BTreeSet<&str> {
        match self {
            Self::Builtin(page) => page.types.iter().copied().collect(),
            Self::Own(page) => page.rule.types(),
        }
    }

    fn kinds(&self) -> BTreeSet<&str> {
        match self {
            Self::Builtin(page) => page.kinds.iter().copied().collect(),
            Self::Own(page) => page.rule.kinds(),
        }
    }

    fn rule(&self) -> &Arc<Rule> {
        &self.page().rule
    }
}

impl Pack {
    /// The pages that gatelint comes with. A page is in the pack because it is in the folder; no list names it.
    pub fn builtin() -> Self {
        Self { entries: PAGES.iter().map(Entry::Builtin).collect(), schemas: Schemas::builtin() }
    }

    /// Adds a page.
    ///
    /// # Errors
    ///
    /// When there is a page of that rule.
    pub fn add(&mut self, page: Page) -> Result<(), PageError> {
        match self.position(&page.rule.id) {
            Ok(position) => {
                let other = self.entries.get(position).map(|entry| entry.page().path.display());
                let other = other.map(|path| path.to_string()).unwrap_or_default();
                Err(PageError {
                    message: format!("`{}` has a page already: {other}", page.rule.id),
                    path: page.path,
                    text: page.text,
                    range: 0..0,
                    help: None,
                })
            }
            Err(position) => {
                self.entries.insert(position, Entry::Own(Arc::new(page)));
                Ok(())
            }
        }
    }

    /// Adds what a file says of the resource type, or the data source, that its folder is named after.
    ///
    /// # Errors
    ///
    /// When it is not understood.
    pub fn add_schema(&mut self, path: &Path, text: Arc<str>) -> Result<(), PageError> {
        let r#type = parent(path).file_name().unwrap_or_default().to_string_lossy();
        let schema = Schema::read(&text).map_err(|Fault { range, message }| PageError {
            path: path.to_path_buf(),
            text,
            range,
            message,
            help: None,
        })?;
        self.schemas = Arc::new(self.schemas.with([(r#type.into(), schema)]));
        Ok(())
    }

    /// The same with another page of a rule in the place of its own.
    #[must_use]
    pub fn with(&self, page: Page) -> Self {
        let mut pack = self.clone();
        let position = pack.position(&page.rule.id);
        let page = Entry::Own(Arc::new(page));
        match position {
            Ok(position) => pack.entries.splice(position..=position, [page]).for_each(drop),
            Err(position) => pack.entries.insert(position, page),
        }
        pack
    }

    /// Those of its pages that have these ids.
    #[must_use]
    pub fn of(&self, ids: &BTreeSet<String>) -> Self {
        let entries = self.entries.iter().filter(|entry| ids.contains(entry.id())).cloned();
        Self { entries: entries.collect(), schemas: Arc::clone(&self.schemas) }
    }

    /// The pages, in the order of their ids. All are read for it.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.entries.iter().map(Entry::page)
    }

    /// The pages, in the order of their ids, as far as they have been read.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The resource types that pages are about which gatelint does not come with.
    pub(crate) fn own_types(&self) -> BTreeSet<&str> {
        let own = self.entries.iter().filter(|entry| matches!(entry, Entry::Own(_)));
        own.flat_map(Entry::types).collect()
    }

    /// What is known of resource types.
    pub fn schemas(&self) -> &Arc<Schemas> {
        &self.schemas
    }

    /// What its pages can ask of the provider.
    #[allow(clippy::unused_self, reason = "it is a part of the pack, as the schemas are")]
    pub(crate) fn knowledge(&self) -> &'static dyn Knowledge {
        KNOWLEDGE
    }

    /// The page of that rule.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.entries.get(self.position(id).ok()?).map(Entry::page)
    }

    /// Where the page of that rule is, or would be.
    pub(super) fn position(&self, id: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|entry| entry.id().cmp(id))
    }
}
