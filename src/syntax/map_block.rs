//! Tells the lines of a block's body apart, and finds the maps that Terraform 0.11 let people write like blocks.

use super::token::{Kind, Token};
use std::ops::Range;

/// A body of which the tokens are told one after the other, without those inside of further brackets. By default that
/// of a file, which has no maps in it.
#[derive(Default)]
pub(super) struct Block {
    /// Whether it is the body of a block.
    braces: bool,
    /// The name of the block and the byte before its brace, if a sign there makes an attribute of it.
    header: Option<(Range<usize>, usize)>,
    /// Whether it has a quoted key.
    quoted: bool,
    /// The first token of the line, and how many there are.
    first: Option<Token>,
    words: usize,
    /// Whether the line has had its sign.
    in_value: bool,
}

impl Block {
    /// Takes the next token of a text.
    pub(super) fn note(&mut self, token: Token, text: &str) {
        match (token.kind, text.get(token.start..token.end)) {
            (Kind::Newline, _) | (Kind::Sign, Some(",")) => {
                (self.first, self.words, self.in_value) = (None, 0, false);
            }
            (Kind::Comment, _) => {}
            (Kind::Sign, Some("=" | ":")) => {
                let key = self.first.map(|first| first.kind);
                self.quoted |= !self.in_value && key == Some(Kind::StringStart);
                self.in_value = true;
            }
            _ => {
                self.first.get_or_insert(token);
                self.words += 1;
            }
        }
    }

    /// The block that a brace opens here, unless it stands in a value.
    pub(super) fn nested(&self, brace: usize, text: &str) -> Option<Self> {
        let header = self.header(brace, text).filter(|_| self.braces);
        (!self.in_value).then(|| Self { braces: true, header, ..Self::default() })
    }

    /// The name of the block and where a sign belongs, if it is a map.
    pub(super) fn map(self) -> Option<(Range<usize>, usize)> {
        self.header.filter(|_| self.quoted)
    }

    fn header(&self, brace: usize, text: &str) -> Option<(Range<usize>, usize)> {
        let name = self.first.filter(|first| first.kind == Kind::Ident && self.words == 1)?;
        let between = text.get(name.end..brace)?;
        between.ends_with([' ', '\t']).then(|| (name.start..name.end, brace - 1))
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::mend::{Mend, mend};

    #[test]
    fn a_map_gets_its_sign() {
        let item = "a {\n  b {\n    \"c/d\" = <<E\n{}\nE\n\n    f = { g = 1 }\n  }\n}";
        let mended = mend(item);
        assert_eq!(mended.text, item.replace("b {", "b={"));
        assert_eq!(mended.mends, [Mend::MapBlock { name: 6..7 }]);
        assert!(hcl_edit::parser::parse_body(&mended.text).is_ok());
        assert_eq!(
            mend("a {\n  b\t { \"c\": 1, \"d\": 2 }\n}").text,
            "a {\n  b\t={ \"c\": 1, \"d\": 2 }\n}"
        );
    }

    #[test]
    fn nothing_else_does() {
        for item in [
            "a {\n  b{\n    \"c\" = 1\n  }\n}",
            "a {\n  b \"l\" {\n    \"c\" = 1\n  }\n}",
            "a {\n  \"c\" = 1\n}",
            "a {\n  b {\n    c = { \"d\" = \"e\" }\n  }\n}",
            "a {\n  b {\n    c = 1\n  }\n}",
            "a {\n  b {\n    \"c\" {\n    }\n  }\n}",
            "a {\n  b {\n    \"c\" = 1\n",
        ] {
            let mended = mend(item);
            assert_eq!(mended.text, item);
            assert_eq!((mended.mends.len(), mended.changed), (0, false));
        }
    }
}
