//! The sign between a name and a brace, which tells a map from a block.

use crate::finding::Edit;
use crate::source::{SourceId, Span};
use crate::syntax::{Block, parse};
use crate::value::{Argument, BlockValue, Data};

/// Makes an argument of what is written as a block: `name {` becomes `name = {`.
pub(super) fn assign(block: &BlockValue, text: &str, name: &str) -> Option<Edit> {
    let as_block = || block.blocks.get(name).filter(|blocks| is_map(blocks));
    let written = block.arguments.get(name).or_else(as_block)?;
    let end = written.name.end as usize;
    let gap = text.get(end..)?.find('{')?;
    let is_bare = text.get(end..end + gap)?.chars().all(|c| matches!(c, ' ' | '\t'));
    let span = Span::new(written.name.source, end, end + gap);
    is_bare.then(|| Edit { span, text: " = ".to_owned() })
}

/// Whether it is one block, with nothing but arguments in it.
fn is_map(blocks: &Argument) -> bool {
    let Data::Sequence(_, elements) = &blocks.value.data else { return false };
    let [element] = elements.as_slice() else { return false };
    matches!(&element.data, Data::Block(block) if block.blocks.is_empty())
}

/// Makes a block of what is written as an argument: `name = {` becomes `name {`. Only where what is between the braces can
/// stand in a block as it is.
pub(super) fn unassign(block: &BlockValue, text: &str, name: &str) -> Option<Edit> {
    let argument = block.arguments.get(name)?;
    let end = argument.name.end as usize;
    let gap = text.get(end..)?.find('{')?;
    let is_sign = text.get(end..end + gap)?.trim() == "=";
    let content = text.get(end + gap..argument.span.end as usize)?;
    let span = Span::new(argument.name.source, end, end + gap);
    (is_sign && is_body(content)).then(|| Edit { span, text: " ".to_owned() })
}

/// Whether the text in braces is the body of a block, and would be if it were not mended.
fn is_body(text: &str) -> bool {
    let parsed = parse(SourceId::PAGE, &format!("block {text}\n"), 0);
    let is_plain = |block: &Block| block.labels.is_empty() && block.body.blocks.is_empty();
    parsed.errors.is_empty()
        && parsed.body.attributes.is_empty()
        && matches!(parsed.body.blocks.as_slice(), [block] if is_plain(block))
}

#[cfg(test)]
mod tests {
    use super::is_body;

    #[test]
    fn a_body_has_bare_names_and_no_commas() {
        for text in ["{ a = true }", "{}", "{\n  a = 1\n  b = var.c # d\n}"] {
            assert!(is_body(text), "{text}");
        }
        for text in [
            "{ \"a\" = true }",
            "{ a : true }",
            "{\n  a = 1,\n}",
            "{ a = 1, b = 2 }",
            "{ for a in b : a => a }",
        ] {
            assert!(!is_body(text), "{text}");
        }
    }
}
