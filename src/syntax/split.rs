//! Finds the top-level blocks and attributes of a text, so that a broken one does not hide the others. What is
//! broken in them it does not say: that is the parser's to find.

use super::line::{Begin, begins_block, begins_item, is_blank, line, split_ident};
use super::scan::Scanner;
use super::token::{Fault, Kind, Token};
use std::ops::Range;

/// The top-level items of a text in their order, each from its first byte to its last. Between them there are only
/// blanks and comments.
///
/// An item ends with a line after which nothing is open. From the first item on in which something does not close,
/// a line that begins a block also ends what is before it.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    split_at(text, Begin::Block)
}

/// The same of a body whose items begin with what `begin` says.
pub(super) fn split_at(text: &str, begin: Begin) -> Vec<Range<usize>> {
    let Splitter { mut items, fault, .. } = Splitter::new(text, begin).run(0, false);
    if let Some(fault) = fault {
        items.retain(|item| item.start < fault);
        items.extend(Splitter::new(text, begin).run(fault, true).items);
    }
    items
}

/// The same of a body in which something does not close, though that does not show in it.
pub(super) fn split_broken(text: &str, begin: Begin) -> Vec<Range<usize>> {
    Splitter::new(text, begin).run(0, true).items
}

struct Splitter<'a> {
    text: &'a str,
    begin: Begin,
    items: Vec<Range<usize>>,
    /// The item that has not ended yet, and whether it looks like a block.
    item: Option<Range<usize>>,
    is_block: bool,
    /// The index of the last item that does.
    block: Option<usize>,
    /// Where the first item begins in which something does not close.
    fault: Option<usize>,
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str, begin: Begin) -> Self {
        Self { text, begin, items: vec![], item: None, is_block: false, block: None, fault: None }
    }

    fn run(mut self, from: usize, recover: bool) -> Self {
        let mut scanner = Scanner::new(self.text, from, self.begin);
        while let Some(mut token) = scanner.next() {
            if recover && token.depth > 0 && self.begins_item(token) {
                scanner.reset();
                self.finish();
                token.depth = 0;
            }
            match token.kind {
                Kind::Newline if token.depth == 0 => self.finish(),
                Kind::Newline | Kind::Comment => {}
                // It goes to the line that begins the next item.
                Kind::Fault(Fault::Heredoc | Fault::Comment) => {
                    self.extend(token);
                    if token.depth == 0 || recover {
                        scanner.reset();
                        self.finish();
                    }
                }
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
        let start = if let Some(item) = &self.item {
            item.start
        } else {
            self.is_block = self.looks_like_block(token.start);
            token.start
        };
        let start = match token.kind {
            Kind::Fault(Fault::Stray) if token.depth == 0 && !self.is_block => {
                self.reopen(token).unwrap_or(start)
            }
            _ => start,
        };
        self.item = Some(start..token.end);
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
        if let Some(item) = self.item.take() {
            if self.is_block {
                self.block = Some(self.items.len());
            }
            self.items.push(item);
        }
    }

    /// Takes back the last block and what came after it, when there is a brace that closes nothing: the block had one
    /// too many inside, and would pass for a whole block that lacks the arguments after that brace. If nothing came, the
    /// brace is too many by itself.
    fn reopen(&mut self, brace: Token) -> Option<usize> {
        let block = self.block.filter(|_| self.text.get(brace.start..brace.end) == Some("}"))?;
        let start = self.items.get(block)?.start;
        if self.items.len() == block + 1 {
            return None;
        }
        self.items.truncate(block);
        self.is_block = true;
        Some(start)
    }

    fn begins_item(&self, token: Token) -> bool {
        let begins = match self.begin {
            Begin::Block => begins_block,
            Begin::Item(_) => begins_item,
        };
        token.kind == Kind::Ident && self.line(token.start).is_some_and(begins)
    }

    /// Whether a block begins in the first column: something with a name that is no attribute.
    fn looks_like_block(&self, start: usize) -> bool {
        let (name, rest) = split_ident(self.line(start).unwrap_or(""));
        let is_attribute = rest.trim_start_matches([' ', '\t']).starts_with('=');
        matches!(self.begin, Begin::Block) && !name.is_empty() && !is_attribute
    }

    /// The line at an offset, if only the blanks are before it that an item has.
    fn line(&self, start: usize) -> Option<&'a str> {
        let (before, after) = self.text.split_at_checked(start)?;
        let (before, blanks) = before.split_at_checked(start.checked_sub(self.begin.column())?)?;
        let begins = before.is_empty() || before.ends_with('\n');
        (begins && blanks.bytes().all(is_blank)).then(|| line(after))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::mend::mend;
    use hcl_edit::parser::parse_body;

    const GOOD: &str = r#"
# one
resource "a" "b" { # {
  c = "}" /* ) */
  d = [
    "${f("}", { "e" = "${g}" })}",
  ]
}
variable "h" {}

i = <<-J
  resource "k" "l" {
  ${m(<<N
O
N
)}
  J
locals { p = 1 } // two
"#;

    /// The first lines of the items.
    fn heads(text: &str) -> Vec<&str> {
        split(text).into_iter().filter_map(|item| text[item].lines().next()).collect()
    }

    /// The first lines of the items that can be read.
    fn good_heads(text: &str) -> Vec<&str> {
        let items = split(text).into_iter().map(|item| &text[item]);
        items
            .filter(|item| parse_body(item).is_ok())
            .filter_map(|item| item.lines().next())
            .collect()
    }

    #[test]
    fn items_that_close() {
        let expected =
            [r#"resource "a" "b" { # {"#, r#"variable "h" {}"#, "i = <<-J", "locals { p = 1 }"];
        assert_eq!(heads(GOOD), expected);
        assert_eq!(good_heads(GOOD), expected);
        let windows = GOOD.replace('\n', "\r\n");
        assert_eq!(heads(&windows), expected);
        assert_eq!(good_heads(&windows), expected);
        for empty in ["", "\n", " # a", "/* a */\n// b"] {
            assert!(split(empty).is_empty());
        }
    }

    #[test]
    fn unindented_blocks_stay_inside() {
        let text = "a \"b\" {\nc \"d\" {\n}\nlocals {\n}\n}\n";
        assert_eq!(heads(text), ["a \"b\" {"]);
    }

    /// What is left when the second of three blocks is replaced.
    fn second(broken: &str) -> Vec<String> {
        let text = format!("a \"1\" {{\n}}\n\n{broken}\n\nc \"3\" {{\n  d = 1\n}}\n");
        let items = split(&text).into_iter().map(|item| &text[item]);
        items.filter(|item| parse_body(item).is_ok()).map(str::to_owned).collect()
    }

    #[test]
    fn others_are_found_when_one_is_broken() {
        for broken in [
            "b \"2\" {\n  x {\n    y = 1\n}",
            "b \"2\" {\n  x = {\n}",
            "b \"2\" {",
            "b \"2\"\n  x = [\n}",
            "b \"2\" {\n  x = \"y\n}",
            "b \"2\" {\n  x = \"${y(\"\n}",
            "b \"2\" {\n  x = y(1, [2\n}",
            "b \"2\" {\n  x = y)\n}",
            "b \"2\" {\n  x = <<Y\n{ \"${z\n}",
            "b \"2\" {\n  x = <<Y\n${z\nY\n}",
            "b \"2\" {\n  /* x\n}",
            "b \"2\" {\n  x = 1\n}}",
            "b \"2\" }\n  x = 1\n}",
            "b \"2 {\n  x = 1\n}",
            "\u{1f980} ] ${ \\ ' @",
            "}",
            "((((",
        ] {
            let found = second(broken);
            let others = ["a \"1\" {\n}", "c \"3\" {\n  d = 1\n}"];
            assert_eq!(found, others, "{broken}");
        }
    }

    #[test]
    fn a_block_that_closes_too_early_is_not_taken_for_whole() {
        assert_eq!(second("b \"2\" {\n  x {\n  }}\n  y = 1\n}").len(), 2);
    }

    #[test]
    fn it_takes_linear_time_and_no_stack() {
        const DEEP: usize = 100_000;
        const MANY: usize = 10_000;
        for text in [
            format!("a = {}1{}\n", "(".repeat(DEEP), ")".repeat(DEEP)),
            format!("a = {}", "(".repeat(DEEP)),
            format!("a = {}", "\"${".repeat(MANY)),
            format!("a = {}", "<<A\n${".repeat(MANY)),
            format!("a = {}A\n", "<<A\n${".repeat(MANY)),
            "}".repeat(MANY),
            "a }\n".repeat(MANY),
            "<".repeat(MANY),
            "/*".repeat(MANY),
            "a \"b\" {\n".repeat(MANY),
            "a \"b\" {\n<<A\n".repeat(MANY),
            "a \"b\" {\n/*\n".repeat(MANY),
            "a = {(<<A\n".repeat(MANY) + "\nA\n",
            format!("a = {}", "{ (".repeat(MANY)),
            format!("a = {}{}", "{ ({ ".repeat(MANY), "}) = 1 }".repeat(MANY)),
        ] {
            assert!(!split(&text).is_empty());
            assert_eq!(mend(&text).text.len(), text.len());
        }
    }

    #[test]
    fn any_text_is_split_and_mended() {
        let samples = [
            GOOD,
            "a {\n  b {\n    \"c\" = \"\\*\"\n    d = { d = 1, d = 2, for e in f : g => h }\n  }\n}\n",
            "a = { for b in <<C\nC\" \u{e9}\nC\n : # d\r e\n \"${b}\" =>\n %{ } c }\r\n}",
        ];
        let pieces =
            ["\"", "{", "}", "(", "]", "${", "<<A\n", "A\n", "\n", "\\", "/*", "\u{e9}", "=", "#"];
        let mut random = 88_172_645_463_325_252_u64;
        let mut below = |limit: usize| {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            usize::try_from(random >> 33).unwrap() % limit
        };
        for _ in 0..4_000 {
            let mut characters: Vec<char> = samples[below(samples.len())].chars().collect();
            for _ in 0..=below(4) {
                let at = below(characters.len());
                let piece = pieces[below(pieces.len())].chars();
                let end = (at + below(4)).min(characters.len());
                characters.splice(at..end, piece.take(below(5)));
            }
            let text: String = characters.into_iter().collect();
            let mut end = 0;
            for item in split(&text) {
                assert!(end <= item.start && item.start < item.end, "{text}");
                end = item.end;
                let mended = mend(&text[item.clone()]);
                assert_eq!(mended.text.len(), item.len(), "{text}");
                assert_eq!(mended.changed, mended.text != text[item], "{text}");
            }
        }
    }
}
