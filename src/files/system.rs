//! The disk of the system.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the one module that touches the disk"
)]

use super::ReadError;
use super::disk::{Disk, Entry, Fault, Kind, Next, Visited};
use std::cell::RefCell;
use std::fs::{self, File, FileType};
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The disk of the system.
#[derive(Debug, Default, Clone, Copy)]
pub struct System;

/// What most files have room in.
const BUFFER: usize = 64 * 1024;

thread_local! {
    /// One for all files that a thread reads: memory that is new costs more than the reading.
    static BYTES: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

impl Disk for System {
    fn here(&self) -> PathBuf {
        std::env::current_dir().and_then(fs::canonicalize).unwrap_or_default()
    }

    fn home(&self) -> Option<PathBuf> {
        fs::canonicalize(std::env::home_dir()?).ok()
    }

    fn real(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn kind(&self, path: &Path) -> io::Result<Kind> {
        fs::metadata(path).map(|metadata| kind(metadata.file_type()))
    }

    fn read(&self, path: &Path, most: u64, take: &mut dyn FnMut(&[u8])) -> Result<(), ReadError> {
        // Taken out, so that whoever takes the bytes may read another file.
        let mut bytes = BYTES.take();
        let read = read(path, most, &mut bytes);
        if let Ok(len) = read {
            take(bytes.get(..len).unwrap_or_default());
        }
        bytes.truncate(16 * BUFFER);
        BYTES.set(bytes);
        read.map(|_| ())
    }

    fn walk(&self, root: &Path, depth: usize, visit: &mut dyn FnMut(Visited) -> Next) {
        let mut walk = WalkDir::new(root).min_depth(1).max_depth(depth).into_iter();
        while let Some(found) = walk.next() {
            let is_folder = found.as_ref().is_ok_and(|entry| entry.file_type().is_dir());
            let found = found.map_err(|error| Fault {
                path: error.path().unwrap_or(root).to_path_buf(),
                message: error.io_error().map_or_else(|| error.to_string(), ToString::to_string),
            });
            let found = found.map(|entry| Entry {
                kind: kind(entry.file_type()),
                depth: entry.depth(),
                path: entry.into_path(),
            });
            match visit(found) {
                Next::PassOver if is_folder => walk.skip_current_dir(),
                Next::Enter | Next::PassOver => {}
                Next::Stop => return,
            }
        }
    }
}

fn kind(found: FileType) -> Kind {
    if found.is_symlink() {
        Kind::Link
    } else if found.is_dir() {
        Kind::Folder
    } else if found.is_file() {
        Kind::File
    } else {
        Kind::Other
    }
}

/// The length, if the file has it still: another program may write it meanwhile.
fn whole(file: &File, len: usize) -> Result<usize, ReadError> {
    let has = file.metadata().map_or(len as u64, |metadata| metadata.len());
    if has == len as u64 { Ok(len) } else { Err(ReadError::Changed) }
}

/// Reads a file into the beginning of the buffer; how many bytes it has.
fn read(path: &Path, most: u64, bytes: &mut Vec<u8>) -> Result<usize, ReadError> {
    let io = |error: io::Error| ReadError::Io(error.to_string());
    let mut file = File::open(path).map_err(io)?;
    if bytes.is_empty() {
        bytes.resize(BUFFER, 0);
    }
    let mut len = 0;
    loop {
        let Some(free) = bytes.get_mut(len..).filter(|free| !free.is_empty()) else {
            bytes.resize(bytes.len() * 2, 0);
            continue;
        };
        let wanted = free.len();
        match file.read(free) {
            Ok(count) => {
                len += count;
                if len as u64 > most {
                    let size = file.metadata().map_or(len as u64, |metadata| metadata.len());
                    return Err(ReadError::TooLarge(size.max(len as u64)));
                }
                // A regular file gives all that it has: what is less than was wanted is the end.
                if count < wanted {
                    return whole(&file, len);
                }
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(io(error)),
        }
    }
}
