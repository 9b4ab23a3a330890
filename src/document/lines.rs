//! Where the lines of a text stand in what it was made of.

use crate::source;
use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::cell::Cell;
use std::ops::Range;

/// Lines of a text that is compared with what it was made of. The places of what has more are not known.
const MAX_LINES: usize = 5_000;

/// Lines that are compared with one that was filled in.
const FILLED_IN: usize = 20;

/// The lines of a text, each with the line that it comes from.
pub(super) struct Lines<'a> {
    text: &'a str,
    written: &'a str,
    /// Where the lines of the text begin, and where those begin that they come from.
    from: Vec<(usize, Option<Range<usize>>)>,
    /// Where parts of the text stand for others, if that is known, as it is of a text that is as it is written: then no line
    /// has to be compared.
    filled_in: Option<Vec<(Range<usize>, Range<usize>)>>,
    /// The line of which a place was asked last: mostly it is the same one, and it may be the whole text.
    last: Cell<Option<(usize, Common)>>,
}

/// How many bytes two lines have in common.
#[derive(Clone, Copy)]
struct Common {
    at_begin: usize,
    at_end: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str, written: &'a str) -> Self {
        if text == written {
            return Self::filled_in(text, written, Vec::new());
        }
        let (from, last) = (Vec::new(), Cell::new(None));
        let mut lines = Self { text, written, from, filled_in: None, last };
        let most = MAX_LINES;
        let is_small = |text: &str| text.lines().take(most + 1).count() <= most;
        if is_small(text) && is_small(written) {
            lines.compare();
        }
        lines
    }

    /// A text in which what was filled in stands for these parts of what is written, in their order.
    pub(super) fn filled_in(
        text: &'a str,
        written: &'a str,
        filled_in: Vec<(Range<usize>, Range<usize>)>,
    ) -> Self {
        let (from, last) = (Vec::new(), Cell::new(None));
        Self { text, written, from, filled_in: Some(filled_in), last }
    }

    fn compare(&mut self) {
        let text: Vec<_> = source::lines(self.text).collect();
        let written: Vec<_> = source::lines(self.written).collect();
        let words = |ranges: &[Range<usize>], of: &'a str| -> Vec<&'a str> {
            ranges.iter().map(|range| of.get(range.clone()).unwrap_or_default().trim()).collect()
        };
        let (old, new) = (words(&text, self.text), words(&written, self.written));
        self.from = text.iter().map(|range| (range.start, None)).collect();
        for op in capture_diff_slices(Algorithm::Patience, &old, &new) {
            let (of_text, of_written) = (op.old_range(), op.new_range());
            let mut next = of_written.start;
            for at in of_text {
                let line = match op.tag() {
                    DiffTag::Equal => next,
                    // Where lines were filled in, they are mostly as many as before, in the same order.
                    _ => likest(&old, at, &new, next..of_written.end.min(next + FILLED_IN))
                        .unwrap_or(next.min(of_written.end.saturating_sub(1))),
                };
                next = line + 1;
                if let Some((_, from)) = self.from.get_mut(at) {
                    *from = written.get(line).cloned();
                }
            }
        }
    }

    /// Where a part of the text is written. Of one that goes over several lines it is the first.
    pub(super) fn place(&self, part: Range<usize>) -> Option<Range<usize>> {
        if let Some(filled_in) = &self.filled_in {
            let (start, _) = written(filled_in, part.start);
            let (_, end) = written(filled_in, part.end);
            return Some(start..first_line(self.written, start..end));
        }
        let line = self.from.partition_point(|(start, _)| *start <= part.start).checked_sub(1)?;
        let (start, written) = self.from.get(line)?;
        let written = written.clone()?;
        let own = self.text.get(*start..)?.lines().next()?;
        let other = self.written.get(written.clone())?;
        let (own_text, other_text) = (own.trim(), other.trim());
        let begin = written.start + (other.len() - other.trim_start().len());
        let shift = own.len() - own.trim_start().len();
        let Common { at_begin, at_end } = match self.last.get() {
            Some((last, common)) if last == line => common,
            _ => Common {
                at_begin: common(own_text.chars(), other_text.chars()),
                at_end: common(own_text.chars().rev(), other_text.chars().rev()),
            },
        };
        self.last.set(Some((line, Common { at_begin, at_end })));
        let end = first_line(self.text, part.clone());
        // An offset in the one line as one in the other.
        let at = |offset: usize| {
            let offset = offset.saturating_sub(start + shift);
            let after = own_text.len().saturating_sub(offset);
            if offset <= at_begin {
                Some(offset)
            } else if after <= at_end {
                Some(other_text.len() - after)
            } else {
                None
            }
        };
        let from = at(part.start).unwrap_or(0);
        let to = at(end).filter(|to| *to > from).unwrap_or(other_text.len());
        Some(begin + from..begin + to)
    }
}

/// Where an offset in a text is written: the begin and the end of what was filled in there, else one place.
fn written(filled_in: &[(Range<usize>, Range<usize>)], offset: usize) -> (usize, usize) {
    let before = filled_in.partition_point(|(text, _)| text.start < offset).checked_sub(1);
    match before.and_then(|before| filled_in.get(before)) {
        None => (offset, offset),
        Some((text, written)) if offset < text.end => (written.start, written.end),
        Some((text, written)) => {
            let offset = written.end + (offset - text.end);
            (offset, offset)
        }
    }
}

/// The end of a part of a text, or of its first line.
fn first_line(text: &str, part: Range<usize>) -> usize {
    let within = text.get(part.clone()).unwrap_or_default();
    match within.find('\n') {
        Some(line) => part.start + within.get(..line).unwrap_or_default().trim_end().len(),
        None => part.end,
    }
}

/// The line among some that has most in common with another one, the first of several.
fn likest(old: &[&str], at: usize, new: &[&str], among: Range<usize>) -> Option<usize> {
    let line = old.get(at)?;
    let likeness = |other: usize| {
        let other = new.get(other).copied().unwrap_or_default();
        let from_end = common(line.chars().rev(), other.chars().rev());
        common(line.chars(), other.chars()) + from_end
    };
    among.rev().max_by_key(|other| likeness(*other))
}

/// How many bytes two rows of characters have in common at their beginning.
fn common(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    one.zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum()
}

#[cfg(test)]
mod tests {
    use super::Lines;

    fn place<'w>(text: &str, written: &'w str, part: &str) -> Option<&'w str> {
        let at = text.find(part).unwrap();
        Lines::of(text, written).place(at..at + part.len()).and_then(|it| written.get(it))
    }

    #[test]
    fn a_text_that_is_as_it_is_written_stands_where_it_stands() {
        assert_eq!(place("a: b\nc: d\n", "a: b\nc: d\n", "d"), Some("d"));
    }

    #[test]
    fn what_is_filled_in_is_found_in_its_line() {
        let written = "<<EOF\n    a: ${x}/y # z\n    c: d\n    e: f\n  EOF";
        let text = "a: 1234/y # z\nc: d\ne: f\n";
        assert_eq!(place(text, written, "1234/y"), Some("${x}/y"));
        assert_eq!(place(text, written, "d"), Some("d"));
        assert_eq!(place(text, written, "e"), Some("e"));
    }

    #[test]
    fn lines_that_a_loop_makes_come_from_its_body() {
        let written = "a:\n%{ for x in xs ~}\n- ${x}\n%{ endfor ~}\nb: c\n";
        let text = "a:\n- 1\n- 2\n- 3\n- 4\nb: c\n";
        assert_eq!(place(text, written, "c"), Some("c"));
        assert!(place(text, written, "2").is_some_and(|it| written.contains(it)));
    }

    #[test]
    fn a_part_of_several_lines_is_shown_by_its_first() {
        assert_eq!(
            place("a:\n  b: c\n  d: e\n", "a:\n  b: c\n  d: e\n", "b: c\n  d: e"),
            Some("b: c")
        );
    }
}
