//! Where a heredoc ends. For Terraform that is a line that is the marker; for hcl-edit it is a line that begins with
//! the marker, but never the first one.

use super::line::{continues_ident, heredoc_start};
use super::patch::Patch;
use std::ops::Range;

/// Whether hcl-edit may read a heredoc otherwise than Terraform does, and have no complaint. Such a text must be mended
/// before it is parsed. It is also said of some texts in which something only looks like a heredoc.
pub(super) fn misleads(text: &str) -> bool {
    // Most texts have none, and need not be walked through line by line.
    if !text.contains("<<") {
        return false;
    }
    let mut open: Vec<&str> = vec![];
    let mut first = false;
    for line in text.split_inclusive('\n') {
        if let Some(marker) = open.last().filter(|marker| is_end(line, marker)) {
            if first || line.trim() != *marker {
                return true;
            }
            open.pop();
        }
        let start = line.rfind("<<").and_then(|start| heredoc_start(line.get(start..)?));
        open.extend(start.map(|(marker, _)| marker));
        first = start.is_some();
    }
    !open.is_empty()
}

/// Mends a heredoc, given the places of its start and its end marker: gives it a marker with which none of its lines
/// begins, or makes an empty string of it if it has no lines.
pub(super) fn mend_heredoc(item: &str, start: Range<usize>, end: Range<usize>, patch: &mut Patch) {
    let content = item.get(start.end..end.start).unwrap_or("");
    if !content.contains('\n') {
        patch.blank(start.start..end.end);
        return patch.put(start.start, b"\"\"");
    }
    let ends_early = |marker: &str| content.lines().any(|line| is_end(line, marker));
    let marker = item.get(end.clone()).unwrap_or("");
    let mut others = ('A'..='Z').map(|letter| letter.to_string().repeat(marker.len()));
    if ends_early(marker)
        && let Some(other) = others.find(|other| !ends_early(other))
        && let Some(place) = item.get(start.clone()).and_then(|text| text.find(marker))
    {
        patch.put(start.start + place, other.as_bytes());
        patch.put(end.start, other.as_bytes());
    }
}

/// The marker that hcl-edit takes for the end of a heredoc that has none, given its text.
pub(super) fn supposed_end(heredoc: &str) -> Option<Range<usize>> {
    let (marker, mut at) = heredoc_start(heredoc)?;
    for line in heredoc.get(at..)?.split_inclusive('\n') {
        if is_end(line, marker) {
            let start = at + line.len() - line.trim_start().len();
            return Some(start..start + marker.len());
        }
        at += line.len();
    }
    None
}

/// Whether hcl-edit takes a line for the end.
fn is_end(line: &str, marker: &str) -> bool {
    let after = line.trim_start_matches([' ', '\t']).strip_prefix(marker);
    after.is_some_and(|after| !after.starts_with(continues_ident))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misleading_texts() {
        for text in [
            "a = <<A\nA\nb = <<A\nA\n",
            "a = f(<<-A\n  b\n  A)\n",
            "a = <<A\n${<<B\nB\n}\nA\n",
            "a = f(<<A\n${<<B\nb\nB }\nB\n}\nA\n)",
            "# a = <<A\n# A",
        ] {
            assert!(misleads(text), "{text:?}");
        }
        for text in ["", "a = <<A\nb\nA1\nA\n", "a = <<-A\r\n\r\n  A\r\n", "a = 1 << b"] {
            assert!(!misleads(text), "{text:?}");
        }
    }

    #[test]
    fn supposed_ends() {
        assert_eq!(supposed_end("<<A\nb\n A)\n}"), Some(7..8));
        assert_eq!(supposed_end("<<A\nb\n AA\n}"), None);
        assert_eq!(supposed_end("<<A\n"), None);
    }
}
