//! Comments in YAML. They are found line by line, whether or not the text can be read: a template of YAML cannot.

use super::Comment;
use crate::source::lines;
use std::ops::Range;

/// The comments that begin with a word. One at the end of a line is about the line, and one before it about the line with all
/// that stands further in below it.
pub(super) fn comments(text: &str, word: &str) -> Vec<Comment> {
    let mut found: Vec<Comment> = Vec::new();
    let mut waiting: Vec<usize> = Vec::new();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut is_at_top = true;
    for line in lines(text) {
        let written = text.get(line.clone()).unwrap_or_default();
        let Some(inset) = written.find(|c: char| c != ' ') else { continue };
        let code = written.split(" #").next().unwrap_or_default();
        let is_comment = written.trim_start().starts_with('#') || written.trim() == "---";
        if !is_comment {
            // What stands further in belongs to what began before.
            open.retain(|(_, least)| inset > *least);
            for (comment, _) in &open {
                extend(&mut found, *comment, &line);
            }
            for comment in waiting.drain(..) {
                if let Some(comment) = found.get_mut(comment) {
                    comment.about = line.start + inset..line.end;
                }
                open.push((comment, inset));
            }
        }
        if let Some((start, words)) = comment(written, word) {
            let at = line.start + start;
            let about = if is_comment { 0..0 } else { line.start + inset..line.start + code.len() };
            if is_comment {
                waiting.push(found.len());
            }
            found.push(Comment {
                words: words.trim().to_owned(),
                span: at..line.start + written.trim_end().len(),
                about,
                is_of_line: !is_comment,
                is_at_top,
            });
        }
        is_at_top &= is_comment;
    }
    found
}

fn extend(found: &mut [Comment], comment: usize, line: &Range<usize>) {
    if let Some(comment) = found.get_mut(comment) {
        comment.about.end = line.end;
    }
}

/// Where the comment of a line begins, and what it says after the word.
fn comment<'l>(line: &'l str, word: &str) -> Option<(usize, &'l str)> {
    let signs = line.match_indices('#').map(|(at, _)| at);
    let mut signs =
        signs.filter(|at| line.get(..*at).is_some_and(|it| it.is_empty() || it.ends_with(' ')));
    signs.find_map(|at| {
        let words = line.get(at..)?.trim_start_matches('#').trim_start();
        Some((at, words.strip_prefix(word)?))
    })
}

#[cfg(test)]
mod tests {
    use super::comments;

    fn about(text: &str) -> Vec<(&str, bool)> {
        let found = comments(text, "gatelint:");
        found.iter().map(|it| (&text[it.about.clone()], it.is_of_line)).collect()
    }

    #[test]
    fn a_comment_is_about_its_line_or_what_follows() {
        let text = "a: 1 # gatelint: ignore[r] why\nb: 2\n";
        assert_eq!(about(text), [("a: 1", true)]);
        let text = "x:\n  # gatelint: ignore[r] why\n  a:\n    b: 1\n\n    c: 2\n  d: 3\n";
        assert_eq!(about(text), [("a:\n    b: 1\n\n    c: 2", false)]);
    }

    #[test]
    fn one_for_the_file_stands_at_its_top() {
        let found =
            comments("---\n# gatelint: ignore-file[r] why\na: 1\n# gatelint: b\n", "gatelint:");
        let top: Vec<bool> = found.iter().map(|it| it.is_at_top).collect();
        assert_eq!(top, [true, false]);
        assert_eq!(found[0].words, "ignore-file[r] why");
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        assert!(
            comments("a: b#gatelint: ignore[r]\n# other gatelint: x\n", "gatelint:").is_empty()
        );
    }
}
