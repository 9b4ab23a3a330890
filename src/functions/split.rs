//! Functions that take strings apart and put them together.

use super::arguments::{elements, fits, integer, known, may_make, string, strings, text};
use super::clusters::clusters;
use super::{Answer, Function, Parameter};
use crate::convert::{Stop, to_text_or_unknown};
use crate::value::{Data, Kind, Piece, Text, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "join",
        doc: "the texts of lists, with a separator between",
        parameters: &[Parameter::STRING],
        rest: Some(Parameter::STRINGS),
        result: Some(Kind::String),
        compute: join,
    },
    Function {
        name: "split",
        doc: "the parts of a text between separators",
        parameters: &[Parameter::STRING, Parameter::STRING],
        rest: None,
        result: Some(Kind::Sequence),
        compute: split,
    },
    Function {
        name: "substr",
        doc: "a part of a text, from an offset, of a length",
        parameters: &[Parameter::STRING, Parameter::NUMBER, Parameter::NUMBER],
        rest: None,
        result: Some(Kind::String),
        compute: substr,
    },
];

fn join(args: &[Value]) -> Answer {
    let (separator, lists) = (text(args, 0)?, args.get(1..).unwrap_or_default());
    if lists.is_empty() {
        return Err(Stop::Refused);
    }
    let mut pieces = Vec::new();
    let mut length = 0;
    let mut first = true;
    let mut unknown = false;
    for list in lists {
        let elements = match elements(list) {
            Ok((_, elements)) => elements,
            Err(Stop::Unknown) => {
                unknown = true;
                continue;
            }
            Err(Stop::Refused) => return Err(Stop::Refused),
        };
        for element in elements {
            if !first {
                length += separator.room();
                pieces.extend(separator.pieces().iter().cloned());
            }
            first = false;
            if matches!(element.data, Data::Null) {
                return Err(Stop::Refused);
            }
            let text = to_text_or_unknown(element).ok_or(Stop::Refused)?;
            length += text.room();
            fits(length)?;
            pieces.extend(text.pieces().iter().cloned());
        }
        if unknown {
            pieces.push(Piece::Unknown(None));
        }
    }
    if unknown { Err(Stop::Unknown) } else { Ok(string(Text::of(pieces))) }
}

fn split(args: &[Value]) -> Answer {
    let (separator, text) = (known(args, 0)?, known(args, 1)?);
    may_make(if separator.is_empty() { text.len() } else { text.matches(&*separator).count() })?;
    Ok(match (text.is_empty(), separator.is_empty()) {
        (true, true) => strings::<&str>([]),
        (_, true) => strings(text.chars().map(|c| c.to_string())),
        _ => strings(text.split(&*separator)),
    })
}

fn substr(args: &[Value]) -> Answer {
    let (offset, length) = (integer(args, 1)?, integer(args, 2)?);
    let text = text(args, 0)?;
    let Some(known) = text.as_known() else {
        return within_prefix(text.prefix(), offset, length);
    };
    let all: Vec<&str> = clusters(known).collect();
    let count = i64::try_from(all.len()).map_err(|_| Stop::Unknown)?;
    if offset >= 0 && length == 0 {
        return Ok(Value::string(""));
    }
    // An offset before the beginning counts as the beginning.
    let start = if offset < 0 { (offset + count).max(0) } else { offset.min(count) };
    let rest = all.get(usize::try_from(start).map_err(|_| Stop::Unknown)?..);
    let rest = rest.unwrap_or_default();
    // Terraform seeks forward to the length, which it never meets if it is 0 after an offset from the end.
    let taken =
        if length <= 0 { rest.len() } else { usize::try_from(length).unwrap_or(usize::MAX) };
    Ok(Value::string(rest.iter().take(taken).copied().collect::<String>()))
}

/// The last character that is known may go on in what is not.
fn within_prefix(prefix: &str, offset: i64, length: i64) -> Answer {
    let (Ok(start), Ok(length)) = (usize::try_from(offset), usize::try_from(length)) else {
        return Err(Stop::Unknown);
    };
    let all: Vec<&str> = clusters(prefix).collect();
    match start.checked_add(length) {
        Some(end) if end < all.len() => {
            Ok(Value::string(all.get(start..end).unwrap_or_default().concat()))
        }
        _ => Err(Stop::Unknown),
    }
}
