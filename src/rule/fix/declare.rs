//! New blocks of the module, below the one that is repaired.

use super::order::ordered;
use super::writer::Writer;
use crate::eval::{Environment, eval};
use crate::finding::Edit;
use crate::source::Span;
use crate::syntax::Expr;
use std::fmt::Write as _;
use std::sync::Arc;

/// How far arguments stand from the margin where the block shows no other way.
const INDENT: &str = "  ";

/// The blocks of these types, names and arguments, with their addresses.
pub(super) fn declare(
    writer: &Writer,
    blocks: &Expr,
    env: Environment,
) -> Option<(Edit, Vec<String>)> {
    let block = writer.block;
    let end = block.span.end as usize;
    let rest = writer.text.get(end..)?;
    let at = rest.find('\n').map_or(writer.text.len(), |newline| end + newline + 1);
    let mut text = if rest.contains('\n') { String::new() } else { "\n".to_owned() };
    let mut addresses = Vec::new();
    let first = block.arguments.values().map(|it| it.name.start as usize).min();
    let indent = first.map(|first| writer.indent(first)).filter(|indent| !indent.is_empty());
    let indent = indent.unwrap_or(INDENT);
    for (r#type, of_type) in ordered(blocks, env)? {
        for (name, arguments) in ordered(of_type, env)? {
            let value = |(name, expr): (Arc<str>, &Expr)| {
                Some((name, writer.literal(&eval(expr, env), indent)?))
            };
            let lines = ordered(arguments, env)?.into_iter().map(value);
            let lines: Vec<_> = lines.collect::<Option<_>>()?;
            let _ =
                write!(text, "\nresource \"{type}\" \"{name}\" {{\n{}}}\n", body(&lines, indent));
            addresses.push(format!("{type}.{name}"));
        }
    }
    let span = Span::new(block.span.source, at, at);
    (!addresses.is_empty()).then_some((Edit { span, text }, addresses))
}

/// Arguments, with the signs of those below each other that stand in one line each.
fn body(lines: &[(Arc<str>, String)], indent: &str) -> String {
    let is_short = |(_, value): &(Arc<str>, String)| !value.contains('\n');
    let mut text = String::new();
    for group in lines.chunk_by(|a, b| is_short(a) == is_short(b)) {
        let short = group.iter().filter(|line| is_short(line));
        let width = short.map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        for (name, value) in group {
            let _ = writeln!(text, "{indent}{name:width$} = {value}");
        }
    }
    text
}
