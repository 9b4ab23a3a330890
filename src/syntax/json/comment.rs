//! Comments: the property `//` of objects.

use super::lower::COMMENT;
use super::read;
use crate::source::SourceId;
use crate::syntax::comment::Comment;
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use std::ops::Range;

/// The comments of a text that begin with a word. A text that cannot be read has none.
pub(crate) fn comments(text: &str, word: &str) -> Vec<Comment> {
    let (text, _) = read::mend(SourceId::PAGE, text);
    let mut found = Vec::new();
    if let Ok(root) = read::json(SourceId::PAGE, &text) {
        visit(&root, word, &range(&root), true, &mut found);
    }
    found
}

/// Goes through a value; `about` is what stands for an object there.
fn visit(value: &Value, word: &str, about: &Range<usize>, is_root: bool, found: &mut Vec<Comment>) {
    match value {
        Value::Object(object) => {
            of_object(object, word, about, is_root, found);
            for property in &object.properties {
                visit(&property.value, word, &range(property), false, found);
            }
        }
        Value::Array(array) => {
            for element in &array.elements {
                visit(element, word, &range(element), false, found);
            }
        }
        _ => {}
    }
}

fn of_object(
    object: &Object,
    word: &str,
    about: &Range<usize>,
    is_at_top: bool,
    found: &mut Vec<Comment>,
) {
    let comments = object.properties.iter().filter(|property| property.name.as_str() == COMMENT);
    for comment in comments {
        let lines = match &comment.value {
            Value::Array(lines) => lines.elements.as_slice(),
            line => std::slice::from_ref(line),
        };
        for line in lines {
            let Value::StringLit(text) = line else { continue };
            let Some(words) = text.value.trim_start().strip_prefix(word) else { continue };
            found.push(Comment {
                words: words.trim().to_owned(),
                span: range(line),
                about: about.clone(),
                is_of_line: false,
                is_at_top,
            });
        }
    }
}

fn range(node: &impl Ranged) -> Range<usize> {
    let range = node.range();
    range.start..range.end
}
