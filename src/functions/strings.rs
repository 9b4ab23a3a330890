//! Functions on the characters of strings. They compute on partly known strings where the answer does not depend on the
//! rest.

use super::arguments::fits;
use super::arguments::{integer, known, string, text};
use super::bounds::MAX_WIDTH;
use super::clusters::clusters;
use super::{Answer, Function, OfArguments, Parameter, regex};
use crate::convert::Stop;
use crate::value::{Kind, Piece, Text, Truth, Value};

const fn test(name: &'static str, doc: &'static str, compute: OfArguments) -> Function {
    Function::of(name, doc, &[Parameter::STRING, Parameter::STRING], Kind::Bool, compute)
}

pub(super) const FUNCTIONS: &[Function] = &[
    test("endswith", "whether a text ends so", |args| decide(args, Text::ends_with)),
    Function {
        name: "indent",
        doc: "the lines but the first, moved in by so many blanks",
        parameters: &[Parameter::NUMBER, Parameter::STRING],
        rest: None,
        result: Some(Kind::String),
        compute: indent,
    },
    Function::of_text("lower", "the text in small letters", |args| {
        Ok(string(text(args, 0)?.map_pieces(lower)))
    }),
    Function {
        name: "replace",
        doc: "the text with a part, or what matches `/pattern/`, replaced",
        parameters: &[Parameter::STRING, Parameter::STRING, Parameter::STRING],
        rest: None,
        result: Some(Kind::String),
        compute: replace,
    },
    test("startswith", "whether a text begins so", |args| decide(args, Text::starts_with)),
    test("strcontains", "whether a text has another one in it", |args| {
        decide(args, Text::contains)
    }),
    Function::of_text("strrev", "the characters in reverse", |args| {
        Ok(Value::string(clusters(&known(args, 0)?).rev().collect::<String>()))
    }),
    Function::of_text("title", "the text with a capital at the start of each word", |args| {
        Ok(Value::string(title(&known(args, 0)?)))
    }),
    Function::of_text("upper", "the text in capitals", |args| {
        Ok(string(text(args, 0)?.map_pieces(upper)))
    }),
];

fn decide(args: &[Value], holds: fn(&Text, &str) -> Truth) -> Answer {
    let needle = known(args, 1)?;
    Ok(Value::truth(holds(&text(args, 0)?, &needle)))
}

/// Character by character, as Go does: one that has several in the other case stays.
fn upper(text: &str) -> String {
    text.chars().map(to_upper).collect()
}

fn to_upper(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(only), None) => only,
        // Greek letters with an iota below have a form of one letter all the same.
        _ => match c {
            '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => {
                beyond(c, 8)
            }
            '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => beyond(c, 9),
            _ => c,
        },
    }
}

fn beyond(c: char, distance: u32) -> char {
    char::from_u32(u32::from(c) + distance).unwrap_or(c)
}

/// The letters that stand for two have a form for the beginning of a word.
fn to_title(c: char) -> char {
    match c {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        // Georgian has capitals for whole words only.
        'ა'..='ჿ' => c,
        c => to_upper(c),
    }
}

fn lower(text: &str) -> String {
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

/// The first letter of each word in upper case.
fn title(text: &str) -> String {
    let mut in_word = false;
    let change = |c: char| {
        let changed = if in_word { c } else { to_title(c) };
        in_word = if c.is_ascii() {
            c.is_ascii_alphanumeric() || c == '_'
        } else {
            c.is_alphanumeric() || !c.is_whitespace()
        };
        changed
    };
    text.chars().map(change).collect()
}

fn lines(piece: &Piece) -> usize {
    match piece {
        Piece::Known(text) => text.matches('\n').count(),
        Piece::Unknown(_) => 0,
    }
}

fn indent(args: &[Value]) -> Answer {
    let spaces = usize::try_from(integer(args, 0)?).map_err(|_| Stop::Refused)?;
    if spaces > MAX_WIDTH {
        return Err(Stop::Unknown);
    }
    let line = format!("\n{}", " ".repeat(spaces));
    let text = text(args, 1)?;
    let lines: usize = text.pieces().iter().map(lines).sum();
    fits(text.room().saturating_add(lines.saturating_mul(spaces)))?;
    Ok(string(text.map_pieces(|piece| piece.replace('\n', &line))))
}

fn replace(args: &[Value]) -> Answer {
    let from = known(args, 1)?;
    let pattern = from.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    if let Some(pattern) = pattern {
        let pattern = regex::compile(pattern)?;
        let (text, to) = (known(args, 0)?, known(args, 2)?);
        // Each `$` may stand for as much as was matched.
        let groups = to.matches('$').count().saturating_mul(text.len());
        let mut matches = 0;
        for found in pattern.find_iter(&text) {
            regex::may_search(text.len() - found.end())?;
            matches += 1;
        }
        bounded(&text, matches, to.len(), groups)?;
        return Ok(Value::string(pattern.replace_all(&text, &*to).into_owned()));
    }
    let (within, to) = (text(args, 0)?, text(args, 2)?);
    let within = within.as_known().ok_or(Stop::Unknown)?;
    if from.is_empty() {
        let to = to.as_known().ok_or(Stop::Unknown)?;
        bounded(within, within.len() + 1, to.len(), 0)?;
        return Ok(Value::string(within.replace("", to)));
    }
    let length = to.pieces().iter().map(|piece| match piece {
        Piece::Known(text) => text.len(),
        Piece::Unknown(_) => 1,
    });
    bounded(within, within.matches(&*from).count(), length.sum(), 0)?;
    let mut pieces = Vec::new();
    for (position, part) in within.split(&*from).enumerate() {
        if position > 0 {
            pieces.extend(to.pieces().iter().cloned());
        }
        pieces.push(Piece::Known(part.into()));
    }
    Ok(string(Text::of(pieces)))
}

/// Stops before a text is made that is too long.
fn bounded(text: &str, matches: usize, length: usize, more: usize) -> Result<(), Stop> {
    let total = matches.saturating_mul(length).saturating_add(more).saturating_add(text.len());
    fits(total)
}
