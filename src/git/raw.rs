//! The forms in which git writes paths and changes for programs.

use std::path::PathBuf;

/// A path that has changed, and what was there before.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Changed<'a> {
    pub(super) mode: Mode,
    /// The id of what was there.
    pub(super) object: &'a str,
    pub(super) path: &'a [u8],
}

/// What is at a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Nothing,
    File,
    Link,
    /// Another repository, or a conflict that nobody has resolved: what the disk has.
    Other,
}

/// The fields of a text, each with a zero byte behind it.
pub(super) fn fields(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| *byte == 0).filter(|field| !field.is_empty())
}

/// What `git diff --raw -z --no-abbrev --no-renames` says:
/// `:100644 100755 <id> <id> M`, a zero byte, the path, a zero byte.
pub(super) fn changed(text: &[u8]) -> impl Iterator<Item = Changed<'_>> {
    let mut fields = fields(text);
    std::iter::from_fn(move || {
        let head = std::str::from_utf8(fields.next()?).ok()?;
        let path = fields.next()?;
        let mut words = head.strip_prefix(':')?.split(' ');
        let (mode, _, object, _, status) =
            (words.next()?, words.next()?, words.next()?, words.next()?, words.next()?);
        let mode = match mode {
            _ if status.starts_with('U') => Mode::Other,
            "000000" => Mode::Nothing,
            "120000" => Mode::Link,
            mode if mode.starts_with("100") => Mode::File,
            _ => Mode::Other,
        };
        Some(Changed { mode, object, path })
    })
}

/// A path as git writes it.
#[cfg(unix)]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;

    std::ffi::OsStr::from_bytes(bytes).into()
}

/// A path as git writes it.
#[cfg(not(unix))]
pub(super) fn path(bytes: &[u8]) -> PathBuf {
    String::from_utf8_lossy(bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::{Changed, Mode, changed};

    #[test]
    fn changes_are_read() {
        let text = b":100644 000000 aa 00 D\0a b.tf\0:000000 100644 00 bb A\0new.tf\0:120000 120000 cc 00 M\0link\0:160000 160000 dd 00 M\0sub\0:000000 000000 00 00 U\0merge.tf\0";
        let found: Vec<_> = changed(text).collect();
        let expected = [
            (Mode::File, "aa", "a b.tf"),
            (Mode::Nothing, "00", "new.tf"),
            (Mode::Link, "cc", "link"),
            (Mode::Other, "dd", "sub"),
            (Mode::Other, "00", "merge.tf"),
        ];
        let expected =
            expected.map(|(mode, object, path)| Changed { mode, object, path: path.as_bytes() });
        assert_eq!(found, expected);
        assert_eq!(changed(b"").count(), 0);
    }
}
