//! Packs that somebody else wrote: a folder with folders named after resource types, in which pages and schemas lie.

use super::{Pack, Page, PageError};
use crate::files::{Files, ReadError};
use std::path::{Path, PathBuf};
use thiserror::Error;

/// The file of a folder that says what the provider has of the type.
const SCHEMA: &str = "schema.hcl";

/// Why a folder is no pack.
#[derive(Debug, Error)]
pub enum PackError {
    /// There is nothing at the path.
    #[error("there is no folder `{}`", .0.display())]
    NotFound(PathBuf),
    /// There is no page in it.
    #[error("there are no rule pages in `{}`", .0.display())]
    NoPages(PathBuf),
    /// A file cannot be read.
    #[error("`{}` cannot be read: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: ReadError,
    },
    /// A page or a schema is not understood.
    #[error(transparent)]
    Page(#[from] PageError),
}

impl PackError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotFound(_) => Some("check the spelling, and the folder that you are in".to_owned()),
            Self::NoPages(_) => Some("a page lies in a folder that is named after a resource type: `aws_s3_bucket/bucket-name.md`".to_owned()),
            Self::Unreadable { .. } => Some("make it readable".to_owned()),
            Self::Page(error) => error.help.clone(),
        }
    }
}

impl Pack {
    /// Adds the pages and schemas of a folder. The ids of the pages.
    ///
    /// # Errors
    ///
    /// When it is no pack, or something in it is not understood.
    pub fn add_folder(&mut self, dir: &Path) -> Result<Vec<String>, PackError> {
        let not_found = || PackError::NotFound(dir.to_path_buf());
        let real = Files::new([dir]).real(dir).ok_or_else(not_found)?;
        let files = Files::within([real]);
        let text = |path: &Path| {
            files
                .text(path)
                .map_err(|error| PackError::Unreadable { path: path.to_path_buf(), why: error })
        };
        let mut ids = Vec::new();
        for folder in files.folders(dir) {
            for path in files.list(&folder) {
                if path.file_name().is_some_and(|name| name == SCHEMA) {
                    self.add_schema(&path, text(&path)?.into())?;
                } else if path.extension().is_some_and(|extension| extension == "md") {
                    let page = Page::read(&path, text(&path)?.into())?;
                    ids.push(page.rule.id.to_string());
                    self.add(page)?;
                }
            }
        }
        if ids.is_empty() { Err(PackError::NoPages(dir.to_path_buf())) } else { Ok(ids) }
    }
}
