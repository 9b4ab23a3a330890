//! What is left of an item that cannot be read: a block keeps its type, its name, and the arguments and nested blocks
//! that can be read by themselves; an argument keeps its name.
//!
//! Someone is typing there. What the rest of the configuration says of the block should not change with each letter,
//! and what is not there yet must not pass for what is left out.

use super::describe::at_opening;
use super::line::{Begin, begins_item, is_blank};
use super::scan::scan;
use super::split::{split_at, split_broken};
use super::token::{Kind, Token};
use super::{Attribute, Block, Body, Expr, ExprKind, Name, Step, SyntaxError, Unread};
use crate::source::{SourceId, Span};
use std::ops::Range;

/// Blocks in blocks that are looked into. Each level reads its text again.
const DEEPEST: usize = 16;

/// Kinds of blocks that are known by their header alone, when the brace is not typed yet.
const KINDS: [&str; 8] =
    ["data", "ephemeral", "module", "output", "provider", "resource", "variable", "check"];

/// Reads the item at a range of the text, and notes what was mended for it.
///
/// # Errors
///
/// Where it cannot be read.
pub(super) type Read<'a> =
    dyn Fn(Range<usize>, &mut Vec<SyntaxError>) -> Result<Body, SyntaxError> + 'a;

/// A text that is read item by item.
pub(super) struct Recovery<'a> {
    pub(super) source: SourceId,
    pub(super) text: &'a str,
    /// Where the text begins in the source.
    pub(super) base: usize,
    pub(super) read: &'a Read<'a>,
    pub(super) errors: Vec<SyntaxError>,
    /// Whether whole blocks may be in what could not be read.
    pub(super) incomplete: bool,
}

/// The beginning of a block.
struct Header {
    kind: Name,
    labels: Vec<Name>,
    /// Where its body begins.
    body: usize,
    has_brace: bool,
}

impl Header {
    /// Whether it is not certain what the block is: the type of a resource, or the name of a module, may go on or is garbled.
    fn may_be_another(&self) -> bool {
        let least = match &*self.kind.text {
            "resource" | "data" | "ephemeral" => 2,
            "module" => 1,
            _ => return false,
        };
        let is_name = |label: &Name| {
            label.text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
        };
        let known = self.labels.get(..least - 1).unwrap_or_default();
        self.labels.len() < least || !known.iter().all(is_name) || least == 1 && !self.has_brace
    }
}

impl Recovery<'_> {
    /// Reads the items at these ranges into a body. `column` is where they begin, `depth` how many blocks are around.
    pub(super) fn items(&mut self, items: Vec<Range<usize>>, column: usize, depth: usize) -> Body {
        let mut body = Body::default();
        for range in items {
            match (self.read)(range.clone(), &mut self.errors) {
                Ok(read) => body.append(read, &mut self.errors),
                Err(error) => self.broken(range, error, column, depth, &mut body),
            }
        }
        body
    }

    /// What is left of an item that is broken.
    fn broken(
        &mut self,
        range: Range<usize>,
        error: SyntaxError,
        column: usize,
        depth: usize,
        body: &mut Body,
    ) {
        let tokens = self.tokens(&range);
        if let Some(header) = self.header(&tokens, depth == 0)
            && depth < DEEPEST
        {
            let error = at_opening(error, &tokens, self.text, |range| self.span(&range));
            self.incomplete |= depth == 0 && header.may_be_another();
            let before = self.errors.len();
            let block = self.block(header, &tokens, range, column, depth);
            body.blocks.push(block);
            if self.errors.len() == before {
                self.errors.push(error);
            }
            return;
        }
        self.errors.push(at_opening(error, &tokens, self.text, |range| self.span(&range)));
        // A word between blocks hides none.
        let is_header = |pair: &[Token]| {
            let [before, brace] = pair else { return false };
            matches!(before.kind, Kind::Ident | Kind::StringEnd)
                && self.text.get(brace.start..brace.end) == Some("{")
        };
        self.incomplete |= depth == 0 && tokens.windows(2).any(is_header);
        let first = tokens.first().filter(|token| token.kind == Kind::Ident);
        let references = self.references(&tokens);
        body.unread.push(Unread { is_named: first.is_some(), references });
        if let Some(name) = first.map(|token| self.name(token.start..token.end)) {
            let span = self.span(&range);
            let value = Expr { kind: ExprKind::Unread, span };
            let attribute = Attribute { name, value, span, written_as_block: false };
            let unread = Body { attributes: vec![attribute], ..Body::default() };
            body.append(unread, &mut Vec::new());
        }
    }

    /// A block of which the body cannot be read as a whole.
    fn block(
        &mut self,
        header: Header,
        tokens: &[Token],
        range: Range<usize>,
        column: usize,
        depth: usize,
    ) -> Block {
        let (end, is_sound) = self.body_end(&header, tokens, &range, column);
        let inside = self.text.get(header.body..end).unwrap_or_default();
        let mut lines = inside.lines().skip(1).filter(|line| begins_item(line.trim_start()));
        let column =
            lines.next().map(|line| line.bytes().take_while(|byte| is_blank(*byte)).count());
        let begin = Begin::Item(column.unwrap_or(0));
        let items = if is_sound { split_at(inside, begin) } else { split_broken(inside, begin) };
        let items = items.into_iter().map(|item| item.start + header.body..item.end + header.body);
        let mut body = self.items(items.collect(), begin.column(), depth + 1);
        // Its own brackets may be what is wrong, and then nothing in it is.
        if body.is_whole() {
            body.unread.push(Unread { is_named: false, references: Vec::new() });
        }
        let last = header.labels.last().map_or(header.kind.span, |label| label.span);
        Block {
            header: Span { end: last.end, ..header.kind.span },
            span: self.span(&range),
            kind: header.kind,
            labels: header.labels,
            body,
        }
    }

    /// Where the body ends, and whether all brackets in the block close.
    fn body_end(
        &self,
        header: &Header,
        tokens: &[Token],
        range: &Range<usize>,
        column: usize,
    ) -> (usize, bool) {
        let inside = self.text.get(range.clone()).unwrap_or_default().trim_end();
        let Some(before) = inside.strip_suffix('}') else { return (range.end, false) };
        let brace = range.start + before.len();
        let has_fault = tokens.iter().any(|token| matches!(token.kind, Kind::Fault(_)));
        let is_end = |last: &Token| last.kind == Kind::Close && last.depth == 0;
        let is_closed = tokens.last().is_some_and(is_end);
        if is_closed && header.has_brace && !has_fault {
            return (brace, true);
        }
        // Something is open. The brace is the block's own if it stands below the header, or on its line.
        let line = before.trim_end_matches([' ', '\t']);
        let is_below = before.len() - line.len() == column || !line.ends_with('\n');
        (if is_closed || is_below { brace } else { range.end }, false)
    }

    fn header(&self, tokens: &[Token], is_top: bool) -> Option<Header> {
        let mut tokens = tokens.iter().peekable();
        let first = tokens.next().filter(|token| token.kind == Kind::Ident)?;
        let kind = self.name(first.start..first.end);
        let mut header = Header { kind, labels: vec![], body: first.end, has_brace: false };
        while let Some(token) = tokens.next() {
            header.body = token.end;
            match token.kind {
                Kind::Ident => header.labels.push(self.name(token.start..token.end)),
                Kind::StringStart => {
                    let literal = tokens.next_if(|next| next.kind == Kind::Literal);
                    let inside = literal.map_or(token.end..token.end, |it| it.start..it.end);
                    let end = tokens.next()?;
                    let text = self.text.get(inside.clone()).unwrap_or_default();
                    let is_closed = end.kind == Kind::StringEnd;
                    // Of a label without its second quote, what follows is no part.
                    let text =
                        if is_closed { text } else { text.trim_end_matches([' ', '{', '}']) };
                    header.body = end.end;
                    let end = if is_closed { end.end } else { inside.start + text.len() };
                    header
                        .labels
                        .push(Name { text: text.into(), span: self.span(&(token.start..end)) });
                    if !is_closed {
                        break;
                    }
                }
                Kind::Open if self.text.get(token.start..token.end) == Some("{") => {
                    header.has_brace = true;
                    return Some(header);
                }
                _ => {
                    header.body = token.start;
                    break;
                }
            }
        }
        let is_known = KINDS.contains(&&*header.kind.text) && !header.labels.is_empty();
        (is_top && is_known).then_some(header)
    }

    /// The tokens of an item, at their places in the text.
    fn tokens(&self, range: &Range<usize>) -> Vec<Token> {
        let mut tokens = scan(self.text.get(range.clone()).unwrap_or_default());
        for token in &mut tokens {
            token.start += range.start;
            token.end += range.start;
        }
        tokens.retain(|token| token.kind != Kind::Comment);
        tokens
    }

    /// What looks like a reference: a name with others after dots.
    fn references(&self, tokens: &[Token]) -> Vec<Expr> {
        let mut found: Vec<(Name, Vec<Step>)> = Vec::new();
        let mut after_dot = false;
        for token in tokens {
            let word = self.text.get(token.start..token.end);
            match (token.kind, found.last_mut()) {
                (Kind::Ident, Some((_, steps))) if after_dot => {
                    steps.push(Step::Attribute(self.name(token.start..token.end)));
                }
                (Kind::Ident, _) => found.push((self.name(token.start..token.end), Vec::new())),
                _ => {}
            }
            after_dot = word == Some(".");
        }
        let expr = |(root, steps): (Name, Vec<Step>)| {
            let span = root.span;
            let root = Expr { kind: ExprKind::Variable(root.text), span };
            Expr { kind: ExprKind::Traversal(Box::new(root), steps), span }
        };
        found.into_iter().filter(|(_, steps)| !steps.is_empty()).map(expr).collect()
    }

    fn name(&self, range: Range<usize>) -> Name {
        Name {
            text: self.text.get(range.clone()).unwrap_or_default().into(),
            span: self.span(&range),
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.source, self.base + range.start, self.base + range.end)
    }
}

impl Body {
    /// Adds what was read of the same body. An argument that is there already may be either of the two.
    fn append(&mut self, read: Self, errors: &mut Vec<SyntaxError>) {
        for attribute in read.attributes {
            let is_same = |known: &&mut Attribute| known.name.text == attribute.name.text;
            match self.attributes.iter_mut().find(is_same) {
                Some(known) => {
                    errors.push(SyntaxError {
                        span: attribute.name.span,
                        message: format!("`{}` is set twice in this block", attribute.name.text),
                        help: Some("keep one of them".to_owned()),
                    });
                    known.value.kind = ExprKind::Unread;
                    self.unread.push(Unread { is_named: true, references: vec![attribute.value] });
                }
                None => self.attributes.push(attribute),
            }
        }
        self.blocks.extend(read.blocks);
        self.unread.extend(read.unread);
    }
}
