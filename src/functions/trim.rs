//! Functions that cut off the ends of strings.

use super::arguments::{known, string, text};
use super::{Answer, Function};
use crate::convert::Stop;
use crate::value::{Piece, Text, Truth, Value};
use std::collections::VecDeque;

pub(super) const FUNCTIONS: &[Function] = &[
    Function::of_text("chomp", "the text without line breaks at its end", |args| {
        Ok(string(trimmed(&text(args, 0)?, &[End::Last], |c| matches!(c, '\r' | '\n'))))
    }),
    Function::of_two_texts("trim", "the text without these characters at its ends", |args| {
        let cut = known(args, 1)?;
        Ok(string(trimmed(&text(args, 0)?, &[End::First, End::Last], |c| cut.contains(c))))
    }),
    Function::of_two_texts("trimprefix", "the text without this beginning", trimprefix),
    Function::of_text("trimspace", "the text without blanks at its ends", |args| {
        Ok(string(trimmed(&text(args, 0)?, &[End::First, End::Last], char::is_whitespace)))
    }),
    Function::of_two_texts("trimsuffix", "the text without this end", trimsuffix),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
}

/// The text without such characters at its ends. An unknown piece at an end may consist of them, and then what is known
/// beside it is cut too.
fn trimmed(text: &Text, ends: &[End], is_cut: impl Fn(char) -> bool) -> Text {
    let mut pieces = VecDeque::from(text.pieces().to_vec());
    for &end in ends {
        let mut has_unknown = false;
        let take = |pieces: &mut VecDeque<Piece>| match end {
            End::First => pieces.pop_front(),
            End::Last => pieces.pop_back(),
        };
        let put = |pieces: &mut VecDeque<Piece>, piece| match end {
            End::First => pieces.push_front(piece),
            End::Last => pieces.push_back(piece),
        };
        while let Some(piece) = take(&mut pieces) {
            let Piece::Known(known) = piece else {
                has_unknown = true;
                continue;
            };
            let rest = match end {
                End::First => known.trim_start_matches(&is_cut),
                End::Last => known.trim_end_matches(&is_cut),
            };
            if !rest.is_empty() {
                put(&mut pieces, Piece::Known(rest.into()));
                break;
            }
        }
        if has_unknown {
            put(&mut pieces, Piece::Unknown(None));
        }
    }
    Text::of(pieces)
}

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

#[cfg(test)]
mod tests {
    use super::{End, trimmed};
    use crate::value::test::text;

    #[test]
    fn what_is_known_beside_an_unknown_end_may_be_cut_too() {
        for (from, to) in [
            ("", ""),
            (" a ", "a"),
            ("  ", ""),
            (" a ? b ", "a ? b"),
            (" ? ", "?"),
            ("? b", "?b"),
            ("a ?", "a?"),
            ("? ?", "?"),
            (" ? a ? ", "?a?"),
        ] {
            let trimmed = trimmed(&text(from), &[End::First, End::Last], char::is_whitespace);
            assert_eq!(trimmed, text(to), "{from:?}");
        }
        let at_end = |from: &str| trimmed(&text(from), &[End::Last], char::is_whitespace);
        assert_eq!(at_end(" a ? "), text(" a?"));
        // The unknown piece may be empty.
        assert_eq!(at_end(" ? "), text("?"));
    }
}
