//! The contents of git's objects, many at once.

use super::{GitError, failed_to_start};
use crate::files::MAX_BYTES;
use std::io::{self, BufRead, BufReader, Read as _, Write as _};
use std::process::{Command, Stdio};

/// What an object holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    Bytes(Vec<u8>),
    /// More bytes than are read of a file.
    Large(u64),
    /// The repository does not have it.
    Missing,
}

/// The contents of these objects, in their order. The command is `git cat-file --batch`.
///
/// # Errors
///
/// When git fails.
pub(super) fn read(command: &mut Command, ids: &[&str]) -> Result<Vec<Content>, GitError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let failed = |error: &io::Error| failed_to_start(error, "cat-file".to_owned());
    let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = child.spawn().map_err(|error| failed(&error))?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let contents = std::thread::scope(|scope| {
        // Git waits for whoever reads before it reads on.
        scope.spawn(move || {
            let Some(mut stdin) = stdin else { return };
            for id in ids {
                // Where git has ended, the reader learns of it.
                if writeln!(stdin, "{id}").is_err() {
                    return;
                }
            }
        });
        let mut stdout = BufReader::new(stdout.ok_or(io::ErrorKind::BrokenPipe)?);
        ids.iter().map(|_| content(&mut stdout)).collect::<io::Result<Vec<_>>>()
    });
    // It has nothing more to say.
    let _ = child.wait();
    contents.map_err(|error| failed(&error))
}

/// `<id> blob <size>`, a line break, the bytes, a line break; or `<id> missing`, a line break.
fn content(from: &mut impl BufRead) -> io::Result<Content> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    let Some((_, size)) = line.trim_end().rsplit_once(' ') else {
        return Err(io::ErrorKind::UnexpectedEof.into());
    };
    if size == "missing" {
        return Ok(Content::Missing);
    }
    let size: u64 = size.parse().map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
    let mut rest = from.take(size + 1);
    if size > MAX_BYTES {
        io::copy(&mut rest, &mut io::sink())?;
        return Ok(Content::Large(size));
    }
    let mut bytes = Vec::new();
    rest.read_to_end(&mut bytes)?;
    bytes.pop();
    if bytes.len() as u64 == size {
        Ok(Content::Bytes(bytes))
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Content, content};

    #[test]
    fn contents_are_read_one_after_the_other() {
        let mut text: &[u8] = b"aa blob 3\na\nb\nbb missing\ncc blob 0\n\ndd blob 9\nshort";
        assert_eq!(content(&mut text).unwrap(), Content::Bytes(b"a\nb".to_vec()));
        assert_eq!(content(&mut text).unwrap(), Content::Missing);
        assert_eq!(content(&mut text).unwrap(), Content::Bytes(Vec::new()));
        assert!(content(&mut text).is_err());
        assert!(content(&mut text).is_err());
    }
}
