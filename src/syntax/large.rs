//! Objects of many entries. hcl-edit compares each key with all before, so that they are read in portions: what was read
//! of an object is put in the place of what its braces hold, of which the parser sees only blanks.

use super::Entry;
use super::scan::scan;
use super::token::{Kind, Token};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Range;

/// Entries that are read at once.
const PORTION: usize = 512;
/// Signs of entries below which it does not matter in what way they are read.
const FEW: usize = 2048;

/// The entries of large objects, by where in the source the objects begin.
pub(super) type Read = RefCell<HashMap<usize, Vec<Entry>>>;

/// The large objects of a text, those inside of others first.
pub(super) fn objects(text: &str) -> Vec<Object> {
    let signs = || text.bytes().filter(|byte| matches!(byte, b'=' | b':')).count();
    if text.len() < 2 * FEW || signs() < FEW {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut open: Vec<Option<Object>> = Vec::new();
    let mut before: Option<Token> = None;
    for token in scan(text) {
        let word = text.get(token.start..token.end).unwrap_or("");
        match token.kind {
            Kind::Open | Kind::StringStart | Kind::HeredocStart | Kind::TemplateStart => {
                let is_object = word == "{" && before.is_some_and(opens_a_value);
                open.push(is_object.then(|| Object::at(token.end)));
            }
            Kind::Close | Kind::StringEnd | Kind::HeredocEnd | Kind::TemplateEnd => {
                if let Some(Some(mut object)) = open.pop() {
                    object.inside.end = token.start;
                    found.extend(Some(object).filter(|object| !object.portions.is_empty()));
                }
            }
            // A text that is broken is read by items.
            Kind::Fault(_) => return Vec::new(),
            Kind::Newline => note(&mut open, token),
            Kind::Sign if word == "," => note(&mut open, token),
            _ => {}
        }
        if !matches!(token.kind, Kind::Newline | Kind::Comment) {
            before = Some(token);
        }
    }
    found
}

/// Whether a brace after that begins an object, and not the body of a block.
fn opens_a_value(before: Token) -> bool {
    matches!(before.kind, Kind::Sign | Kind::Open)
}

fn note(open: &mut [Option<Object>], separator: Token) {
    if let Some(Some(object)) = open.last_mut() {
        object.separators += 1;
        if object.separators % PORTION == 0 {
            object.portions.push(separator.end);
        }
    }
}

/// An object of which the entries are read in portions.
pub(super) struct Object {
    /// What stands between the braces.
    inside: Range<usize>,
    separators: usize,
    /// Where portions end, each with what separates it from the next.
    portions: Vec<usize>,
}

impl Object {
    fn at(start: usize) -> Self {
        Self { inside: start..start, separators: 0, portions: Vec::new() }
    }

    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.inside.start.saturating_sub(1)
    }

    /// The portions: where each begins, and its text as an object by itself.
    pub(super) fn portions<'a>(
        &'a self,
        text: &'a str,
    ) -> impl Iterator<Item = (usize, String)> + 'a {
        let starts = std::iter::once(self.inside.start).chain(self.portions.iter().copied());
        let ends = self.portions.iter().copied().chain([self.inside.end]);
        starts.zip(ends).map(|(start, end)| {
            let entries = text.get(start..end).unwrap_or_default();
            // The brace takes the place of what stands before.
            (start.saturating_sub(1), format!("{{{entries}\n}}"))
        })
    }

    /// Leaves blanks in the place of what stands between the braces.
    pub(super) fn blank<'t>(&self, text: Cow<'t, str>) -> Cow<'t, str> {
        let mut text = text.into_owned();
        text.replace_range(self.inside.clone(), &" ".repeat(self.inside.len()));
        Cow::Owned(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{FEW, PORTION, objects};
    use crate::source::{SourceId, Span};
    use crate::syntax::{ExprKind, parse};

    fn text(entries: usize, separator: &str) -> String {
        let entry = |n: usize| match n % 4 {
            0 => format!("a{n} = {n}"),
            1 => format!("\"a{n}\" : [{n}, {{ b = 1, c = 2 }}]"),
            2 => format!("a{n} = <<E\nx, y = ${{z}}\nE\n"),
            _ => format!("(a{n}) = f(1, 2) # c"),
        };
        let entries: Vec<String> = (0..entries).map(entry).collect();
        format!("é = 1\nx = {{\n{}\n}}\ny = 2\n", entries.join(separator))
    }

    /// Where the entries of the object of that text stand, and their keys.
    fn entries(text: &str) -> Vec<(Span, Span, bool)> {
        let parsed = parse(SourceId::PAGE, text, 0);
        assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
        let object = parsed.body.attribute("x").unwrap();
        let ExprKind::Object(entries) = &object.value.kind else { panic!("{object:?}") };
        let is_text = |kind: &ExprKind| matches!(kind, ExprKind::String(_));
        entries.iter().map(|it| (it.key.span, it.value.span, is_text(&it.key.kind))).collect()
    }

    #[test]
    fn an_object_that_is_read_in_portions_is_the_same() {
        let text = text(3 * FEW, "\n");
        assert_eq!(objects(&text).len(), 1);
        let found = entries(&text);
        assert_eq!(found.len(), 3 * FEW);
        for (n, (key, value, _)) in found.into_iter().enumerate() {
            let key = &text[key.range()];
            assert!(key.contains(&format!("a{n}")), "{key}");
            let value = &text[value.range()];
            let begin =
                [format!("{n}"), format!("[{n}, "), "<<E".into(), "f(1, ".into()][n % 4].clone();
            assert!(value.starts_with(&begin), "{value}");
        }
    }

    #[test]
    fn what_is_wrong_in_a_portion_is_said_where_it_stands() {
        let text = text(3 * FEW, "\n").replace("a5000 = 5000", "a5000 = 5000 5000");
        let parsed = parse(SourceId::PAGE, &text, 0);
        let at = text.find("5000 5000").unwrap();
        let error = parsed.errors.first().unwrap();
        assert!((at..at + 10).contains(&error.span.range().start), "{error:?}");
    }

    #[test]
    fn portions_grow_with_the_text_and_not_the_keys_that_are_compared() {
        let portions = |entries| objects(&text(entries, "\n"))[0].portions.len();
        assert!(portions(8 * FEW) >= 2 * portions(4 * FEW) - 1);
        assert!(portions(4 * FEW) >= 4 * FEW / PORTION);
    }

    #[test]
    fn bodies_and_small_texts_are_read_at_once() {
        let lines: Vec<_> = (0..2 * FEW).map(|n| format!("  a{n} = {n}\n")).collect();
        assert!(objects(&format!("locals {{\n{}}}\n", lines.concat())).is_empty());
        assert!(objects("x = { a = 1 }").is_empty());
    }
}
