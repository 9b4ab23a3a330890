//! The lines of a text.

use super::{Function, text};
use crate::functions::Parameter;
use crate::value::{Kind, Piece, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[Function {
    name: "is_one_line",
    doc: "whether there is no line break in the text, other than at its end",
    parameters: &[Parameter::STRING],
    rest: None,
    result: Some(Kind::Bool),
    compute: |args, _| Ok(Value::truth(is_one_line(&text(args, 0)?))),
}];

/// Whether there is no line break in it, other than at its end. Blanks behind the last one are not told from the end.
fn is_one_line(text: &Text) -> Truth {
    let mut is_broken = false;
    let mut is_known = true;
    for piece in text.pieces() {
        let Piece::Known(known) = piece else {
            is_known = false;
            continue;
        };
        for c in known.chars() {
            if is_broken && !c.is_whitespace() {
                return Truth::False;
            }
            is_broken |= c == '\n';
        }
    }
    if is_known { Truth::True } else { Truth::Unknown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_break_counts_where_something_follows() {
        let judge = |pieces: &[&str]| {
            let piece = |text: &&str| match *text {
                "?" => Piece::Unknown(None),
                text => Piece::Known(text.into()),
            };
            is_one_line(&Text::of(pieces.iter().map(piece)))
        };
        assert_eq!(judge(&["$context.requestId"]), Truth::True);
        assert_eq!(judge(&["$context.requestId\n\n"]), Truth::True);
        assert_eq!(judge(&["$context.requestId\r\n$context.status"]), Truth::False);
        assert_eq!(judge(&["{\n  \"a\": \"", "?", "\"\n}\n"]), Truth::False);
        assert_eq!(judge(&["a", "?"]), Truth::Unknown);
        assert_eq!(judge(&["a\n", "?"]), Truth::Unknown);
        assert_eq!(judge(&["a\n", "?", " "]), Truth::Unknown);
    }
}
