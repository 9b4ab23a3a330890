//! Cuts the text of a Terraform file into tokens, the way Terraform's scanner does. It never fails: what does not
//! close is said by a [`Kind::Fault`] token, and the tokens go on after it.
//!
//! There is no recursion: what is open lies on a stack, so that no nesting is too deep.

use super::line::{Begin, heredoc_start, line, lone_names, split_ident};
use super::literal::{Piece, in_heredoc, in_string};
use super::token::{Fault, Kind, Token};
use std::collections::HashMap;

/// All tokens of a text.
pub(super) fn scan(text: &str) -> Vec<Token> {
    Scanner::new(text, 0, Begin::Block).collect()
}

/// Something that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame<'a> {
    Parenthesis,
    Square,
    Brace,
    Template,
    String,
    Heredoc(&'a str),
}

/// Gives one token after the other.
#[derive(Debug)]
pub(super) struct Scanner<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Frame<'a>>,
    /// The markers of the heredocs in `open`, each with its depth.
    heredocs: Vec<(usize, &'a str)>,
    /// Where each name stands alone on a line for the last time, which a heredoc's end must do. It is made for the
    /// first heredoc; without it, a text full of heredocs without an end would be searched to its end for each.
    lone: Option<HashMap<&'a str, usize>>,
    /// Where `*/` stands for the last time.
    last_comment_end: usize,
    /// Before what a heredoc or a comment ends that has no end.
    begin: Begin,
}

impl<'a> Scanner<'a> {
    /// A scanner that begins at an offset, where nothing may be open.
    pub(super) fn new(text: &'a str, at: usize, begin: Begin) -> Self {
        let last_comment_end = text.rfind("*/").unwrap_or(0);
        Self { text, at, open: vec![], heredocs: vec![], lone: None, last_comment_end, begin }
    }

    /// How much is open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Forgets what is open: it will never close.
    pub(super) fn reset(&mut self) {
        self.open.clear();
        self.heredocs.clear();
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The token of the next `len` bytes.
    fn take(&mut self, kind: Kind, len: usize) -> Token {
        let start = self.at;
        self.at = (start + len).min(self.text.len());
        Token { kind, start, end: self.at, depth: self.depth() }
    }

    /// The token of the next `len` bytes, which opens something.
    fn enter(&mut self, kind: Kind, len: usize, frame: Frame<'a>) -> Token {
        let token = self.take(kind, len);
        self.open.push(frame);
        token
    }

    /// The token of the next `len` bytes, which closes what was opened last.
    fn leave(&mut self, kind: Kind, len: usize) -> Token {
        self.open.pop();
        self.take(kind, len)
    }

    fn code(&mut self) -> Option<Token> {
        let blanks = self.rest().bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        self.at += blanks;
        let rest = self.rest();
        let first = rest.chars().next()?;
        Some(match first {
            '\n' => self.newline(1),
            '\r' if rest.starts_with("\r\n") => self.newline(2),
            '"' => self.enter(Kind::StringStart, 1, Frame::String),
            '(' => self.enter(Kind::Open, 1, Frame::Parenthesis),
            '[' => self.enter(Kind::Open, 1, Frame::Square),
            '{' => self.enter(Kind::Open, 1, Frame::Brace),
            ')' => self.close(Frame::Parenthesis),
            ']' => self.close(Frame::Square),
            '}' => self.close_brace(1),
            '~' if rest.starts_with("~}") => self.close_brace(2),
            '#' => self.line_comment(),
            '/' if rest.starts_with("//") => self.line_comment(),
            '/' if rest.starts_with("/*") => self.comment(),
            '<' if rest.starts_with("<<") => self.heredoc_start(),
            '0'..='9' => self.take(Kind::Number, number(rest)),
            _ => match split_ident(rest).0.len() {
                0 => self.take(Kind::Sign, sign(rest).unwrap_or(first.len_utf8())),
                len => self.take(Kind::Ident, len),
            },
        })
    }

    fn newline(&mut self, len: usize) -> Token {
        let mut token = self.take(Kind::Newline, len);
        // No template has the marker of its heredoc alone on a line, so the template was forgotten, not the heredoc.
        if let Some(&(depth, marker)) = self.heredocs.last()
            && line(self.rest()).trim() == marker
        {
            token.kind = Kind::Fault(Fault::Template);
            self.open.truncate(depth + 1);
        }
        token
    }

    fn close(&mut self, frame: Frame<'_>) -> Token {
        match self.open.last() {
            Some(last) if *last == frame => self.leave(Kind::Close, 1),
            _ => self.take(Kind::Fault(Fault::Stray), 1),
        }
    }

    fn close_brace(&mut self, len: usize) -> Token {
        match self.open.last() {
            Some(Frame::Brace) => self.leave(Kind::Close, len),
            Some(Frame::Template) => self.leave(Kind::TemplateEnd, len),
            Some(_) => self.leave(Kind::Fault(Fault::Unclosed), 0),
            None => self.take(Kind::Fault(Fault::Stray), len),
        }
    }

    fn line_comment(&mut self) -> Token {
        self.take(Kind::Comment, line(self.rest()).len())
    }

    fn comment(&mut self) -> Token {
        if self.last_comment_end < self.at + 2 {
            return self.lost(Fault::Comment);
        }
        let rest = self.rest();
        let inside = rest.get(2..).and_then(|inside| inside.find("*/"));
        self.take(Kind::Comment, inside.map_or(rest.len(), |inside| inside + 4))
    }

    fn heredoc_start(&mut self) -> Token {
        let rest = self.rest();
        let Some((marker, len)) = heredoc_start(rest) else { return self.take(Kind::Sign, 1) };
        let lone = self.lone.get_or_insert_with(|| lone_names(self.text));
        if lone.get(marker).is_none_or(|last| *last < self.at + len) {
            return self.lost(Fault::Heredoc);
        }
        self.heredocs.push((self.depth(), marker));
        self.enter(Kind::HeredocStart, len, Frame::Heredoc(marker))
    }

    /// Everything up to the next line that begins what `begin` says.
    fn lost(&mut self, fault: Fault) -> Token {
        let rest = self.rest();
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if end > 0 && self.begin.is_at(line) {
                break;
            }
            end += line.len();
        }
        let mut token = self.take(Kind::Fault(fault), end);
        token.end = token.start + rest.get(..end).unwrap_or(rest).trim_end().len();
        token
    }

    fn string(&mut self) -> Token {
        match in_string(self.rest()) {
            Piece::Text(len) => self.take(Kind::Literal, len),
            Piece::Template(len) => self.enter(Kind::TemplateStart, len, Frame::Template),
            Piece::End => self.leave(Kind::StringEnd, 1),
            Piece::Broken => self.leave(Kind::Fault(Fault::String), 0),
        }
    }

    fn heredoc(&mut self, marker: &str) -> Option<Token> {
        let rest = self.rest();
        let line_begins = self.text.get(..self.at).is_some_and(|before| before.ends_with('\n'));
        match in_heredoc(rest, marker, line_begins) {
            Piece::Text(len) => Some(self.take(Kind::Literal, len)),
            Piece::Template(len) => Some(self.enter(Kind::TemplateStart, len, Frame::Template)),
            Piece::End => {
                let line = line(rest);
                let end = self.at + line.len();
                self.at += line.len() - line.trim_start().len();
                self.heredocs.pop();
                let token = self.leave(Kind::HeredocEnd, marker.len());
                self.at = end;
                Some(token)
            }
            Piece::Broken => None,
        }
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        match self.open.last() {
            Some(Frame::String) => Some(self.string()),
            Some(Frame::Heredoc(marker)) => self.heredoc(marker),
            _ => self.code(),
        }
    }
}

/// The length of the operator that a text begins with, where it has several characters.
fn sign(text: &str) -> Option<usize> {
    const SIGNS: [&str; 9] = ["...", "==", "!=", "<=", ">=", "&&", "||", "=>", "::"];
    SIGNS.iter().find(|sign| text.starts_with(**sign)).map(|sign| sign.len())
}

/// The length of the number that begins here: digits, and an exponent with its sign. A point is a token of its own.
fn number(text: &str) -> usize {
    let run = |text: &str| text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(run(text));
    let exponent = digits
        .strip_suffix(['e', 'E'])
        .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|_| rest.strip_prefix(['+', '-']))
        .filter(|exponent| exponent.starts_with(|c: char| c.is_ascii_digit()));
    digits.len() + exponent.map_or(0, |exponent| 1 + run(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Kind::{
        Close, Comment, HeredocEnd, HeredocStart, Ident, Literal, Newline, Number, Open, Sign,
        StringEnd, StringStart, TemplateEnd, TemplateStart,
    };

    fn kinds(text: &str) -> Vec<Kind> {
        let tokens = scan(text);
        let mut end = 0;
        for token in &tokens {
            let between = text[end..token.start].replace("\r\n", "");
            assert!(between.trim().is_empty(), "{between:?} is in no token of {text:?}");
            end = token.end;
        }
        tokens.iter().map(|token| token.kind).collect()
    }

    fn words(text: &str) -> Vec<&str> {
        scan(text).iter().map(|token| &text[token.start..token.end]).collect()
    }

    #[test]
    fn code() {
        let text = "a-b = c >= 1 ? [] : provider::d(e...) # f\r\n/* g\n */";
        let words = words(text);
        assert_eq!(words[..8], ["a-b", "=", "c", ">=", "1", "?", "[", "]"]);
        assert_eq!(
            words[8..],
            [":", "provider", "::", "d", "(", "e", "...", ")", "# f", "\r\n", "/* g\n */"]
        );
        assert_eq!(kinds("a1 = 1 {} // {"), [Ident, Sign, Number, Open, Close, Comment]);
    }

    #[test]
    fn templates_nest() {
        let text = r#""a${f("${x}")}b""#;
        let depths: Vec<usize> = scan(text).iter().map(|token| token.depth).collect();
        assert_eq!(
            words(text),
            ["\"", "a", "${", "f", "(", "\"", "${", "x", "}", "\"", ")", "}", "b", "\""]
        );
        assert_eq!(depths, [0, 1, 1, 2, 2, 3, 4, 5, 4, 3, 2, 1, 1, 0]);
        assert_eq!(kinds("\"%{~ { } ~}\"")[1..5], [TemplateStart, Open, Close, TemplateEnd]);
    }

    #[test]
    fn heredocs_nest() {
        let text = "<<-A\n x ${f(\"}\", <<B\nA\nB\n)}\nA)\n A \n";
        assert_eq!(
            kinds(text),
            [
                HeredocStart,
                Literal,
                TemplateStart,
                Ident,
                Open,
                StringStart,
                Literal,
                StringEnd,
                Sign,
                HeredocStart,
                Literal,
                HeredocEnd,
                Newline,
                Close,
                TemplateEnd,
                Literal,
                HeredocEnd,
                Newline,
            ]
        );
        assert_eq!(kinds("a << B\nB"), [Ident, Sign, Sign, Ident, Newline, Ident]);
        assert_eq!(kinds("<<B\r\nB\r\n"), [HeredocStart, HeredocEnd, Newline]);
    }

    #[test]
    fn faults() {
        let fault = |text| {
            kinds(text).into_iter().find_map(|kind| match kind {
                Kind::Fault(fault) => Some(fault),
                _ => None,
            })
        };
        assert_eq!(fault("a = \"b\n"), Some(Fault::String));
        assert_eq!(fault("a = <<B\n"), Some(Fault::Heredoc));
        assert_eq!(fault("/* a"), Some(Fault::Comment));
        assert_eq!(fault("/*/"), Some(Fault::Comment));
        assert_eq!(fault("<<B\n${\nB\n"), Some(Fault::Template));
        assert_eq!(fault("{ ( }"), Some(Fault::Unclosed));
        assert_eq!(fault("( ]"), Some(Fault::Stray));
        assert_eq!(fault("(\"${[{}]}\")"), None);
        assert_eq!(fault(""), None);
    }

    #[test]
    fn what_is_lost_ends_before_a_block() {
        let text = "a = <<B\n\"\n\nresource \"a\" \"b\" {\n}";
        assert_eq!(words(text)[2..4], ["<<B\n\"", "resource"]);
    }
}
