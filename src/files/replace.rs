//! Puts a new text in the place of a file: afterwards the file has the old text or the new one, whenever it is interrupted.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the one module that writes"
)]

use super::{Files, ReadError};
use std::fs::{self, Metadata, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempPath};
use thiserror::Error;

/// Why a file could not be written. Nothing of it has changed then.
#[derive(Debug, Error)]
pub enum WriteError {
    /// It cannot be read any more.
    #[error("`{}` cannot be read again: {why}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        why: ReadError,
    },
    /// Somebody else has written it since it was read.
    #[error("`{}` has changed since it was read", .0.display())]
    Changed(PathBuf),
    /// Nobody may write it.
    #[error("`{}` is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// What the system says.
    #[error("`{}` cannot be written: {why}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        why: io::Error,
    },
}

impl WriteError {
    /// What to do.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Changed(_) => Some("run the command again".to_owned()),
            Self::ReadOnly(_) => Some("make it writable, or leave it out: --exclude".to_owned()),
            Self::Unreadable { .. } | Self::Io { .. } => None,
        }
    }
}

/// A file whose new text lies beside it.
#[derive(Debug)]
pub(crate) struct Replacement {
    shown: PathBuf,
    /// What the links lead to, if the file is reached by some.
    real: PathBuf,
    text: TempPath,
}

impl Files {
    /// Writes the new text of a file beside it. Nothing is changed before [`Replacement::finish`].
    ///
    /// # Errors
    ///
    /// When the file has not the old text, or cannot be replaced.
    pub(crate) fn replacement(
        &self,
        path: &Path,
        old: &str,
        new: &str,
    ) -> Result<Replacement, WriteError> {
        let unreadable = |why| WriteError::Unreadable { path: path.to_path_buf(), why };
        let real = self.regular(path).map_err(unreadable)?;
        if self.text_at(&real).map_err(unreadable)? != old {
            return Err(WriteError::Changed(path.to_path_buf()));
        }
        let failed = |why| WriteError::Io { path: path.to_path_buf(), why };
        let metadata = fs::metadata(&real).map_err(failed)?;
        if metadata.permissions().readonly() {
            return Err(WriteError::ReadOnly(path.to_path_buf()));
        }
        let text = write_beside(&real, new, &metadata).map_err(failed)?;
        Ok(Replacement { shown: path.to_path_buf(), real, text })
    }
}

impl Files {
    /// Writes a file that the user named, whether or not it is there: afterwards it has the old text or the new one.
    ///
    /// # Errors
    ///
    /// When the system does not let it.
    pub(crate) fn write(&self, path: &Path, text: &str) -> Result<(), WriteError> {
        let absolute = self.bounds.absolute(path);
        // Through a link, to what it leads to.
        let real = self.disk.real(&absolute).unwrap_or(absolute);
        let failed = |why| WriteError::Io { path: path.to_path_buf(), why };
        let text = match fs::metadata(&real) {
            Ok(metadata) if metadata.permissions().readonly() => {
                return Err(WriteError::ReadOnly(path.to_path_buf()));
            }
            Ok(metadata) => write_beside(&real, text, &metadata),
            Err(_) => {
                let new = fs::write(&real, "").and_then(|()| fs::metadata(&real));
                new.and_then(|metadata| write_beside(&real, text, &metadata))
            }
        };
        let replacement =
            Replacement { shown: path.to_path_buf(), real, text: text.map_err(failed)? };
        replacement.finish()
    }
}

impl Files {
    /// Writes at the end of a file that whoever runs the program names, and that others write to as well.
    ///
    /// # Errors
    ///
    /// When the system does not let it.
    pub(crate) fn append(&self, path: &Path, text: &str) -> Result<(), WriteError> {
        let file =
            fs::OpenOptions::new().append(true).create(true).open(self.bounds.absolute(path));
        let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|why| WriteError::Io { path: path.to_path_buf(), why })
    }
}

impl Replacement {
    /// Puts the new text in the place of the old one.
    ///
    /// # Errors
    ///
    /// When the system does not let it.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        let Self { shown, real, text } = self;
        text.persist(real).map_err(|error| WriteError::Io { path: shown, why: error.error })
    }
}

/// A file in the same folder, so that it can be renamed to the other one, with the same mode and owner.
fn write_beside(real: &Path, text: &str, like: &Metadata) -> io::Result<TempPath> {
    // Hidden, so that nothing takes it for a part of the module.
    let mut file = NamedTempFile::with_prefix_in(".gatelint-", super::parent(real))?;
    file.write_all(text.as_bytes())?;
    keep_owner(file.path(), like)?;
    fs::set_permissions(file.path(), Permissions::clone(&like.permissions()))?;
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}

#[cfg(unix)]
fn keep_owner(path: &Path, like: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, chown};

    let own = fs::metadata(path)?;
    if (own.uid(), own.gid()) == (like.uid(), like.gid()) {
        return Ok(());
    }
    chown(path, Some(like.uid()), Some(like.gid()))
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _like: &Metadata) -> io::Result<()> {
    Ok(())
}
