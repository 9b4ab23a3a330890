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

/// How the names of files begin that are there for a moment: hidden, so that nothing takes one for a part of the module.
const PREFIX: &str = ".gatelint-";

/// Why a file could not be written.
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
    /// It was written, another one could not be, and it cannot be put back.
    #[error("`{}` is changed and cannot be put back: {why}", path.display())]
    NotPutBack {
        /// The file.
        path: PathBuf,
        /// Why.
        why: io::Error,
    },
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
            Self::NotPutBack { .. } => Some("compare it with what is committed".to_owned()),
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
    /// Puts the new texts in the place of the old ones: of all files, or of none.
    ///
    /// # Errors
    ///
    /// When the system does not let it.
    pub(crate) fn finish_all(replacements: Vec<Self>) -> Result<(), WriteError> {
        let old: Vec<Self> = replacements.iter().map(Self::old).collect::<Result<_, _>>()?;
        for (done, replacement) in replacements.into_iter().enumerate() {
            if let Err(error) = replacement.finish() {
                old.into_iter().take(done).try_for_each(Self::put_back)?;
                return Err(error);
            }
        }
        Ok(())
    }

    /// Puts the new text in the place of the old one.
    ///
    /// # Errors
    ///
    /// When the system does not let it.
    pub(crate) fn finish(self) -> Result<(), WriteError> {
        let Self { shown, real, text } = self;
        text.persist(real).map_err(|error| WriteError::Io { path: shown, why: error.error })
    }

    /// What puts the file back as it is.
    fn old(&self) -> Result<Self, WriteError> {
        let (shown, real) = (self.shown.clone(), self.real.clone());
        let mut beside = tempfile::Builder::new();
        beside.prefix(PREFIX);
        // A second name of the file takes no room; not all systems have them.
        let linked = beside.make_in(super::parent(&real), |path| fs::hard_link(&real, path));
        let text = linked
            .map(NamedTempFile::into_temp_path)
            .or_else(|_| write_beside(&real, &fs::read_to_string(&real)?, &fs::metadata(&real)?));
        let text = text.map_err(|why| WriteError::Io { path: shown.clone(), why })?;
        Ok(Self { shown, real, text })
    }

    fn put_back(self) -> Result<(), WriteError> {
        let Self { shown, real, text } = self;
        text.persist(real).map_err(|error| WriteError::NotPutBack { path: shown, why: error.error })
    }
}

/// A file in the same folder, so that it can be renamed to the other one, with the same mode and owner.
fn write_beside(real: &Path, text: &str, like: &Metadata) -> io::Result<TempPath> {
    let mut file = NamedTempFile::with_prefix_in(PREFIX, super::parent(real))?;
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

#[cfg(test)]
mod tests {
    use super::{Replacement, WriteError};
    use crate::files::Files;
    use std::fs;

    #[test]
    fn of_several_files_all_are_replaced_or_none() {
        let dir = tempfile::tempdir().unwrap();
        let paths = ["a.tf", "b.tf", "c.tf"].map(|name| dir.path().join(name));
        for path in &paths {
            fs::write(path, "old").unwrap();
        }
        let files = Files::new([dir.path()]);
        let replacements = || -> Vec<Replacement> {
            let new = |path| files.replacement(path, "old", "new").unwrap();
            paths.iter().map(|path| new(path)).collect()
        };
        // A file cannot take the place of a folder.
        let refused = replacements();
        fs::remove_file(&paths[2]).unwrap();
        fs::create_dir(&paths[2]).unwrap();
        let error = Replacement::finish_all(refused).unwrap_err();
        assert!(matches!(error, WriteError::Io { path, .. } if path == paths[2]));
        assert_eq!(fs::read_to_string(&paths[0]).unwrap(), "old");
        assert_eq!(fs::read_to_string(&paths[1]).unwrap(), "old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3);
        fs::remove_dir(&paths[2]).unwrap();
        fs::write(&paths[2], "old").unwrap();
        Replacement::finish_all(replacements()).unwrap();
        assert!(paths.iter().all(|path| fs::read_to_string(path).unwrap() == "new"));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3);
    }
}
