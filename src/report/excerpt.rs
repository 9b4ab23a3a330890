//! Some lines of a text as they are shown: without what must not be seen, orders to the terminal as escapes, and no longer
//! than there is room.

use super::visible::{escape, found, is_order_in_lines};
use crate::value::HIDDEN;
use std::ops::Range;

/// What stands in the place of what a line has no room for.
const CUT: &str = "\u{2026}";

/// Some lines of a text, with the way from the offsets of the text to those of what is shown.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// How many lines the text has before them.
    pub(super) lines_before: usize,
    /// Where they begin in the text.
    start: usize,
    /// What is hidden or escaped.
    changes: Vec<Change>,
    /// What is cut out of that.
    cuts: Vec<Change>,
}

/// Something that is shown otherwise than it stands there.
struct Change {
    what: Range<usize>,
    /// What it is shown by, without the ends of lines that are kept: they belong to no place.
    shown: Range<usize>,
    /// Where what follows is shown.
    then: usize,
}

impl Excerpt {
    /// These lines, which begin at an offset of their text, without what is hidden of the text.
    pub(super) fn of(
        text: &str,
        start: usize,
        lines_before: usize,
        hidden: &[Range<usize>],
    ) -> Self {
        let mut shown = Shown::default();
        let mut done = 0;
        for range in hidden {
            let from = range.start.saturating_sub(start).max(done);
            let to = range.end.saturating_sub(start).min(text.len());
            let Some(secret) = text.get(from..to).filter(|secret| !secret.is_empty()) else {
                continue;
            };
            shown.escaped(text.get(done..from).unwrap_or_default(), done);
            // The lines behind it keep their numbers.
            shown.change(from..to, HIDDEN, secret.matches('\n').count());
            done = to;
        }
        shown.escaped(text.get(done..).unwrap_or_default(), done);
        let Shown { text, changes } = shown;
        Self { text, lines_before, start, changes, cuts: Vec::new() }
    }

    /// The same with lines of at most about that many characters. Of longer ones it has what is around these places.
    #[must_use]
    pub(super) fn cut(self, places: &[Range<usize>], room: usize) -> Self {
        let places: Vec<Range<usize>> =
            places.iter().map(|place| self.range(place.clone())).collect();
        let mut shown = Shown::default();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let words = line.trim_end_matches(['\r', '\n']);
            let mut done = 0;
            // No character is less than a byte.
            if words.len() > room && words.chars().count() > room {
                for window in windows(words, start, &places, room) {
                    shown.cut(start + done..start + window.start);
                    shown.text.push_str(words.get(window.clone()).unwrap_or_default());
                    done = window.end;
                }
                shown.cut(start + done..start + words.len());
                done = words.len();
            }
            shown.text.push_str(line.get(done..).unwrap_or_default());
            start += line.len();
        }
        Self { text: shown.text, cuts: shown.changes, ..self }
    }

    /// A place of the text in what is shown.
    pub(super) fn range(&self, place: Range<usize>) -> Range<usize> {
        let offset = |offset: usize, is_end| {
            let offset = offset.saturating_sub(self.start);
            shown_at(&self.cuts, shown_at(&self.changes, offset, is_end), is_end)
        };
        offset(place.start, false)..offset(place.end, true)
    }
}

/// Where an offset is shown: one inside of what is changed at the begin of that, or at its end.
fn shown_at(changes: &[Change], offset: usize, is_end: bool) -> usize {
    let before = changes.partition_point(|change| change.what.start < offset);
    match before.checked_sub(1).and_then(|last| changes.get(last)) {
        None => offset,
        Some(Change { what, then, .. }) if offset > what.end => then + (offset - what.end),
        Some(change) if is_end => change.shown.end,
        Some(change) if offset == change.what.end => change.then,
        Some(change) => change.shown.start,
    }
}

/// What is made of a text.
#[derive(Default)]
struct Shown {
    text: String,
    changes: Vec<Change>,
}

impl Shown {
    /// A piece of the text that may be shown, and begins there in it.
    fn escaped(&mut self, piece: &str, at: usize) {
        let mut done = 0;
        for (offset, c) in found(piece, is_order_in_lines) {
            self.text.push_str(piece.get(done..offset).unwrap_or_default());
            done = offset + c.len_utf8();
            self.change(at + offset..at + done, &escape(c), 0);
        }
        self.text.push_str(piece.get(done..).unwrap_or_default());
    }

    fn cut(&mut self, what: Range<usize>) {
        if !what.is_empty() {
            self.change(what, CUT, 0);
        }
    }

    /// Shows something by something else, with as many ends of lines behind it.
    fn change(&mut self, what: Range<usize>, by: &str, lines: usize) {
        let begin = self.text.len();
        self.text.push_str(by);
        let shown = begin..self.text.len();
        self.text.extend(std::iter::repeat_n('\n', lines));
        self.changes.push(Change { what, shown, then: self.text.len() });
    }
}

/// What is shown of a long line that begins at an offset: the surroundings of each place in it, or its begin.
fn windows(line: &str, start: usize, places: &[Range<usize>], room: usize) -> Vec<Range<usize>> {
    let here = |place: &Range<usize>| {
        let end = start + line.len();
        let is_here = place.start <= end && place.end >= start;
        is_here.then(|| place.start.max(start) - start..place.end.min(end) - start)
    };
    let mut places: Vec<Range<usize>> = places.iter().filter_map(here).collect();
    if places.is_empty() {
        places.push(0..0);
    }
    places.sort_by_key(|place| place.start);
    // Each has a sign on either side.
    let of_each = (room / places.len()).saturating_sub(2).max(LEAST);
    let mut windows: Vec<Range<usize>> = Vec::new();
    for place in places {
        let within = line.get(place.clone()).unwrap_or_default();
        let spare = of_each.saturating_sub(within.chars().take(of_each).count());
        let begin = back(line, place.start, spare / 2);
        let end = forward(line, begin, of_each);
        let begin = if end == line.len() { back(line, end, of_each).min(begin) } else { begin };
        match windows.last_mut() {
            Some(last) if begin <= last.end => last.end = last.end.max(end),
            _ => windows.push(begin..end),
        }
    }
    windows
}

/// Characters that are shown around a place, however many there are.
const LEAST: usize = 10;

/// The offset so many characters before another one.
fn back(line: &str, offset: usize, characters: usize) -> usize {
    let before = line.get(..offset).unwrap_or_default();
    match characters.checked_sub(1) {
        None => offset,
        Some(last) => before.char_indices().rev().nth(last).map_or(0, |(at, _)| at),
    }
}

/// The offset so many characters behind another one.
fn forward(line: &str, offset: usize, characters: usize) -> usize {
    let behind = line.get(offset..).unwrap_or_default();
    behind.char_indices().nth(characters).map_or(line.len(), |(at, _)| offset + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_stay_on_what_they_are_of() {
        let text = "a = \"\u{1b}é\u{202e}b\" # c";
        let excerpt = Excerpt::of(text, 0, 0, &[]);
        let of = |part: &str| {
            let start = text.find(part).unwrap();
            let range = excerpt.range(start..start + part.len());
            excerpt.text[range].to_owned()
        };
        for part in ["a", "é", "b", "# c"] {
            assert_eq!(of(part), part);
        }
        assert_eq!(of("\"\u{1b}é\u{202e}b\""), "\"\\u{1b}é\\u{202e}b\"");
    }

    #[test]
    fn what_is_hidden_keeps_its_lines_and_places() {
        let text = "a = 1\nb = <<X\nsecret\u{1b}\nX\nc = 2";
        let start = text.find("<<X").unwrap();
        let end = text.find("\nc").unwrap();
        let secret = start..end;
        let hidden = std::slice::from_ref(&secret);
        let excerpt = Excerpt::of(text, 0, 0, hidden);
        assert_eq!(excerpt.text, "a = 1\nb = (sensitive)\n\n\nc = 2");
        let of = |range: Range<usize>| excerpt.text[excerpt.range(range)].to_owned();
        assert_eq!(of(start..end), "(sensitive)");
        assert_eq!(of(start + 4..end - 2), "(sensitive)");
        assert_eq!(of(start - 4..end), "b = (sensitive)");
        assert_eq!(of(text.len() - 5..text.len()), "c = 2");
        // Of lines that begin inside of it, the rest is hidden too.
        let rest = Excerpt::of(&text[start + 4..], start + 4, 2, hidden);
        assert_eq!(rest.text, "(sensitive)\n\nc = 2");
    }

    #[test]
    fn a_long_line_is_cut_around_what_it_is_shown_for() {
        let text =
            format!("a\n{}here{}there{}\nb", "é".repeat(300), "-".repeat(300), "x".repeat(70_000));
        let at = |part: &str| {
            let start = text.find(part).unwrap();
            start..start + part.len()
        };
        let cut = |places: &[Range<usize>]| Excerpt::of(&text, 0, 0, &[]).cut(places, 40);
        let one = cut(&[at("there")]);
        let lines: Vec<&str> = one.text.lines().collect();
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[1].chars().count(), 40, "{}", lines[1]);
        assert!(lines[1].starts_with("…-") && lines[1].ends_with("x…"), "{}", lines[1]);
        assert_eq!(&one.text[one.range(at("there"))], "there");
        let both = cut(&[at("there"), at("here")]);
        assert_eq!(&both.text[both.range(at("here"))], "here");
        assert_eq!(&both.text[both.range(at("there"))], "there");
        assert_eq!(both.text.matches(CUT).count(), 3);
        let none = cut(&[]);
        assert_eq!(none.text.lines().nth(1).unwrap(), format!("{}…", "é".repeat(38)));
        let line = 2..text.len() - 2;
        let all = cut(std::slice::from_ref(&line));
        assert_eq!(all.text[all.range(line)].chars().count(), 39);
        assert_eq!(&all.text[all.range(text.len() - 1..text.len())], "b");
    }
}
