//! What repairs would change, as a unified diff.

use super::{Change, Repaired};
use crate::value::HIDDEN;
use similar::{ChangeTag, TextDiff};
use std::fmt::Write as _;
use std::path::Path;

/// How many lines around a change are shown.
const CONTEXT: usize = 3;

/// The changes, in the form that `git apply` and `patch -p1` take where nothing has to be hidden.
pub(crate) fn diff(repaired: &Repaired) -> String {
    let mut text = String::new();
    for (path, change) in &repaired.texts {
        let path = slashes(path);
        let _ = write!(text, "--- a/{path}\n+++ b/{path}\n{}", hunks(change));
    }
    text
}

fn hunks(change: &Change) -> String {
    let shown = Shown::of(change);
    let diff = TextDiff::from_lines(&*change.old, &change.new);
    let mut diff = diff.unified_diff();
    let mut text = String::new();
    for hunk in diff.context_radius(CONTEXT).iter_hunks() {
        let _ = writeln!(text, "{}", hunk.header());
        for line in hunk.iter_changes() {
            let sign = match line.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            text.push(sign);
            match line.old_index().and_then(|index| shown.old.get(index)) {
                Some(old) => text.push_str(old),
                None => text.push_str(&shown.of_new(line.value())),
            }
            if line.missing_newline() {
                text.push_str("\n\\ No newline at end of file\n");
            }
        }
    }
    text
}

/// What may be shown of a change.
struct Shown<'a> {
    /// The lines of the old text.
    old: Vec<String>,
    /// What is hidden in them.
    hidden: Vec<&'a str>,
}

impl<'a> Shown<'a> {
    fn of(change: &'a Change) -> Self {
        let (mut old, mut hidden, mut start) = (Vec::new(), Vec::new(), 0);
        for line in change.old.split_inclusive('\n') {
            let (mut shown, mut at) = (String::new(), 0);
            // Line by line, so that all keep their numbers.
            let end = line.trim_end_matches(['\r', '\n']).len();
            for place in &change.hidden {
                let from = place.start.saturating_sub(start).max(at);
                let to = place.end.saturating_sub(start).min(end);
                if let Some(piece) = line.get(from..to).filter(|piece| !piece.is_empty()) {
                    shown.push_str(line.get(at..from).unwrap_or_default());
                    shown.push_str(HIDDEN);
                    hidden.push(piece);
                    at = to;
                }
            }
            shown.push_str(line.get(at..).unwrap_or_default());
            old.push(shown);
            start += line.len();
        }
        Self { old, hidden }
    }

    /// A line of the new text, which may have what the old one has in another place.
    fn of_new(&self, line: &str) -> String {
        let hide = |line: String, piece: &&str| line.replace(piece.trim(), HIDDEN);
        let pieces = self.hidden.iter().filter(|piece| !piece.trim().is_empty());
        pieces.fold(line.to_owned(), hide)
    }
}

/// The path with `/` between its parts, on any system.
fn slashes(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    let parts: Vec<_> = parts.filter(|part| part != "/").collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::hunks;
    use crate::fix::Change;

    fn shown(old: &str, new: &str, hidden: &str) -> String {
        let start = old.find(hidden).unwrap();
        let hidden = std::iter::once(start..start + hidden.len()).collect();
        hunks(&Change { old: old.into(), new: new.to_owned(), hidden })
    }

    #[test]
    fn what_must_not_be_shown_is_hidden_around_a_change_and_in_it() {
        let (old, new) = ("a = \"s3cret\"\nb = 1\n", "a = \"s3cret\"\nb = 2\n");
        let expected = "@@ -1,2 +1,2 @@\n a = (sensitive)\n-b = 1\n+b = 2\n";
        assert_eq!(shown(old, new, "\"s3cret\""), expected);
        let new = "a  = \"s3cret\"\nbc = 2\n";
        let expected = "@@ -1,2 +1,2 @@\n-a = (sensitive)\n-b = 1\n+a  = (sensitive)\n+bc = 2\n";
        assert_eq!(shown(old, new, "\"s3cret\""), expected);
    }

    #[test]
    fn what_is_hidden_of_several_lines_is_hidden_in_each() {
        let (old, new) = ("a = <<E\ns3\ncret\nE\nb = 1", "a = <<E\ns3\ncret\nE\nb = 2");
        let expected = "@@ -2,4 +2,4 @@\n (sensitive)\n (sensitive)\n (sensitive)\n-b = 1\n\\ No newline at end of file\n+b = 2\n\\ No newline at end of file\n";
        assert_eq!(shown(old, new, "<<E\ns3\ncret\nE"), expected);
    }
}
