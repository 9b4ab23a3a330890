//! The signs of neighbouring arguments stand below each other, as `terraform fmt` puts them.

use crate::finding::Edit;
use crate::source::{SourceId, Span, line_start};

/// An argument in a line of its own, or the first line of one.
struct Line {
    /// Where its name ends.
    name_end: usize,
    sign: usize,
    /// How many characters its name has.
    width: usize,
}

/// How far the sign of a new argument stands behind the begin of its name, which has so many characters, where it comes
/// between the lines at a place of a text; and the edits that move the signs of its neighbours so far. These move only if they were aligned.
pub(super) fn sign(text: &str, source: SourceId, at: usize, width: usize) -> (usize, Vec<Edit>) {
    let lines = neighbours(text, at, at);
    let widest = lines.iter().map(|line| line.width).max().unwrap_or(0);
    if !are_aligned(&lines, widest) {
        // As far as the next one, if there is room.
        let behind = |line: &Line| line.width + line.sign - line.name_end;
        let sign = lines.last().map(behind).filter(|sign| *sign > width);
        return (sign.unwrap_or(width + 1), Vec::new());
    }
    let more = width.saturating_sub(widest);
    let move_by = |line: &Line| Edit {
        span: Span::new(source, line.sign, line.sign),
        text: " ".repeat(more),
    };
    let edits = if more == 0 { Vec::new() } else { lines.iter().map(move_by).collect() };
    (width.max(widest) + 1, edits)
}

/// The edits that move the signs of the neighbours of an argument whose lines, from `start` to `end`, are deleted: as far to
/// the left as the argument has kept them from.
pub(super) fn without(text: &str, source: SourceId, start: usize, end: usize) -> Vec<Edit> {
    let lines = neighbours(text, start, end);
    let deleted = text.get(start..end).and_then(|line| argument(line, start));
    let (Some(deleted), Some(widest)) = (deleted, lines.iter().map(|line| line.width).max()) else {
        return Vec::new();
    };
    let less = deleted.width.saturating_sub(widest);
    if less == 0 || deleted.sign - deleted.name_end != 1 || !are_aligned(&lines, deleted.width) {
        return Vec::new();
    }
    let edit = |line: &Line| Edit {
        span: Span::new(source, line.sign - less, line.sign),
        text: String::new(),
    };
    lines.iter().map(edit).collect()
}

/// The edits that give an argument another name, and move its sign and those of its neighbours to where the widest name wants
/// them.
pub(crate) fn rename(text: &str, name: Span, new: &str) -> Vec<Edit> {
    let plain = || vec![Edit { span: name, text: new.to_owned() }];
    let (start, end) = (name.start as usize, name.end as usize);
    let start = line_start(text, start);
    let rest = text.get(end..).unwrap_or_default();
    let after = rest.find('\n').map_or(text.len(), |newline| end + newline + 1);
    let own = text.get(start..after).and_then(|line| argument(line, start));
    let Some(own) = own.filter(|own| own.name_end == end) else { return plain() };
    let mut lines = neighbours(text, start, after);
    let width = new.chars().count();
    let others = lines.iter().map(|line| line.width).max().unwrap_or(0);
    let (before, now) = (others.max(own.width), others.max(width));
    let sign = own.sign;
    lines.push(own);
    if !are_aligned(&lines, before) {
        return plain();
    }
    lines.pop();
    let move_sign = |line: &Line| {
        let gap = now + 1 - line.width;
        (gap != line.sign - line.name_end).then(|| Edit {
            span: Span::new(name.source, line.name_end, line.sign),
            text: " ".repeat(gap),
        })
    };
    let mut edits: Vec<Edit> = lines.iter().filter_map(move_sign).collect();
    let span = Span::new(name.source, name.start as usize, sign);
    edits.push(Edit { span, text: format!("{new}{}", " ".repeat(now + 1 - width)) });
    edits
}

/// Whether the signs stand below each other, right behind a name of so many characters.
fn are_aligned(lines: &[Line], widest: usize) -> bool {
    lines.iter().all(|line| line.width + line.sign - line.name_end == widest + 1)
}

/// The arguments right above and right below the lines from `start` to `end`; the closest one above comes last.
fn neighbours(text: &str, start: usize, end: usize) -> Vec<Line> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let mut at = end;
    for line in text.get(end..).unwrap_or_default().split_inclusive('\n') {
        let Some(found) = argument(line, at) else { break };
        below.push(found);
        // What follows is the text of a heredoc.
        if line.contains("<<") {
            break;
        }
        at += line.len();
    }
    let mut at = start;
    for line in text.get(..start).unwrap_or_default().split_inclusive('\n').rev() {
        at -= line.len();
        let Some(found) = argument(line, at) else { break };
        above.push(found);
    }
    below.extend(above.into_iter().rev());
    below
}

/// The argument in a line that begins there. One whose value goes on in the next lines is aligned with nothing, unless it is a
/// heredoc.
fn argument(line: &str, start: usize) -> Option<Line> {
    let code = line.trim_start();
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let name = match code.strip_prefix('"') {
        Some(rest) => code.get(..rest.find('"')? + 2)?,
        None => code.get(..code.find(|c| !is_name(c))?)?,
    };
    let rest = code.get(name.len()..)?;
    let value = rest.trim_start_matches(' ').strip_prefix('=')?;
    if name.is_empty() || value.starts_with(['=', '>']) || opened(value) != 0 {
        return None;
    }
    let name_end = start + line.len() - code.len() + name.len();
    let sign = name_end + rest.find('=')?;
    Some(Line { name_end, sign, width: name.chars().count() })
}

/// How many brackets are opened and not closed.
fn opened(value: &str) -> i32 {
    let (mut opened, mut is_text, mut is_escaped) = (0, false, false);
    for c in value.chars() {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if is_text => is_escaped = true,
            '"' => is_text = !is_text,
            _ if is_text => {}
            '#' => break,
            '(' | '[' | '{' => opened += 1,
            ')' | ']' | '}' => opened -= 1,
            _ => {}
        }
    }
    opened
}

#[cfg(test)]
mod tests {
    use super::{rename, sign, without};
    use crate::finding::Edit;
    use crate::fix::apply;
    use crate::source::{SourceId, Span};

    /// The text with an argument added above the line that begins with `|`, which is left out.
    fn added(text: &str, name: &str) -> String {
        let at = text.find('|').unwrap();
        let text = text.replacen("|\n", "", 1);
        let (sign, mut edits) = sign(&text, SourceId::PAGE, at, name.len());
        let span = Span::new(SourceId::PAGE, at, at);
        edits.push(Edit { span, text: format!("{name:sign$}= 1\n") });
        apply(&text, edits)
    }

    #[test]
    fn neighbours_move_as_far_as_the_new_one_needs() {
        assert_eq!(
            added("a   = 1\n|\nbcd = [1]\n", "efghi"),
            "a     = 1\nefghi = 1\nbcd   = [1]\n"
        );
        assert_eq!(added("a   = 1\nbcd = 2\n|\n", "e"), "a   = 1\nbcd = 2\ne   = 1\n");
        assert_eq!(added("|\na = <<E\nb = 1\nE\n", "cd"), "cd = 1\na  = <<E\nb = 1\nE\n");
    }

    #[test]
    fn neighbours_move_back_when_what_kept_them_away_is_deleted() {
        let left = |text: &str, line: &str| {
            let start = text.find(line).unwrap();
            let end = start + line.len();
            let mut edits = without(text, SourceId::PAGE, start, end);
            edits.push(Edit { span: Span::new(SourceId::PAGE, start, end), text: String::new() });
            apply(text, edits)
        };
        assert_eq!(left("a     = 1\nefghi = 2\nbcd   = 3\n", "efghi = 2\n"), "a   = 1\nbcd = 3\n");
        assert_eq!(left("a   = 1\nefg = 2\nbcd = 3\n", "efg = 2\n"), "a   = 1\nbcd = 3\n");
        assert_eq!(left("a = 1\nefg = 2\nbcd = 3\n", "efg = 2\n"), "a = 1\nbcd = 3\n");
        assert_eq!(left("a   = 1\n\nefg = 2\n", "efg = 2\n"), "a   = 1\n\n");
    }

    #[test]
    fn a_new_name_moves_the_signs_as_far_as_it_is_longer_or_shorter() {
        let renamed = |text: &str, old: &str, new: &str| {
            let start = text.find(old).unwrap();
            let name = Span::new(SourceId::PAGE, start, start + old.len());
            apply(text, rename(text, name, new))
        };
        let text = "a   = 1\nbcd = 2 # c\n\ne = 3\n";
        assert_eq!(renamed(text, "bcd", "b"), "a = 1\nb = 2 # c\n\ne = 3\n");
        assert_eq!(renamed(text, "bcd", "bcdef"), "a     = 1\nbcdef = 2 # c\n\ne = 3\n");
        assert_eq!(renamed(text, "a", "aa"), "aa  = 1\nbcd = 2 # c\n\ne = 3\n");
        assert_eq!(renamed("a = 1\nbcd = 2\n", "bcd", "b"), "a = 1\nb = 2\n");
        assert_eq!(renamed("a = 1\nbc = {\n}\n", "bc", "b"), "a = 1\nb = {\n}\n");
    }

    #[test]
    fn what_is_not_aligned_stays_as_it_is() {
        assert_eq!(added("a = 1\nbcd = 2\n|\n", "efghi"), "a = 1\nbcd = 2\nefghi = 1\n");
        assert_eq!(added("a   = 1\nbc = 2\n|\n", "e"), "a   = 1\nbc = 2\ne  = 1\n");
    }

    #[test]
    fn what_is_no_argument_of_one_line_ends_the_group() {
        assert_eq!(added("a = {\n  b = 1\n}\n|\n", "efghi"), "a = {\n  b = 1\n}\nefghi = 1\n");
        assert_eq!(added("a = 1\n\n|\n\nb = 1\n", "efghi"), "a = 1\n\nefghi = 1\n\nb = 1\n");
        assert_eq!(added("a = \"{\"\n|\nb {\n", "efghi"), "a     = \"{\"\nefghi = 1\nb {\n");
    }
}
