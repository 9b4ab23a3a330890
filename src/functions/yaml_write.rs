//! Writing YAML, as Terraform's library does: strings in double quotes, those of several lines as literal blocks, what is
//! long folded.

use super::Answer;
use super::arguments::fits;
use super::yaml_line::{Line, escape, is_break, is_printed};
use crate::convert::Stop;
use crate::value::{Data, Value};

/// The column after which a blank becomes the end of a line.
const WIDTH: usize = 80;
/// Bytes of a key that stands before its colon on one line.
const SIMPLE_KEY: usize = 128;

/// A document. Of a value that is not wholly known, nothing is: the style of a string depends on what is in it.
pub(super) fn document(value: &Value) -> Answer {
    let mut out = Line::default();
    node(value, Place::Root, None, &mut out)?;
    out.break_to(0);
    // What has no quotes at its end needs the end of the document to be told.
    if matches!(value.data, Data::Null | Data::Bool(_) | Data::Number(_)) {
        out.indicator("...", true, false);
        out.break_to(0);
    }
    Ok(Value::string(out.text))
}

/// What a node is a part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Sequence,
    Mapping,
}

/// `indent` is that of what the node is a part of.
fn node(value: &Value, place: Place, indent: Option<usize>, out: &mut Line) -> Result<(), Stop> {
    fits(out.text.len())?;
    let deeper = indent.map_or(0, |indent| indent + 2);
    match &value.data {
        Data::Sequence(_, elements) if !elements.is_empty() => {
            // A sequence in a mapping is not indented.
            let indent = match indent {
                Some(indent) if place == Place::Mapping && !out.only_indicators => indent,
                _ => deeper,
            };
            for element in elements.iter() {
                out.break_to(indent);
                out.indicator("-", true, true);
                node(element, Place::Sequence, Some(indent), out)?;
            }
        }
        Data::Mapping(_, entries) if !entries.is_empty() => {
            for (key, entry) in entries.iter() {
                out.break_to(deeper);
                if key.len() <= SIMPLE_KEY && !key.contains(is_break) {
                    quoted(key, None, out);
                    out.indicator(":", false, false);
                } else {
                    out.indicator("?", true, true);
                    string(key, deeper + 2, out);
                    out.break_to(deeper);
                    out.indicator(":", true, true);
                }
                node(&entry.value, Place::Mapping, Some(deeper), out)?;
            }
        }
        Data::Sequence(..) => out.word("[]"),
        Data::Mapping(..) => out.word("{}"),
        Data::Null => out.word("null"),
        Data::Bool(value) => out.word(&value.to_string()),
        Data::Number(number) => out.word(&number.to_string()),
        Data::String(text) => {
            let text = text.as_known().ok_or(Stop::Unknown)?;
            string(text, indent.map_or(2, |indent| indent + 2), out);
        }
        Data::Unknown(_) | Data::Block(_) => return Err(Stop::Unknown),
    }
    Ok(())
}

/// A string, of which the further lines are indented.
fn string(text: &str, indent: usize, out: &mut Line) {
    let breaks = text.contains(is_break);
    let blank_end = text.ends_with(' ')
        || text.char_indices().any(|(at, c)| {
            is_break(c) && text.get(..at).is_some_and(|before| before.ends_with(' '))
        });
    let special = text.chars().any(|c| c != '\n' && !is_printed(c));
    if text.contains('\n') && breaks && !blank_end && !special {
        literal(text, indent, out);
    } else {
        quoted(text, Some(indent), out);
    }
}

/// A string line by line.
fn literal(text: &str, indent: usize, out: &mut Line) {
    out.indicator("|", true, false);
    if text.starts_with(|c| c == ' ' || is_break(c)) {
        out.indicator("2", false, false);
    }
    let mut from_end = text.chars().rev();
    match (from_end.next().is_some_and(is_break), from_end.next().is_none_or(is_break)) {
        (false, _) => out.indicator("-", false, false),
        (true, true) => out.indicator("+", false, false),
        (true, false) => {}
    }
    out.line_break('\n');
    let mut begins = true;
    for c in text.chars() {
        if is_break(c) {
            out.line_break(c);
            begins = true;
            continue;
        }
        if begins {
            out.break_to(indent);
        }
        out.push(c);
        out.only_indicators = false;
        begins = false;
    }
}

/// A string in quotes. It is folded where it is long, unless it has no indent: a key stays on its line.
fn quoted(text: &str, indent: Option<usize>, out: &mut Line) {
    out.indicator("\"", true, false);
    let mut after_blank = false;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_break(c) || !is_printed(c) || matches!(c, '"' | '\\') {
            escape(c).chars().for_each(|c| out.push(c));
            after_blank = false;
            continue;
        }
        let inside = at > 0 && at + 1 < text.len();
        match indent {
            Some(indent) if c == ' ' && !after_blank && out.column > WIDTH && inside => {
                out.break_to(indent);
                if chars.peek().is_some_and(|(_, next)| *next == ' ') {
                    out.push('\\');
                }
            }
            _ => out.push(c),
        }
        after_blank = c == ' ';
    }
    out.indicator("\"", false, false);
}
