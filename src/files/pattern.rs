//! Patterns of `fileset`, as far as Go's `doublestar` and `globset` agree on them.

use globset::{GlobBuilder, GlobMatcher};
use std::path::{Path, PathBuf};

/// A pattern for paths below a folder.
#[derive(Debug)]
pub struct Pattern {
    prefix: PathBuf,
    matcher: GlobMatcher,
    depth: usize,
    is_ascii: bool,
}

const META: [char; 6] = ['*', '?', '[', ']', '{', '}'];

impl Pattern {
    /// Reads a pattern without `.` and `..`. `None` for what is seldom written, and what both read in different ways.
    pub fn new(pattern: &str) -> Option<Self> {
        let parts: Vec<&str> = pattern.split('/').collect();
        let plain = |part: &&&str| !part.contains(META);
        let prefix: PathBuf = parts.iter().take_while(plain).collect();
        // The last part is the name of a file, if no part has a wildcard.
        let (prefix, rest) = match prefix.components().count() {
            count if count == parts.len() => (prefix.parent()?.to_path_buf(), 1),
            count => (prefix, parts.len() - count),
        };
        let is_ascii = pattern.is_ascii();
        let is_simple = !pattern.contains('\\') && parts.iter().all(|part| is_simple(part));
        if pattern.is_empty() || !is_simple || !is_ascii && pattern.contains(['?', '[']) {
            return None;
        }
        let depth = if parts.contains(&"**") { usize::MAX } else { rest };
        let glob =
            GlobBuilder::new(pattern).literal_separator(true).backslash_escape(false).build();
        Some(Self { prefix, matcher: glob.ok()?.compile_matcher(), depth, is_ascii })
    }

    /// The folder that all matches lie in.
    pub fn prefix(&self) -> &Path {
        &self.prefix
    }

    /// How many levels below the prefix a match may lie.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// Whether it matches a path.
    pub fn is_met_by(&self, path: &str) -> bool {
        if self.is_ascii && !path.is_ascii() {
            // A wildcard for one character is one for one byte in `globset`, and nothing else in the pattern can match
            // what is not ASCII.
            let bytes: String =
                path.chars().map(|c| if c.is_ascii() { c } else { '\u{1}' }).collect();
            return self.matcher.is_match(bytes);
        }
        self.matcher.is_match(path)
    }
}

/// Whether a part of a pattern has only `**` alone, `[...]` without `!`, and `{...}` with neither nested braces nor an
/// empty choice.
fn is_simple(part: &str) -> bool {
    if part == "**" {
        return true;
    }
    let mut open = None;
    let mut last = '/';
    for c in part.chars() {
        let is_refused = match (open, c) {
            (Some('['), ']' | '-') => matches!(last, '[' | '^' | '-'),
            (Some('['), '^') => last != '[',
            (Some('['), '[' | '!' | '{' | '}' | '*' | '?')
            | (Some('{'), '{' | '[' | ']')
            | (None, ']' | '}') => true,
            (Some('{'), ',' | '}') => matches!(last, '{' | ','),
            (_, '*') => last == '*',
            _ => false,
        };
        if is_refused {
            return false;
        }
        open = match (open, c) {
            (Some('['), ']') | (Some('{'), '}') => None,
            (None, '[' | '{') => Some(c),
            (open, _) => open,
        };
        last = c;
    }
    open.is_none()
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn what_is_read_in_two_ways_is_not_read() {
        for pattern in [
            "",
            "**.json",
            "a**",
            "[!a]",
            "{a,sub/b}",
            "{a,{b,c}}",
            "{,a}",
            "[",
            "a]",
            "{a",
            r"\*",
            "[]",
            "[^]",
            "[-a]",
            "{**}",
            "ü?",
        ] {
            assert!(Pattern::new(pattern).is_none(), "{pattern}");
        }
    }

    #[test]
    fn the_walk_is_as_short_as_the_pattern_allows() {
        let walk = |pattern: &str| {
            let pattern = Pattern::new(pattern).unwrap();
            (pattern.prefix().to_str().unwrap().to_owned(), pattern.depth())
        };
        assert_eq!(walk("a/b/*.json"), ("a/b".to_owned(), 1));
        assert_eq!(walk("a/*/c/*"), ("a".to_owned(), 3));
        assert_eq!(walk("a/b"), ("a".to_owned(), 1));
        assert_eq!(walk("a/**"), ("a".to_owned(), usize::MAX));
    }

    #[test]
    fn one_wildcard_is_one_character() {
        assert!(Pattern::new("?.txt").unwrap().is_met_by("ü.txt"));
        assert!(Pattern::new("[^a].txt").unwrap().is_met_by("ü.txt"));
        assert!(!Pattern::new("??.txt").unwrap().is_met_by("ü.txt"));
    }
}
