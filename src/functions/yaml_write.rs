//! Writing YAML, as Terraform's library does: strings in double quotes, those of several lines as literal blocks.

use super::Answer;
use crate::convert::Stop;
use crate::value::{Data, Value};
use std::fmt::Write as _;

/// A document. Of a value that is not wholly known, nothing is: the style of a string depends on what is in it.
pub(super) fn document(value: &Value) -> Answer {
    let mut out = String::new();
    match &value.data {
        Data::Sequence(..) | Data::Mapping(..) => block(value, 0, &mut out)?,
        _ => {
            scalar(value, 0, &mut out)?;
            // What has no quotes at its end needs the end of the document to be told.
            if !matches!(value.data, Data::String(_)) {
                out.push_str("...\n");
            }
        }
    }
    Ok(Value::string(out))
}

/// The lines of a sequence or mapping that is not empty; anything else ends the line.
fn block(value: &Value, indent: usize, out: &mut String) -> Result<(), Stop> {
    match &value.data {
        Data::Sequence(_, elements) if !elements.is_empty() => {
            for (position, element) in elements.iter().enumerate() {
                if position > 0 {
                    out.extend(std::iter::repeat_n(' ', indent));
                }
                out.push_str("- ");
                block(element, indent + 2, out)?;
            }
            Ok(())
        }
        Data::Mapping(_, entries) if !entries.is_empty() => {
            for (position, (key, entry)) in entries.iter().enumerate() {
                if position > 0 {
                    out.extend(std::iter::repeat_n(' ', indent));
                }
                // A long key, or one of several lines, is written in another way.
                if key.contains('\n') || key.len() > 100 {
                    return Err(Stop::Unknown);
                }
                quoted(key, out);
                out.push(':');
                let inner = match &entry.value.data {
                    // A sequence in a mapping is not indented.
                    Data::Sequence(_, elements) if !elements.is_empty() => Some(indent),
                    Data::Mapping(_, entries) if !entries.is_empty() => Some(indent + 2),
                    _ => None,
                };
                if let Some(inner) = inner {
                    out.push('\n');
                    out.extend(std::iter::repeat_n(' ', inner));
                    block(&entry.value, inner, out)?;
                } else {
                    out.push(' ');
                    scalar(&entry.value, indent, out)?;
                }
            }
            Ok(())
        }
        _ => scalar(value, indent.saturating_sub(2), out),
    }
}

fn scalar(value: &Value, indent: usize, out: &mut String) -> Result<(), Stop> {
    match &value.data {
        Data::Null => out.push_str("null"),
        Data::Bool(value) => out.push_str(&value.to_string()),
        Data::Number(number) => out.push_str(&number.to_string()),
        Data::Sequence(..) => out.push_str("[]"),
        Data::Mapping(..) => out.push_str("{}"),
        Data::String(text) => {
            let text = text.as_known().ok_or(Stop::Unknown)?;
            if text.contains('\n') {
                return literal(text, indent, out);
            }
            quoted(text, out);
        }
        Data::Unknown(_) | Data::Block(_) => return Err(Stop::Unknown),
    }
    out.push('\n');
    Ok(())
}

/// A string of several lines. Where blanks stand at the ends of lines, or characters that YAML does not print, the
/// library writes it in another way.
fn literal(text: &str, indent: usize, out: &mut String) -> Result<(), Stop> {
    let odd = |line: &str| line.ends_with(' ') || !line.chars().all(is_printed);
    if text.starts_with([' ', '\n']) || text.split('\n').any(odd) {
        return Err(Stop::Unknown);
    }
    let lines = text.strip_suffix('\n').unwrap_or(text);
    out.push_str(match text.len() - lines.len() {
        0 => "|-",
        _ if lines.ends_with('\n') => "|+",
        _ => "|",
    });
    out.push('\n');
    for line in lines.split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent + 2));
        }
        out.push_str(line);
        out.push('\n');
    }
    Ok(())
}

fn is_printed(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        && !matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}')
}

fn quoted(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        let escape = match c {
            '"' => Some('"'),
            '\\' => Some('\\'),
            '\0' => Some('0'),
            '\u{7}' => Some('a'),
            '\u{8}' => Some('b'),
            '\t' => Some('t'),
            '\n' => Some('n'),
            '\u{b}' => Some('v'),
            '\u{c}' => Some('f'),
            '\r' => Some('r'),
            '\u{1b}' => Some('e'),
            '\u{85}' => Some('N'),
            '\u{2028}' => Some('L'),
            '\u{2029}' => Some('P'),
            _ => None,
        };
        match (escape, u32::from(c)) {
            (Some(escape), _) => {
                out.push('\\');
                out.push(escape);
            }
            _ if is_printed(c) => out.push(c),
            (_, code @ ..=0xff) => {
                let _ = write!(out, "\\x{code:02X}");
            }
            (_, code @ ..=0xffff) => {
                let _ = write!(out, "\\u{code:04X}");
            }
            (_, code) => {
                let _ = write!(out, "\\U{code:08X}");
            }
        }
    }
    out.push('"');
}
