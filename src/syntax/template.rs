//! Templates that are a text of their own: a file that `templatefile` reads, a string in JSON syntax.

use super::heredoc::misleads;
use super::lower::Lowering;
use super::mend::mend;
use super::offsets::Offsets;
use super::{Expr, ExprKind};
use super::{dedent, large};
use crate::source::{SourceId, Span};
use hcl_edit::parser::{Error, parse_template};
use hcl_edit::template::Template;
use std::borrow::Cow;
use std::cell::Cell;

/// Reads a text as a template, as `templatefile` does. What it says has no place: no finding lies there. `None` where it
/// cannot be read, which need not mean that Terraform cannot.
pub(crate) fn parse(text: &str) -> Option<Expr> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if misleads(text) {
        return None;
    }
    let written = text;
    let (template, text) = read(written).ok()?;
    let offsets = &Offsets::default();
    let source = SourceId::PAGE;
    let refused = &Cell::new(None);
    let large = &large::Read::default();
    let lowering = Lowering {
        large,
        source,
        offsets,
        text: &text,
        written,
        mended_escapes: false,
        map_blocks: &[],
        refused,
        heredoc: None,
    };
    let kind = lower(&template, &lowering);
    refused.get().is_none().then(|| Expr { kind, span: Span::new(source, 0, text.len()) })
}

/// The first name of a function in a template that is not called, as `${AWS::Region}`: with that Terraform cannot read it.
pub(crate) fn uncalled(text: &str) -> Option<&str> {
    text.match_indices("${").find_map(|(at, sign)| {
        let (before, after) = (text.get(..at)?, text.get(at + sign.len()..)?);
        let inside = after.get(..after.find(['}', '\n'])?)?;
        let is_closed = after.get(inside.len()..)?.starts_with('}');
        let name = inside.strip_prefix('~').unwrap_or(inside);
        let name = name.strip_suffix('~').unwrap_or(name).trim();
        // A second sign makes the first a text.
        (is_closed && !before.ends_with('$') && is_function(name)).then_some(name)
    })
}

/// Whether a name is that of a function in a namespace.
pub(super) fn is_function(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic())
            && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
    };
    name.contains("::") && name.split("::").all(is_part)
}

/// The tree of a template, and the text that was parsed: mended where hcl-edit refuses what Terraform reads.
pub(super) fn read(text: &str) -> Result<(Template, Cow<'_, str>), Error> {
    parse_template(text).map(|template| (template, Cow::Borrowed(text))).or_else(|error| {
        let mended = mended(text).and_then(|text| Some((parse_template(&text).ok()?, text)));
        mended.map(|(template, text)| (template, Cow::Owned(text))).ok_or(error)
    })
}

/// The expression that a template is. Markers strip as in a heredoc: no further than the line beside them.
pub(super) fn lower(template: &Template, lowering: &Lowering) -> ExprKind {
    let literals = dedent::stripped(template.iter(), lowering);
    Lowering { heredoc: Some(&literals), ..*lowering }.template(template.iter())
}

/// The template without what hcl-edit refuses, as long as it was; `None` where there is nothing to mend.
fn mended(template: &str) -> Option<String> {
    // Nothing needs an escape in a heredoc, and no line of the template is its end.
    let longest = template.lines().map(str::len).max().unwrap_or(0);
    let marker = "E".repeat(longest + 1);
    let start = format!("x = <<{marker}\n");
    let mended = mend(&format!("{start}{template}\n{marker}\n"));
    let text = mended.text.get(start.len()..start.len() + template.len())?;
    (mended.changed && mended.mends.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::syntax::{ExprKind, Part};

    #[test]
    fn a_marker_strips_the_line_beside_it_alone() {
        let Some(ExprKind::Template(parts)) =
            parse("a\n  ${~ x ~}\n\n  b $${y}").map(|expr| expr.kind)
        else {
            panic!("a template")
        };
        let literal = |part: &Part| match part {
            Part::Literal(text) => text.to_string(),
            _ => "${}".to_owned(),
        };
        let texts: Vec<String> = parts.iter().map(literal).collect();
        assert_eq!(texts, ["a\n", "${}", "\n  b ${y}"]);
    }

    #[test]
    fn what_cannot_be_read_is_not_guessed() {
        assert!(parse("${ oops").is_none());
        assert!(parse(&"${(".repeat(10_000)).is_none());
        assert!(parse(&"%{ if true }".repeat(10_000)).is_none());
    }
}
