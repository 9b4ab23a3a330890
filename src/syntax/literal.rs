//! What comes next inside of a string or a heredoc.

use super::line::line;

/// The next piece of a string or heredoc.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    /// So many bytes of text, with its escapes.
    Text(usize),
    /// `${` or `%{`, with the `~` after it: so many bytes.
    Template(usize),
    /// The quote, or the line of the marker.
    End,
    /// The end of the line for a string, of the whole text for a heredoc: it is not closed.
    Broken,
}

/// The next piece of a string.
pub(super) fn in_string(text: &str) -> Piece {
    let mut at = 0;
    while let Some(found) = find(text, at, &['"', '\\', '$', '%', '\n']) {
        at = found;
        let piece = match text.as_bytes().get(at..).unwrap_or_default() {
            [b'"', ..] => Piece::End,
            [b'\n', ..] => Piece::Broken,
            // A backslash does not escape the end of the line.
            [b'\\', next, ..] if next.is_ascii() && !b"\r\n".contains(next) => Piece::Text(2),
            rest => template(rest),
        };
        match piece {
            Piece::Text(len) => at += len,
            // The carriage return belongs to the end of the line.
            Piece::Broken => return text_before(line(text).len(), Piece::Broken),
            piece => return text_before(at, piece),
        }
    }
    text_before(text.len(), Piece::Broken)
}

/// The next piece of a heredoc. Only at the beginning of a line can there be its marker.
pub(super) fn in_heredoc(text: &str, marker: &str, mut line_begins: bool) -> Piece {
    let mut at = 0;
    loop {
        if line_begins && line(text.get(at..).unwrap_or("")).trim() == marker {
            return text_before(at, Piece::End);
        }
        let Some(found) = find(text, at, &['$', '%', '\n']) else {
            return text_before(text.len(), Piece::Broken);
        };
        at = found;
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        line_begins = rest.starts_with(b"\n");
        match template(rest) {
            Piece::Text(len) => at += len,
            piece => return text_before(at, piece),
        }
    }
}

/// What begins with this byte: a template, or the escape of one, or nothing but the byte.
fn template(text: &[u8]) -> Piece {
    match text {
        [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => Piece::Text(3),
        [b'$' | b'%', b'{', b'~', ..] => Piece::Template(3),
        [b'$' | b'%', b'{', ..] => Piece::Template(2),
        _ => Piece::Text(1),
    }
}

/// The text before a piece, or the piece where there is none.
fn text_before(len: usize, piece: Piece) -> Piece {
    if len > 0 { Piece::Text(len) } else { piece }
}

fn find(text: &str, from: usize, characters: &[char]) -> Option<usize> {
    text.get(from..)?.find(characters).map(|ahead| from + ahead)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_ends_at_its_quote_or_its_line() {
        assert_eq!(in_string(r#"a \" b" c"#), Piece::Text(6));
        assert_eq!(in_string("\" c"), Piece::End);
        assert_eq!(in_string("a\r\n\""), Piece::Text(1));
        assert_eq!(in_string("\r\n\""), Piece::Broken);
        assert_eq!(in_string("\\\n\""), Piece::Text(1));
        assert_eq!(in_string("é\\"), Piece::Text(3));
        assert_eq!(in_string(""), Piece::Broken);
    }

    #[test]
    fn a_template_may_be_escaped() {
        assert_eq!(in_string("${~ a }"), Piece::Template(3));
        assert_eq!(in_string("$${a} %%{b} 5% $ ${c}"), Piece::Text(17));
        assert_eq!(in_string("$$${a}\""), Piece::Text(6));
        assert_eq!(in_string("\\${a}\""), Piece::Text(5));
        assert_eq!(in_heredoc("\\${a}\nX\n", "X", true), Piece::Text(1));
    }

    #[test]
    fn a_heredoc_ends_at_a_line_that_is_its_marker() {
        assert_eq!(in_heredoc("X)\nXY\n x\n \tX \r\nX", "X", true), Piece::Text(9));
        assert_eq!(in_heredoc("\t X \r\n", "X", true), Piece::End);
        assert_eq!(in_heredoc("X\nX\n", "X", false), Piece::Text(2));
        assert_eq!(in_heredoc("a\n", "X", true), Piece::Text(2));
        assert_eq!(in_heredoc("", "X", true), Piece::Broken);
    }
}
