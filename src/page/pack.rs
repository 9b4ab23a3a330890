//! All pages of a run.

use super::{Page, PageError};
use crate::embedded;
use crate::files::parent;
use crate::schema::{Fault, Schema, Schemas};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// Pages by the id of their rule.
#[derive(Debug, Default, Clone)]
pub struct Pack {
    pages: BTreeMap<String, Page>,
    schemas: Arc<Schemas>,
}

impl Pack {
    /// The pages that gatelint comes with. A page is in the pack because it is in the folder; no list names it.
    ///
    /// # Errors
    ///
    /// When a page is not understood. The tests see to it that this does not happen.
    pub fn builtin() -> Result<Self, PageError> {
        let mut pack = Self { schemas: Schemas::builtin(), ..Self::default() };
        for (path, text) in embedded::files().filter(|(path, _)| is_page(path)) {
            pack.add(Page::read(path, text.into())?)?;
        }
        Ok(pack)
    }

    /// Adds a page.
    ///
    /// # Errors
    ///
    /// When there is a page of that rule.
    pub fn add(&mut self, page: Page) -> Result<(), PageError> {
        if let Some(other) = self.pages.get(&*page.rule.id) {
            let message =
                format!("`{}` has a page already: {}", page.rule.id, other.path.display());
            return Err(PageError {
                path: page.path,
                text: page.text,
                range: 0..0,
                message,
                help: None,
            });
        }
        self.pages.insert(page.rule.id.to_string(), page);
        Ok(())
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
        pack.pages.insert(page.rule.id.to_string(), page);
        pack
    }

    /// The pages, in the order of their ids.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        self.pages.values()
    }

    /// What is known of resource types.
    pub fn schemas(&self) -> &Arc<Schemas> {
        &self.schemas
    }

    /// The page of that rule.
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.pages.get(id)
    }
}

/// Whether the file is a page: every Markdown file in a folder of a resource type is.
fn is_page(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "md") && path.components().count() > 1
}
