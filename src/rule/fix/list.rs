//! More elements of a list.

use super::expression::expression;
use crate::finding::Edit;
use crate::source::{Span, line_start};
use crate::syntax::{Expr, ExprKind};

/// What [`expression`] has before the text.
const BEFORE: usize = "value = ".len();

/// Adds elements to the one list that is written in an expression, in lines of their own if its elements have some.
pub(super) fn append(text: &str, at: Span, elements: &[String]) -> Option<Vec<Edit>> {
    let expr = expression(text.get(at.range())?)?;
    let mut lists = Vec::new();
    find(&expr, &mut lists);
    let [(list, element)] = <[_; 1]>::try_from(lists).ok()?;
    let place = |offset: u32| (offset as usize + at.start as usize).saturating_sub(BEFORE);
    let close = place(list.end) - 1;
    let insert =
        |at_byte: usize, text: String| Edit { span: Span::new(at.source, at_byte, at_byte), text };
    if elements.is_empty() {
        return None;
    }
    let Some(behind) = element.map(|it| place(it.end)) else {
        return Some(vec![insert(close, elements.join(", "))]);
    };
    let tail = text.get(behind..close)?;
    if !tail.contains('\n') {
        return Some(vec![insert(behind, format!(", {}", elements.join(", ")))]);
    }
    let line = text.get(line_start(text, behind)..)?;
    let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let end = line_start(text, close);
    let is_alone = text.get(end..close)?.trim().is_empty();
    let lines: Vec<_> = elements.iter().map(|element| format!("{indent}{element},\n")).collect();
    let mut edits = vec![insert(end, lines.concat())];
    if !tail.trim_start().starts_with(',') {
        edits.insert(0, insert(behind, ",".to_owned()));
    }
    is_alone.then_some(edits)
}

/// The outermost lists, each with its last element.
fn find(expr: &Expr, lists: &mut Vec<(Span, Option<Span>)>) {
    match &expr.kind {
        ExprKind::Tuple(elements) => {
            lists.push((expr.span, elements.last().map(|last| last.span)));
        }
        _ => expr.children().into_iter().for_each(|child| find(child, lists)),
    }
}

#[cfg(test)]
mod tests {
    use super::append;
    use crate::fix::apply;
    use crate::source::{SourceId, Span};

    fn appended(text: &str) -> Option<String> {
        let at = Span::new(SourceId::PAGE, 4, text.len() - 1);
        Some(apply(text, append(text, at, &["c".to_owned(), "d".to_owned()])?))
    }

    #[test]
    fn elements_are_added_as_the_others_stand() {
        assert_eq!(appended("a = f([a, b])\n").unwrap(), "a = f([a, b, c, d])\n");
        assert_eq!(appended("a = f([])\n").unwrap(), "a = f([c, d])\n");
        let text = "a = f([\n  a,\n  b # last\n])\n";
        assert_eq!(appended(text).unwrap(), "a = f([\n  a,\n  b, # last\n  c,\n  d,\n])\n");
        let text = "a = f([\n  a,\n])\n";
        assert_eq!(appended(text).unwrap(), "a = f([\n  a,\n  c,\n  d,\n])\n");
    }

    #[test]
    fn of_two_lists_it_is_not_known_which() {
        assert_eq!(appended("a = f([a], [b])\n"), None);
        assert_eq!(appended("a = f([a,\n  b])\n").unwrap(), "a = f([a,\n  b, c, d])\n");
    }
}
