//! Rewrites an item that hcl-edit refuses so that it can be read: without a change of meaning where Terraform accepts
//! the item, and else as what was meant. Bytes are replaced, never inserted or removed, so that an offset in what is
//! parsed is an offset in what was written.
//!
//! Nothing is changed inside of brackets that do not close: there it is anyone's guess what the text means.

use super::line::{continues_ident, marker};
use super::object::Object;
use super::scan::scan;
use super::token::{Kind, Token};
use std::ops::Range;

/// Stands for the backslash of a [`Mend::Escape`].
pub(super) const ESCAPE: u8 = 0x1A;

/// An item after mending.
#[derive(Debug)]
pub(super) struct Mended {
    /// The text, as long as the item.
    pub(super) text: String,
    /// What Terraform refuses, in the order of the text.
    pub(super) mends: Vec<Mend>,
    /// Whether the text is another than the item.
    pub(super) changed: bool,
}

/// Something that Terraform refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mend {
    /// `name { "key" = value }`, as Terraform 0.11 allowed: now `name = { "key" = value }`.
    MapBlock { name: Range<usize> },
    /// `\*` in a string: now [`ESCAPE`] and `*`.
    Escape { at: Range<usize> },
}

impl Mend {
    fn start(&self) -> usize {
        match self {
            Self::MapBlock { name: range } | Self::Escape { at: range } => range.start,
        }
    }
}

/// Mends the text of one item.
pub(super) fn mend(item: &str) -> Mended {
    let mut mender = Mender::new(item);
    let tokens = scan(item);
    for (index, token) in tokens.iter().enumerate() {
        let next = || {
            let mut after = tokens.iter().skip(index + 1);
            after.find(|next| !matches!(next.kind, Kind::Newline | Kind::Comment)).copied()
        };
        mender.token(*token, next);
    }
    mender.mends.sort_by_key(Mend::start);
    let changed = mender.text != item.as_bytes();
    let text = String::from_utf8(mender.text).unwrap_or_else(|_| item.to_owned());
    Mended { text, mends: mender.mends, changed }
}

struct Mender<'a> {
    item: &'a str,
    text: Vec<u8>,
    mends: Vec<Mend>,
    /// What is open, from the item itself inwards; the index of one is its depth.
    open: Vec<Frame<'a>>,
    /// Whether the text has no [`ESCAPE`] of its own.
    escapes: bool,
}

/// Something that is open.
struct Frame<'a> {
    /// Where the token is that opened it.
    start: Range<usize>,
    inside: Inside<'a>,
}

enum Inside<'a> {
    Body(Body),
    Object(Object<'a>),
    /// Code in which the end of a line means nothing, and where the lines end.
    Flat(Vec<Range<usize>>),
    String,
    Heredoc,
}

impl<'a> Mender<'a> {
    fn new(item: &'a str) -> Self {
        let root = Frame { start: 0..0, inside: Inside::Body(Body::default()) };
        let escapes = !item.as_bytes().contains(&ESCAPE);
        Self { item, text: item.as_bytes().to_vec(), mends: vec![], open: vec![root], escapes }
    }

    /// Takes the next token; `next` finds the one after it that is code.
    fn token(&mut self, token: Token, next: impl FnOnce() -> Option<Token>) {
        let ends = matches!(
            token.kind,
            Kind::Close | Kind::StringEnd | Kind::HeredocEnd | Kind::TemplateEnd
        );
        // What lies deeper did not close.
        self.open.truncate(token.depth + 1 + usize::from(ends));
        if ends && let Some(frame) = self.open.pop() {
            self.close(frame, token);
        }
        let inside = self.opens(token, next);
        self.note(token);
        if let Some(inside) = inside {
            self.open.push(Frame { start: token.start..token.end, inside });
        }
    }

    /// What begins with a token, if it opens something.
    fn opens(&self, token: Token, next: impl FnOnce() -> Option<Token>) -> Option<Inside<'a>> {
        let begins_for = |token: Token| self.item.get(token.start..token.end) == Some("for");
        match token.kind {
            Kind::StringStart => Some(Inside::String),
            Kind::HeredocStart => Some(Inside::Heredoc),
            Kind::TemplateStart => Some(Inside::Flat(vec![])),
            Kind::Open if self.item.as_bytes().get(token.start) != Some(&b'{') => {
                Some(Inside::Flat(vec![]))
            }
            Kind::Open => Some(match self.open.last().map(|frame| &frame.inside) {
                Some(Inside::Body(body)) if !body.value => {
                    let nested = self.open.len() > 1;
                    let map = body.map_before(token.start, self.item).filter(|_| nested);
                    Inside::Body(Body { map, ..Body::default() })
                }
                _ if next().is_some_and(begins_for) => Inside::Flat(vec![]),
                _ => Inside::Object(Object::default()),
            }),
            _ => None,
        }
    }

    /// Tells what is open that a token stands in it.
    fn note(&mut self, token: Token) {
        let range = token.start..token.end;
        let text = self.item.get(range.clone()).unwrap_or("");
        let ends_line =
            token.kind == Kind::Newline || token.kind == Kind::Comment && !text.starts_with("/*");
        match self.open.last_mut().map(|frame| &mut frame.inside) {
            Some(Inside::Body(body)) => body.note(token, text),
            Some(Inside::Object(object)) => object.note(token, self.item),
            Some(Inside::Flat(lines)) if ends_line => lines.push(range.clone()),
            Some(Inside::String) if token.kind == Kind::Literal && self.escapes => {
                self.escapes(text, token.start);
            }
            _ => {}
        }
        // Terraform takes a carriage return inside of a comment, hcl-edit does not.
        if token.kind == Kind::Comment && ends_line && text.contains('\r') {
            self.blank(range, b"\n");
        }
    }

    /// Mends what was opened by a frame and closes with a token.
    fn close(&mut self, frame: Frame<'a>, token: Token) {
        match frame.inside {
            Inside::Body(Body { map: Some((name, sign)), quoted: true, .. }) => {
                self.put(sign, b"=");
                self.mends.push(Mend::MapBlock { name });
            }
            // Terraform takes the last of several entries with a key, hcl-edit takes none.
            Inside::Object(object) => {
                for entry in object.repeated(self.item) {
                    self.blank(entry, b"\n");
                }
            }
            // hcl-edit takes such a line's end almost everywhere, but not inside of the parts of a `for`.
            Inside::Flat(lines) => {
                for line in lines {
                    self.blank(line, b"");
                }
            }
            Inside::Heredoc => self.heredoc(frame.start, token.start..token.end),
            Inside::Body(_) | Inside::String => {}
        }
    }

    /// For Terraform a heredoc ends with a line that is its marker, for hcl-edit with one that begins with it. Where
    /// there is such a line before the end, it gets another marker.
    fn heredoc(&mut self, start: Range<usize>, end: Range<usize>) {
        let text = self.item;
        let marker = marker(text.get(start.clone()).unwrap_or(""));
        let content = text.get(start.end..end.start).unwrap_or("");
        let ends_early = |marker: &str| {
            content.lines().any(|line| {
                let after = line.trim_start_matches([' ', '\t']).strip_prefix(marker);
                after.is_some_and(|after| !after.starts_with(continues_ident))
            })
        };
        if !ends_early(marker) {
            return;
        }
        let mut others = ('A'..='Z').map(|letter| letter.to_string().repeat(marker.len()));
        if let Some(other) = others.find(|other| !ends_early(other)) {
            let opener = text.get(start.clone()).unwrap_or("");
            self.put(start.start + opener.find(marker).unwrap_or(0), other.as_bytes());
            self.put(end.start, other.as_bytes());
        }
    }

    fn escapes(&mut self, literal: &str, start: usize) {
        let mut bytes = literal.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            if byte == b'\\' && bytes.next().is_some_and(|(_, escaped)| escaped == b'*') {
                let at = start + at;
                self.put(at, &[ESCAPE]);
                self.mends.push(Mend::Escape { at: at..at + 2 });
            }
        }
    }

    /// Writes blanks over everything but the bytes to keep.
    fn blank(&mut self, range: Range<usize>, keep: &[u8]) {
        for byte in self.text.get_mut(range).unwrap_or_default() {
            if !keep.contains(byte) {
                *byte = b' ';
            }
        }
    }

    fn put(&mut self, at: usize, bytes: &[u8]) {
        if let Some(place) = self.text.get_mut(at..at + bytes.len()) {
            place.copy_from_slice(bytes);
        }
    }
}

/// The inside of a block, or the item itself.
#[derive(Default)]
struct Body {
    /// The name of the block and the byte before its brace, if a sign there makes an attribute of it.
    map: Option<(Range<usize>, usize)>,
    /// Whether it has a quoted key.
    quoted: bool,
    /// The first token of the line, and how many there are.
    first: Option<Token>,
    words: usize,
    /// Whether the line has had its sign.
    value: bool,
}

impl Body {
    fn note(&mut self, token: Token, text: &str) {
        match (token.kind, text) {
            (Kind::Newline, _) | (Kind::Sign, ",") => {
                (self.first, self.words, self.value) = (None, 0, false);
            }
            (Kind::Comment, _) => {}
            (Kind::Sign, "=" | ":") => {
                let key = self.first.map(|first| first.kind);
                self.quoted |= !self.value && key == Some(Kind::StringStart);
                self.value = true;
            }
            _ => {
                self.first.get_or_insert(token);
                self.words += 1;
            }
        }
    }

    /// The name before a brace and the blank between them, if there are both and no labels.
    fn map_before(&self, brace: usize, text: &str) -> Option<(Range<usize>, usize)> {
        let name = self.first.filter(|first| first.kind == Kind::Ident && self.words == 1)?;
        let between = text.get(name.end..brace)?;
        between.ends_with([' ', '\t']).then(|| (name.start..name.end, brace - 1))
    }
}
