//! Functions that cut off the ends of strings.

use super::arguments::{known, string, text};
use super::{Answer, Function, Param};
use crate::convert::Stop;
use crate::value::{Kind, Piece, Text, Truth, Value};

const fn plain(name: &'static str, compute: fn(&[Value]) -> Answer) -> Function {
    Function { name, params: &[Param::String], rest: None, result: Some(Kind::String), compute }
}

const fn given(name: &'static str, compute: fn(&[Value]) -> Answer) -> Function {
    let params = &[Param::String, Param::String];
    Function { name, params, rest: None, result: Some(Kind::String), compute }
}

pub(super) const FUNCTIONS: &[Function] = &[
    plain("chomp", |args| Ok(Value::string(known(args, 0)?.trim_end_matches(['\r', '\n'])))),
    given("trim", |args| {
        let (text, cut) = (known(args, 0)?, known(args, 1)?);
        Ok(Value::string(text.trim_matches(|c| cut.contains(c))))
    }),
    given("trimprefix", trimprefix),
    plain("trimspace", |args| Ok(Value::string(known(args, 0)?.trim()))),
    given("trimsuffix", trimsuffix),
];

fn trimprefix(args: &[Value]) -> Answer {
    let (text, prefix) = (text(args, 0)?, known(args, 1)?);
    match text.starts_with(&prefix) {
        Truth::False => Ok(string(text)),
        Truth::True => {
            let rest = |(position, piece): (usize, &Piece)| match piece {
                Piece::Known(known) if position == 0 => {
                    Piece::Known(known.get(prefix.len()..).unwrap_or("").into())
                }
                piece => piece.clone(),
            };
            Ok(string(Text::of(text.pieces().iter().enumerate().map(rest))))
        }
        Truth::Unknown => Err(Stop::Unknown),
    }
}

fn trimsuffix(args: &[Value]) -> Answer {
    let (text, suffix) = (text(args, 0)?, known(args, 1)?);
    let last = text.pieces().len().saturating_sub(1);
    match text.ends_with(&suffix) {
        Truth::False => Ok(string(text)),
        Truth::True => {
            let rest = |(position, piece): (usize, &Piece)| match piece {
                Piece::Known(known) if position == last => {
                    Piece::Known(known.strip_suffix(&*suffix).unwrap_or(known).into())
                }
                piece => piece.clone(),
            };
            Ok(string(Text::of(text.pieces().iter().enumerate().map(rest))))
        }
        Truth::Unknown => Err(Stop::Unknown),
    }
}
