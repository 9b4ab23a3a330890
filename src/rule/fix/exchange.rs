//! A piece of a text in the place of another.

use crate::finding::Edit;
use crate::source::Span;
use crate::value::Value;
use std::sync::Arc;

/// Puts each piece in the place of another one, which has to be there once.
pub(super) fn exchange(text: &str, at: Span, pieces: &[(Arc<str>, Value)]) -> Option<Vec<Edit>> {
    let written = text.get(at.range())?;
    let edit = |(old, new): &(Arc<str>, Value)| {
        let (start, _) = written.match_indices(&**old).next()?;
        if written.matches(&**old).count() != 1 {
            return None;
        }
        let start = at.start as usize + start;
        let span = Span::new(at.source, start, start + old.len());
        Some(Edit { span, text: new.as_str()?.to_owned() })
    };
    pieces.iter().map(edit).collect()
}
