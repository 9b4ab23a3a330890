//! Edits of a text.

use crate::finding::Edit;

/// The text with the edits made. Of two that overlap only the first is made.
pub(crate) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let mut made = String::with_capacity(text.len());
    let mut end = 0;
    for edit in edits.iter().filter(|edit| edit.span.range().end <= text.len()) {
        let range = edit.span.range();
        if range.start >= end {
            made.push_str(text.get(end..range.start).unwrap_or_default());
            made.push_str(&edit.text);
            end = range.end;
        }
    }
    made.push_str(text.get(end..).unwrap_or_default());
    made
}

/// The edit with lines that end as those of the text do.
pub(crate) fn with_line_ends(edit: &Edit, of: &str) -> Edit {
    let is_crlf = of.split_once('\n').is_some_and(|(line, _)| line.ends_with('\r'));
    let text = if is_crlf {
        edit.text.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        edit.text.clone()
    };
    Edit { span: edit.span, text }
}
