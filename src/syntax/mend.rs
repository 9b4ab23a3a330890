//! Rewrites an item that hcl-edit refuses so that it can be read: without a change of meaning where Terraform accepts
//! the item, and else as what was meant. Bytes are replaced, never inserted or removed, so that an offset in what is
//! parsed is an offset in what was written.
//!
//! Nothing is changed inside of brackets that do not close: there it is anyone's guess what the text means.

use super::heredoc::{mend_heredoc, supposed_end};
use super::map_block::Block;
use super::object::Object;
use super::patch::Patch;
use super::scan::scan;
use super::token::{Fault, Kind, Token};
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
    /// The marker of a heredoc with something behind it, as in `EOF)`. The text is unchanged: hcl-edit takes this for the
    /// end of the heredoc, while for Terraform it has none.
    HeredocEnd { at: Range<usize> },
}

impl Mend {
    fn start(&self) -> usize {
        match self {
            Self::MapBlock { name: range }
            | Self::Escape { at: range }
            | Self::HeredocEnd { at: range } => range.start,
        }
    }
}

/// How deep something may be nested that is mended. hcl-edit takes 64 levels, of which a template in a string is one,
/// and two here. Without a limit, what is nested in keys and heredocs would be looked at once for each level.
const DEEPEST: usize = 150;

/// Mends the text of one item.
pub(super) fn mend(item: &str) -> Mended {
    let mut mender = Mender::new(item);
    let mut tokens = scan(item);
    if tokens.iter().any(|token| token.depth > DEEPEST) {
        tokens.clear();
    }
    for (index, token) in tokens.iter().enumerate() {
        let begins_for = || {
            let after = tokens.get(index + 1..).unwrap_or_default().iter();
            let mut code = after.filter(|next| !matches!(next.kind, Kind::Newline | Kind::Comment));
            code.next().and_then(|next| item.get(next.start..next.end)) == Some("for")
        };
        mender.token(*token, begins_for);
    }
    mender.mends.sort_by_key(Mend::start);
    let changed = mender.patch.changed(item);
    Mended {
        mends: mender.mends,
        changed: changed.is_some(),
        text: changed.unwrap_or_else(|| item.to_owned()),
    }
}

struct Mender<'a> {
    item: &'a str,
    patch: Patch,
    mends: Vec<Mend>,
    /// What is open, from the item itself inwards; the index of one is its depth.
    open: Vec<Frame>,
    /// Whether the item has an [`ESCAPE`] of its own.
    has_escape: bool,
}

/// Something that is open.
struct Frame {
    /// Where the token is that opened it.
    start: Range<usize>,
    inside: Inside,
}

enum Inside {
    Block(Block),
    Object(Object),
    /// Code in which the end of a line means nothing, and where the lines end.
    Flat(Vec<Range<usize>>),
    String,
    Heredoc,
}

impl<'a> Mender<'a> {
    fn new(item: &'a str) -> Self {
        let root = Frame { start: 0..0, inside: Inside::Block(Block::default()) };
        Self {
            item,
            patch: Patch::new(item),
            mends: vec![],
            open: vec![root],
            has_escape: item.as_bytes().contains(&ESCAPE),
        }
    }

    /// Takes the next token; `begins_for` tells whether the keyword `for` follows it.
    fn token(&mut self, token: Token, begins_for: impl FnOnce() -> bool) {
        use Kind::{Close, HeredocEnd, StringEnd, TemplateEnd};
        let ends = matches!(token.kind, Close | HeredocEnd | StringEnd | TemplateEnd);
        // What lies deeper did not close.
        self.open.truncate(token.depth + 1 + usize::from(ends));
        if ends && let Some(frame) = self.open.pop() {
            self.close(frame, token.start..token.end);
        }
        let inside = self.opens(token, begins_for);
        self.note(token);
        if let Some(inside) = inside {
            self.open.push(Frame { start: token.start..token.end, inside });
        }
    }

    /// What begins with a token, if it opens something.
    fn opens(&self, token: Token, begins_for: impl FnOnce() -> bool) -> Option<Inside> {
        match token.kind {
            Kind::StringStart => Some(Inside::String),
            Kind::HeredocStart => Some(Inside::Heredoc),
            Kind::Open if self.item.as_bytes().get(token.start) == Some(&b'{') => {
                let block = match self.open.last().map(|frame| &frame.inside) {
                    Some(Inside::Block(block)) => block.nested(token.start, self.item),
                    _ => None,
                };
                Some(match block {
                    Some(block) => Inside::Block(block),
                    None if begins_for() => Inside::Flat(vec![]),
                    None => Inside::Object(Object::default()),
                })
            }
            Kind::Open | Kind::TemplateStart => Some(Inside::Flat(vec![])),
            _ => None,
        }
    }

    /// Tells what is open that a token stands in it.
    fn note(&mut self, token: Token) {
        let range = token.start..token.end;
        let text = self.item.get(range.clone()).unwrap_or("");
        let line_comment = token.kind == Kind::Comment && !text.starts_with("/*");
        match self.open.last_mut().map(|frame| &mut frame.inside) {
            Some(Inside::Block(block)) => block.note(token, self.item),
            Some(Inside::Object(object)) => object.note(token, self.item),
            Some(Inside::Flat(lines)) if line_comment || token.kind == Kind::Newline => {
                lines.push(range.clone());
            }
            Some(Inside::String) if token.kind == Kind::Literal => self.escapes(text, token.start),
            _ => {}
        }
        if token.kind == Kind::Fault(Fault::Heredoc)
            && let Some(end) = supposed_end(text)
        {
            let at = token.start + end.start..token.start + end.end;
            self.mends.push(Mend::HeredocEnd { at });
        }
        // Terraform has numbers of any size, hcl-edit those of double precision. Lowering reads what was written.
        if token.kind == Kind::Number
            && text.parse::<f64>().is_ok_and(f64::is_infinite)
            && let Some(digits) = text.find(['e', 'E']).and_then(|e| text.get(e + 1..))
        {
            let digits = digits.trim_start_matches(['+', '-']).len();
            self.patch.put(range.end - digits, &vec![b'0'; digits]);
        }
        // Terraform takes a carriage return inside of a comment, hcl-edit does not.
        if line_comment && text.contains('\r') {
            self.patch.blank(range);
        }
    }

    /// Mends what was opened by a frame and closes with a token.
    fn close(&mut self, frame: Frame, end: Range<usize>) {
        match frame.inside {
            Inside::Block(block) => {
                if let Some((name, sign)) = block.map() {
                    self.patch.put(sign, b"=");
                    self.mends.push(Mend::MapBlock { name });
                }
            }
            Inside::Object(object) => object.mend(self.item, &mut self.patch),
            // hcl-edit takes the end of a line here in most places, but not between the words of a `for`.
            Inside::Flat(lines) => {
                for line in lines {
                    self.patch.blank(line);
                }
            }
            Inside::Heredoc => mend_heredoc(self.item, frame.start, end, &mut self.patch),
            Inside::String => {}
        }
    }

    fn escapes(&mut self, literal: &str, start: usize) {
        let mut bytes = literal.bytes().enumerate();
        while let Some((at, byte)) = bytes.next() {
            let escaped = if byte == b'\\' { bytes.next() } else { None };
            if escaped.is_some_and(|(_, escaped)| escaped == b'*') && !self.has_escape {
                let at = start + at;
                self.patch.put(at, &[ESCAPE]);
                self.mends.push(Mend::Escape { at: at..at + 2 });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hcl_edit::parser::parse_body;

    fn mended(item: &str) -> String {
        let mended = mend(item);
        assert!(parse_body(&mended.text).is_ok(), "{}", mended.text);
        mended.text
    }

    #[test]
    fn lines_end_inside_of_a_for() {
        let item = "a = { for b in c : # d\n  b => e\n  ? [1, # f\r\n 2] : (\n  g // h\n  )\n}";
        assert!(parse_body(item).is_err());
        assert_eq!(
            mended(item),
            "a = { for b in c :       b => e   ? [1,       2] : (   g        ) }"
        );
        assert_eq!(mended("a = [for\r\n b in !\nc : b]"), "a = [for   b in ! c : b]");
        assert_eq!(
            mended("a = \"%{ if b\n ? c : d }%{ endif }\""),
            "a = \"%{ if b  ? c : d }%{ endif }\""
        );
    }

    #[test]
    fn entries_and_heredocs_keep_their_lines() {
        for item in [
            "a = { for b in c : b => {\n  d = 1\n  e = 2\n} }",
            "a = { for b in c : b => <<D\nd\nD\n}",
            "a {\n  for = 1\n  b = {\n    forx = 1\n  }\n}",
        ] {
            assert_eq!(mended(item), item.replace("D\n}", "D }"));
        }
    }

    #[test]
    fn heredocs_end_where_terraform_ends_them() {
        let item = "a {\n  b = <<EOF\nx=\"\n  EOF\"\nEOF_2\n  EOF\n}";
        assert!(parse_body(item).is_err());
        assert_eq!(mended(item), "a {\n  b = <<AAA\nx=\"\n  EOF\"\nEOF_2\n  AAA\n}");
        assert_eq!(mended("a = <<-A\nA)\nB)\nA\n"), "a = <<-C\nA)\nB)\nC\n");
        assert_eq!(mended("a = <<EOF\n  EOF\nb = <<EOF\nEOF\n").matches("\"\"").count(), 2);
    }

    #[test]
    fn a_supposed_end_is_reported() {
        let mended = mend("a {\n  b = c(<<D\nd\n  D)\n}");
        assert_eq!(mended.mends, [Mend::HeredocEnd { at: 20..21 }]);
        assert!(!mended.changed);
    }

    #[test]
    fn escapes_of_stars_are_reported() {
        let mended = mend("a = [\"\\*\", \"\\\\*${\"é\\*\"}\"]\n");
        assert_eq!(mended.text, "a = [\"\u{1a}*\", \"\\\\*${\"é\u{1a}*\"}\"]\n");
        assert_eq!(mended.mends, [Mend::Escape { at: 6..8 }, Mend::Escape { at: 20..22 }]);
        for item in ["a = \"\\*\u{1a}\"", "a = <<B\n\\*\nB\n", "a = b # \"\\*\""] {
            assert_eq!(mend(item).text, item);
        }
    }

    #[test]
    fn numbers_may_be_of_any_size() {
        assert_eq!(mended("a = [1e309, 2.5E+400, 1e30]"), "a = [1e000, 2.5E+000, 1e30]");
    }

    #[test]
    fn comments_may_have_carriage_returns() {
        assert_eq!(mended("a = 1 # b\rc"), "a = 1      ");
        assert_eq!(mended("a {\n  // b\rc\r\n}"), "a {\n        \r\n}");
    }

    #[test]
    fn mends_are_in_the_order_of_the_text() {
        let mended = mend("a {\n  b {\n    \"\\*\" = \"\\*\"\n  }\n  c = \"\\*\"\n}");
        assert!(mended.mends.is_sorted_by_key(Mend::start));
        assert_eq!(mended.mends.len(), 4);
    }

    #[test]
    fn what_does_not_close_is_left_alone() {
        for item in
            ["a = { for b in c :\n b => d", "a = { b = 1, b = 2", "a = (\n[\n}", "a = <<B\nB\"\n"]
        {
            assert!(!mend(item).changed, "{item}");
        }
    }
}
