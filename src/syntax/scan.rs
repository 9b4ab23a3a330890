//! Cuts the text of a Terraform file into tokens, the way Terraform's scanner does. It never fails: what does not
//! close is said by a [`Kind::Fault`] token, and the tokens go on after it.
//!
//! There is no recursion: what is open lies on a stack, so that no nesting is too deep.

use super::line::{begins_block, line, lone_names, marker, split_ident};
use super::token::{Fault, Kind, Token};
use std::collections::HashMap;

/// All tokens of a text.
pub(super) fn scan(text: &str) -> Vec<Token> {
    Scanner::new(text, 0).collect()
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
}

impl<'a> Scanner<'a> {
    /// A scanner that begins at an offset, where nothing may be open.
    pub(super) fn new(text: &'a str, at: usize) -> Self {
        let last_comment_end = text.rfind("*/").unwrap_or(0);
        Self { text, at, open: vec![], heredocs: vec![], lone: None, last_comment_end }
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
            '0'..='9' => self.take(
                Kind::Number,
                rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()),
            ),
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
        let inside = self.rest().get(2..).and_then(|inside| inside.find("*/"));
        self.take(Kind::Comment, inside.map_or(usize::MAX - self.at, |inside| inside + 4))
    }

    fn heredoc_start(&mut self) -> Token {
        let rest = self.rest();
        let len = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
        let marker = marker(rest.get(..len).unwrap_or(""));
        if split_ident(marker).0.len() != marker.len() || marker.is_empty() {
            return self.take(Kind::Sign, 1);
        }
        let lone = self.lone.get_or_insert_with(|| lone_names(self.text));
        if lone.get(marker).is_none_or(|last| *last < self.at + len) {
            return self.lost(Fault::Heredoc);
        }
        self.heredocs.push((self.depth(), marker));
        self.enter(Kind::HeredocStart, len, Frame::Heredoc(marker))
    }

    /// Everything up to the next line that begins a block.
    fn lost(&mut self, fault: Fault) -> Token {
        let rest = self.rest();
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if end > 0 && begins_block(line) {
                break;
            }
            end += line.len();
        }
        let mut token = self.take(Kind::Fault(fault), end);
        token.end = token.start + rest.get(..end).unwrap_or(rest).trim_end().len();
        token
    }

    /// The next token inside of a string.
    fn string(&mut self) -> Token {
        let rest = self.rest();
        let mut len = 0;
        while let Some(ahead) = find(rest, len, &['"', '\\', '$', '%', '\n']) {
            len = ahead;
            match rest.as_bytes().get(len..) {
                Some([b'"', ..]) if len == 0 => return self.leave(Kind::StringEnd, 1),
                Some([b'"', ..]) => return self.take(Kind::Literal, len),
                Some([b'\n', ..]) => return self.end_of_string(line(rest).len()),
                // A backslash before the end of the line escapes nothing.
                Some([b'\\', next, ..]) if next.is_ascii() && *next != b'\n' => len += 2,
                _ => match template(rest, len) {
                    Ok(skip) => len += skip,
                    Err(start) if len == 0 => {
                        return self.enter(Kind::TemplateStart, start, Frame::Template);
                    }
                    Err(_) => return self.take(Kind::Literal, len),
                },
            }
        }
        self.end_of_string(rest.len())
    }

    /// The text before the place where a string stops without a quote, or that place.
    fn end_of_string(&mut self, len: usize) -> Token {
        match len {
            0 => self.leave(Kind::Fault(Fault::String), 0),
            _ => self.take(Kind::Literal, len),
        }
    }

    /// The next token inside of a heredoc.
    fn heredoc(&mut self, marker: &str) -> Option<Token> {
        let rest = self.rest();
        let mut len = 0;
        let mut line_begins = self.text.get(..self.at).is_some_and(|before| before.ends_with('\n'));
        loop {
            let line = line(rest.get(len..).unwrap_or(""));
            if line_begins && line.trim() == marker {
                break;
            }
            let Some(ahead) = find(rest, len, &['$', '%', '\n']) else {
                len = rest.len();
                break;
            };
            len = ahead;
            line_begins = rest.get(len..).is_some_and(|rest| rest.starts_with('\n'));
            match template(rest, len) {
                Ok(skip) => len += skip,
                Err(start) if len == 0 => {
                    return Some(self.enter(Kind::TemplateStart, start, Frame::Template));
                }
                Err(_) => break,
            }
        }
        if len > 0 {
            return Some(self.take(Kind::Literal, len));
        }
        let line = line(rest);
        let end = self.at + line.len();
        self.at += line.len() - line.trim_start().len();
        (!rest.is_empty()).then(|| {
            self.heredocs.pop();
            let token = self.leave(Kind::HeredocEnd, marker.len());
            self.at = end;
            token
        })
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

/// Where one of the characters stands, from an offset on.
fn find(text: &str, from: usize, characters: &[char]) -> Option<usize> {
    text.get(from..)?.find(characters).map(|ahead| from + ahead)
}

/// What stands at an offset in the text of a string or heredoc: `Err` with its length where a template starts, else
/// `Ok` with the length of what starts none, which may be the escape of a start.
fn template(text: &str, at: usize) -> Result<usize, usize> {
    match text.as_bytes().get(at..).unwrap_or_default() {
        [b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..] => Ok(3),
        [b'$' | b'%', b'{', b'~', ..] => Err(3),
        [b'$' | b'%', b'{', ..] => Err(2),
        _ => Ok(1),
    }
}

/// The length of the operator that a text begins with, where it has several characters.
fn sign(text: &str) -> Option<usize> {
    const SIGNS: [&str; 9] = ["...", "==", "!=", "<=", ">=", "&&", "||", "=>", "::"];
    SIGNS.iter().find(|sign| text.starts_with(**sign)).map(|sign| sign.len())
}
