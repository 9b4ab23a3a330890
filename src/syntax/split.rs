//! Finds the top-level blocks and attributes of a text, so that a broken one does not hide the others. What is
//! broken in them it does not say: that is the parser's to find.

use super::line::{begins_block, line, split_ident};
use super::scan::Scanner;
use super::token::{Fault, Kind, Token};
use std::ops::Range;

/// The top-level items of a text in their order, each from its first byte to its last. Between them there are only
/// blanks and comments.
///
/// An item ends with a line after which nothing is open. From the first item on in which something does not close,
/// a line that begins a block also ends what is before it.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let Splitter { mut items, fault, .. } = Splitter::new(text).run(0, false);
    if let Some(fault) = fault {
        items.retain(|item| item.start < fault);
        items.extend(Splitter::new(text).run(fault, true).items);
    }
    items
}

struct Splitter<'a> {
    text: &'a str,
    items: Vec<Range<usize>>,
    /// The item that has not ended yet.
    item: Option<Range<usize>>,
    /// The index of the last item that looks like a block.
    block: Option<usize>,
    /// Where the first item begins in which something does not close.
    fault: Option<usize>,
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, items: vec![], item: None, block: None, fault: None }
    }

    fn run(mut self, from: usize, recover: bool) -> Self {
        let mut scanner = Scanner::new(self.text, from);
        while let Some(mut token) = scanner.next() {
            if recover && token.depth > 0 && self.begins_block(token) {
                scanner.reset();
                self.finish();
                token.depth = 0;
            }
            match token.kind {
                Kind::Newline if token.depth == 0 => self.finish(),
                Kind::Newline | Kind::Comment => {}
                _ => self.extend(token),
            }
        }
        if scanner.depth() > 0 {
            self.fault();
        }
        self.finish();
        self
    }

    fn extend(&mut self, token: Token) {
        let start = self.item.as_ref().map_or(token.start, |item| item.start);
        let reopened = match token.kind {
            Kind::Fault(Fault::Stray) if token.depth == 0 => self.reopen(),
            _ => None,
        };
        self.item = Some(reopened.unwrap_or(start)..token.end);
        if matches!(token.kind, Kind::Fault(_)) {
            self.fault();
        }
    }

    /// Notes that something in the current item does not close.
    fn fault(&mut self) {
        let start = self.item.as_ref().map(|item| item.start);
        // A block that was taken back may begin before an item in which there was a fault already.
        self.fault = [self.fault, start].into_iter().flatten().min();
    }

    fn finish(&mut self) {
        let Some(item) = self.item.take() else { return };
        if self.looks_like_block(item.start) {
            self.block = Some(self.items.len());
        }
        self.items.push(item);
    }

    /// Takes back the last block and what came after it: it had one closing bracket too many inside, and would pass
    /// for a whole block that lacks the arguments after that bracket.
    fn reopen(&mut self) -> Option<usize> {
        let block = self.block?;
        let start = self.items.get(block)?.start;
        self.items.truncate(block);
        Some(start)
    }

    fn begins_block(&self, token: Token) -> bool {
        token.kind == Kind::Ident && self.first_column(token.start).is_some_and(begins_block)
    }

    /// Whether something begins in the first column with a name, and is no attribute.
    fn looks_like_block(&self, start: usize) -> bool {
        let (name, rest) = split_ident(self.first_column(start).unwrap_or(""));
        !name.is_empty() && !rest.trim_start_matches([' ', '\t']).starts_with('=')
    }

    /// The line at an offset, if a line begins there.
    fn first_column(&self, start: usize) -> Option<&'a str> {
        let (before, after) = self.text.split_at_checked(start)?;
        (before.is_empty() || before.ends_with('\n')).then(|| line(after))
    }
}
