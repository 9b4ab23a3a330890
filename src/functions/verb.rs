//! The verbs of `format`: `%5.2f`, `%[1]s`.

use super::bounds::MAX_WIDTH;
use super::clusters::clusters;
use super::json;
use crate::convert::{Stop, convert, to_text_or_unknown};
use crate::value::{Data, Decimal, Kind, Number, Piece, Type, Value};

/// A part of a format.
pub(super) enum Part {
    /// Text that stands for itself.
    Literal(String),
    /// What a value is put in place of.
    Verb(Verb),
}

/// `%`, flags, width, precision, which argument, and the letter.
#[derive(Debug, Default, Clone)]
pub(super) struct Verb {
    flags: Vec<char>,
    width: Option<usize>,
    precision: Option<usize>,
    /// Counted from 1.
    pub(super) argument: usize,
    letter: char,
}

/// Reads a format. What is no verb is refused.
pub(super) fn parse(format: &str) -> Result<Vec<Part>, Stop> {
    let mut parts = Vec::new();
    let mut rest = format;
    let mut next = 1;
    while let Some((literal, after)) = rest.split_once('%') {
        parts.push(Part::Literal(literal.to_owned()));
        if let Some(after) = after.strip_prefix('%') {
            parts.push(Part::Literal("%".to_owned()));
            rest = after;
            continue;
        }
        let (verb, after) = Verb::parse(after, next)?;
        next = verb.argument.saturating_add(1);
        parts.push(Part::Verb(verb));
        rest = after;
    }
    parts.push(Part::Literal(rest.to_owned()));
    Ok(parts)
}

/// Digits at the beginning.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

fn count(digits: &str) -> Result<usize, Stop> {
    let count = digits.parse::<usize>().map_err(|_| Stop::Unknown)?;
    if count > MAX_WIDTH { Err(Stop::Unknown) } else { Ok(count) }
}

impl Verb {
    fn parse(text: &str, next: usize) -> Result<(Self, &str), Stop> {
        let mut verb = Self { argument: next, ..Self::default() };
        let mut rest = text.trim_start_matches(['0', '#', '-', '+', ' ']);
        verb.flags = text.chars().take(text.chars().count() - rest.chars().count()).collect();
        let (width, after) = digits(rest);
        if !width.is_empty() {
            verb.width = Some(count(width)?);
            rest = after;
        }
        if let Some(after) = rest.strip_prefix('.') {
            let (precision, after) = digits(after);
            verb.precision = Some(if precision.is_empty() { 0 } else { count(precision)? });
            rest = after;
        }
        if let Some(after) = rest.strip_prefix('[') {
            let (position, after) = digits(after);
            if position.is_empty() || position.starts_with('0') {
                return Err(Stop::Refused);
            }
            verb.argument = count(position)?;
            rest = after.strip_prefix(']').ok_or(Stop::Refused)?;
        }
        let mut chars = rest.chars();
        verb.letter =
            chars.next().filter(|c| "vtbdoxXeEfgGsq".contains(*c)).ok_or(Stop::Refused)?;
        Ok((verb, chars.as_str()))
    }

    fn has(&self, flag: char) -> bool {
        self.flags.contains(&flag)
    }

    /// The pieces that stand for the value.
    pub(super) fn format(&self, value: &Value) -> Result<Vec<Piece>, Stop> {
        let null = matches!(value.data, Data::Null);
        if null && value.typed.is_none() {
            return Ok(vec![Piece::Unknown(None)]);
        }
        if null && self.letter != 'v' {
            return Err(Stop::Refused);
        }
        let known = |text: String| Ok(vec![Piece::Known(text.into())]);
        match self.letter {
            'v' => self.any(value),
            't' => match convert(value, &Type::Bool) {
                Ok(Value { data: Data::Bool(truth), .. }) => known(truth.to_string()),
                Err(Stop::Refused) => Err(Stop::Refused),
                _ => Ok(vec![Piece::Unknown(None)]),
            },
            's' | 'q' => self.string(value),
            _ => match convert(value, &Type::Number) {
                Ok(Value { data: Data::Number(number), .. }) => known(self.number(&number)?),
                Err(Stop::Refused) => Err(Stop::Refused),
                _ => Ok(vec![Piece::Unknown(None)]),
            },
        }
    }

    fn any(&self, value: &Value) -> Result<Vec<Piece>, Stop> {
        if !self.has('#') {
            match &value.data {
                Data::String(text) => return Ok(self.padded(text.pieces().to_vec())),
                Data::Number(number) => {
                    let text = Decimal::shortest(number).general(None);
                    return Ok(self.padded(vec![Piece::Known(text.into())]));
                }
                Data::Unknown(unknown) if unknown.kind == Some(Kind::String) => {
                    return Ok(self.padded(vec![Piece::Unknown(unknown.symbol.clone())]));
                }
                Data::Unknown(_) => return Ok(vec![Piece::Unknown(None)]),
                _ => {}
            }
        }
        Ok(self.padded(json::written(value)?))
    }

    fn string(&self, value: &Value) -> Result<Vec<Piece>, Stop> {
        let text = to_text_or_unknown(value).ok_or(Stop::Refused)?;
        let mut pieces = text.pieces().to_vec();
        if let Some(precision) = self.precision.filter(|precision| *precision > 0) {
            pieces = match text.as_known() {
                Some(known) => {
                    let cut: String = clusters(known).take(precision).collect();
                    vec![Piece::Known(cut.into())]
                }
                None => vec![Piece::Unknown(None)],
            };
        }
        if self.letter == 'q' {
            let text = crate::value::Text::of(pieces);
            pieces = json::written(&Value::new(Data::String(text)))?;
        }
        Ok(self.padded(pieces))
    }

    /// Padded to the width, in characters as people count them. How far, is not known of what is not.
    fn padded(&self, pieces: Vec<Piece>) -> Vec<Piece> {
        let Some(width) = self.width else { return pieces };
        let mut length = 0;
        for piece in &pieces {
            match piece {
                Piece::Known(text) => length += clusters(text).count(),
                Piece::Unknown(_) => return vec![Piece::Unknown(None)],
            }
        }
        let fill = if self.has('0') { "0" } else { " " };
        let padding = Piece::Known(fill.repeat(width.saturating_sub(length)).into());
        if self.has('-') {
            pieces.into_iter().chain([padding]).collect()
        } else {
            [padding].into_iter().chain(pieces).collect()
        }
    }

    fn number(&self, number: &Number) -> Result<String, Stop> {
        let (sign, digits) = match self.letter {
            'b' | 'd' | 'o' | 'x' | 'X' => self.whole(number)?,
            _ => self.float(number),
        };
        let width = self.width.unwrap_or(0);
        let missing = width.saturating_sub(sign.len() + digits.len());
        let zeros =
            self.has('0') && !self.has('-') && !(self.is_whole() && self.precision.is_some());
        Ok(match (self.has('-'), zeros) {
            (true, _) => format!("{sign}{digits}{}", " ".repeat(missing)),
            (_, true) => format!("{sign}{}{digits}", "0".repeat(missing)),
            _ => format!("{}{sign}{digits}", " ".repeat(missing)),
        })
    }

    fn is_whole(&self) -> bool {
        matches!(self.letter, 'b' | 'd' | 'o' | 'x' | 'X')
    }

    fn sign(&self, negative: bool) -> &'static str {
        match (negative, self.has('+'), self.has(' ')) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        }
    }

    fn whole(&self, number: &Number) -> Result<(String, String), Stop> {
        if !number.is_whole() {
            return Err(Stop::Refused);
        }
        let (base, prefix) = match self.letter {
            'b' => (2, "0b"),
            'o' => (8, "0"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let text = number.to_digits(base);
        let negative = text.starts_with('-');
        let mut digits = text.trim_start_matches('-').to_owned();
        if self.letter == 'X' {
            digits.make_ascii_uppercase();
        }
        if let Some(precision) = self.precision {
            digits = "0".repeat(precision.saturating_sub(digits.len())) + &digits;
        }
        let prefix = if self.has('#') { prefix } else { "" };
        Ok((format!("{}{prefix}", self.sign(negative)), digits))
    }

    fn float(&self, number: &Number) -> (String, String) {
        let places = self.precision.unwrap_or(6);
        let text = match self.letter {
            'f' => Decimal::fixed(number, places).with_places(places),
            'e' | 'E' => Decimal::rounded(number, places + 1).scientific(Some(places)),
            _ => match self.precision {
                Some(precision) => {
                    Decimal::rounded(number, precision.max(1)).general(Some(precision))
                }
                None => Decimal::shortest(number).general(None),
            },
        };
        let text = if matches!(self.letter, 'E' | 'G') { text.to_ascii_uppercase() } else { text };
        let negative = text.starts_with('-');
        (self.sign(negative).to_owned(), text.trim_start_matches('-').to_owned())
    }
}
