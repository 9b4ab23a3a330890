//! The `module` blocks of a text, as far as it takes to follow them, at a fraction of what parsing costs.

use super::line::Begin;
use super::parse::BYTE_ORDER_MARK;
use super::scan::Scanner;
use super::token::{Kind, Token};
use std::ops::Range;

/// A `module` block whose source is written as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Skimmed {
    /// Its label.
    pub(crate) name: Box<str>,
    /// What `source` is set to.
    pub(crate) source: Box<str>,
    /// Where that stands, with its quotes.
    pub(crate) at: Range<usize>,
}

/// The `module` blocks of a text in native syntax; `None` where only the parser can tell.
pub(crate) fn skim(text: &str) -> Option<Vec<Skimmed>> {
    if text.starts_with(BYTE_ORDER_MARK) {
        return None;
    }
    let mut skim = Skim { text, scanner: Scanner::new(text, 0, Begin::Block) };
    let mut found = Vec::new();
    let mut begins = true;
    while let Some(token) = skim.scanner.next() {
        match token.kind {
            Kind::Fault(_) => return None,
            Kind::Ident if begins && skim.text(token) == "module" => {
                // The block ends with its line.
                found.push(skim.block()?);
                begins = false;
            }
            Kind::Newline if token.depth == 0 => begins = true,
            Kind::Comment => {}
            _ => begins = false,
        }
    }
    (skim.scanner.depth() == 0).then_some(found)
}

struct Skim<'t> {
    text: &'t str,
    scanner: Scanner<'t>,
}

impl<'t> Skim<'t> {
    /// The next token, if there is one with which nothing is wrong.
    fn next(&mut self) -> Option<Token> {
        self.scanner.next().filter(|token| !matches!(token.kind, Kind::Fault(_)))
    }

    fn text(&self, token: Token) -> &'t str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// What follows the word `module`: a label and a body.
    fn block(&mut self) -> Option<Skimmed> {
        let label = self.next()?;
        let name = match label.kind {
            Kind::Ident => self.text(label),
            Kind::StringStart => self.string(label)?.0,
            _ => return None,
        };
        let brace = self.next()?;
        if brace.kind != Kind::Open || self.text(brace) != "{" {
            return None;
        }
        let mut source = None;
        let mut begins = false;
        loop {
            let token = self.next()?;
            match token.kind {
                Kind::Close if token.depth == 0 => break,
                Kind::Ident if begins && token.depth == 1 && self.text(token) == "source" => {
                    let found = self.value()?;
                    if source.replace(found).is_some() {
                        return None;
                    }
                    begins = true;
                }
                Kind::Newline if token.depth == 1 => begins = true,
                Kind::Comment => {}
                _ => begins = false,
            }
        }
        let (source, at) = source?;
        Some(Skimmed { name: name.into(), source: source.into(), at })
    }

    /// What follows the name of an argument: a sign, a text, and the end of the line.
    fn value(&mut self) -> Option<(&'t str, Range<usize>)> {
        let sign = self.next()?;
        if self.text(sign) != "=" {
            return None;
        }
        let start = self.next()?;
        let found = self.string(start)?;
        loop {
            let token = self.next()?;
            match token.kind {
                Kind::Comment => {}
                Kind::Newline => return Some(found),
                _ => return None,
            }
        }
    }

    /// A text in quotes that stands for itself, and where it is.
    fn string(&mut self, start: Token) -> Option<(&'t str, Range<usize>)> {
        if start.kind != Kind::StringStart {
            return None;
        }
        let literal = self.next()?;
        let end = self.next()?;
        let text = self.text(literal);
        let is_plain = literal.kind == Kind::Literal
            && end.kind == Kind::StringEnd
            && !text.contains(['\\', '$', '%']);
        is_plain.then_some((text, start.start..end.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;
    use crate::syntax::{ExprKind, parse};

    /// The same by way of the parser.
    fn parsed(text: &str) -> Vec<Skimmed> {
        let body = parse(SourceId::PAGE, text, 0).body;
        let skimmed = body.blocks_of("module").map(|block| {
            let source = &block.body.attribute("source").unwrap().value;
            let ExprKind::String(text) = &source.kind else { panic!("{source:?}") };
            let name = block.label(0).unwrap().into();
            Skimmed { name, source: (&**text).into(), at: source.span.range() }
        });
        skimmed.collect()
    }

    #[test]
    fn what_is_skimmed_is_what_the_parser_reads() {
        let text = r#"# module "no" {
resource "a" "module" {
  module = "module"
  text   = <<EOT
module "no" {
  source = "./no"
}
EOT
}

module "a" {
  version = "1" # source = "./no"
  source  = "./a" // here
  nested {
    source = "./no"
  }
  map = { source = "./no" }
}
module b {
  /* and */ source = "hashicorp/b/aws"
  list = [
    "source"
  ]
}
"#;
        let skimmed = skim(text).unwrap();
        assert_eq!(skimmed, parsed(text));
        assert_eq!(skimmed.len(), 2);
        assert_eq!(skim(&text.replace('\n', "\r\n")).unwrap(), parsed(&text.replace('\n', "\r\n")));
    }

    #[test]
    fn what_only_the_parser_can_tell_is_left_to_it() {
        for text in [
            "module \"a\" {\n",
            "module \"a\" {\n  source = var.a\n}\n",
            "module \"a\" {\n  source = \"${var.a}\"\n}\n",
            "module \"a\" {\n  source = \"./\\u0061\"\n}\n",
            "module \"a\" {\n  source = \"./a\"\n  source = \"./b\"\n}\n",
            "module \"a\" {\n  version = \"1\"\n}\n",
            "module \"a\" { source = \"./a\" }\n",
            "module {\n  source = \"./a\"\n}\n",
            "module \"a\" \"b\" {\n  source = \"./a\"\n}\n",
            "a = \"\n",
            "}\n",
            "\u{feff}module \"a\" {\n  source = \"./a\"\n}\n",
        ] {
            assert_eq!(skim(text), None, "{text}");
        }
    }
}
