//! Documents that are read by themselves, as they are before somebody fills them in: what a template or a script puts in
//! the place of a placeholder is not known.

use super::lines::Lines;
use super::marked::Marked;
use super::{Document, parse};
use crate::source::{Source, Span};
use crate::value::Origin;
use memchr::memmem::find;
use std::ops::Range;

/// What placeholders begin and end with: those of Terraform, `CloudFormation` and shells, of Jinja and Mustache, of Ruby
/// and of .NET, and those of people.
const PLACEHOLDERS: [(&str, &str); 6] =
    [("${", "}"), ("{{", "}}"), ("%{", "}"), ("<%", "%>"), ("#{", "}"), ("<", ">")];

/// What looks like a placeholder and is left to API Gateway.
const STAGE_VARIABLE: &str = "${stageVariables.";

/// Bytes of a placeholder. What is longer is none.
const MAX_PLACEHOLDER: usize = 500;

/// The document that the text of a file is; `None` where it is neither JSON nor YAML.
pub(crate) fn alone(source: &Source) -> Option<Document> {
    let placeholders = placeholders(&source.text);
    let marked = Marked::in_place_of(&placeholders, &source.text)?;
    let filled_in = marked.places().zip(placeholders).collect();
    let lines = Lines::filled_in(marked.text(), &source.text, filled_in);
    let whole = Origin::written(Span::new(source.id, 0, 0));
    let span = Span::new(source.id, 0, source.text.len());
    Some(Document { root: parse(&marked, lines, span, &whole)?, is_encoded: false })
}

/// Where placeholders stand. None goes over the end of a line.
fn placeholders(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..) {
        let Some(at) = rest.find(['$', '{', '%', '<', '#']).map(|at| start + at) else { break };
        let length = text.get(at..).and_then(placeholder);
        found.extend(length.map(|length| at..at + length));
        start = at + length.unwrap_or(1);
    }
    found
}

/// The length of the placeholder that a text begins with.
fn placeholder(text: &str) -> Option<usize> {
    let is_it = |(open, _): &&(&str, &str)| text.starts_with(open);
    let (open, close) = PLACEHOLDERS.iter().find(is_it)?;
    if text.starts_with(STAGE_VARIABLE) {
        return None;
    }
    let near = text.as_bytes().get(..text.len().min(MAX_PLACEHOLDER))?;
    let line = near.split(|byte| *byte == b'\n').next()?;
    let inside = line.get(open.len()..)?;
    let inside = inside.get(..find(inside, close.as_bytes())?)?;
    // The signs of a comparison stand in templates too.
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.: ".contains(byte);
    let is_it = *open != "<" || !inside.is_empty() && inside.iter().all(is_word);
    is_it.then(|| open.len() + inside.len() + close.len())
}

#[cfg(test)]
mod tests {
    use super::alone;
    use crate::source::Sources;
    use crate::value::{Data, Value};
    use std::path::Path;

    fn at(text: &str, name: &str) -> (Value, String) {
        let sources = Sources::default();
        let source = sources.get(sources.add(Path::new("api.yaml"), text));
        let root = alone(&source).unwrap().root;
        let Data::Mapping(_, entries) = &root.data else { panic!("{root:?}") };
        let value = entries[name].value.clone();
        let span = value.origin.as_ref().unwrap().span;
        (value, source.text[span.range()].to_owned())
    }

    #[test]
    fn what_is_filled_in_is_not_known_and_stands_where_it_stands() {
        let text = "a: {{ a }}\nb: x/${B}/y # ${C}\nc: '${stageVariables.c}'\nd: 1\ne: <E-F>\n";
        let (value, written) = at(text, "b");
        assert_eq!(written, "x/${B}/y");
        let Data::String(b) = &value.data else { panic!("{value:?}") };
        assert_eq!((b.prefix(), b.suffix(), b.as_known()), ("x/", "/y", None));
        for unknown in ["a", "e"] {
            assert!(matches!(at(text, unknown).0.data, Data::Unknown(_)), "{unknown}");
        }
        assert_eq!(at(text, "c").0.as_str(), Some("${stageVariables.c}"));
        assert_eq!(at(text, "d").1, "1");
    }

    #[test]
    fn signs_that_begin_nothing_are_signs() {
        let text = "a: 'x ${ y'\nb: '# {x} <\"> 1%'\nc: {d: {e: f}}\n";
        assert_eq!(at(text, "a").0.as_str(), Some("x ${ y"));
        assert_eq!(at(text, "b").0.as_str(), Some("# {x} <\"> 1%"));
        assert!(at(text, "c").0.is_wholly_known());
    }
}
