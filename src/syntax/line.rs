//! What can be told from a single line, without knowing what is open around it.

use std::collections::HashMap;

/// A text up to the end of its first line.
pub(super) fn line(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or(text);
    line.strip_suffix('\r').unwrap_or(line)
}

/// The marker of the heredoc that starts with a text, and the length of its start. Blanks after the marker are passed
/// over, though Terraform does not: what follows is the heredoc all the same.
pub(super) fn heredoc_start(text: &str) -> Option<(&str, usize)> {
    let name = text.strip_prefix("<<")?;
    let (marker, rest) = split_ident(name.strip_prefix('-').unwrap_or(name));
    let next = rest.trim_start_matches([' ', '\t', '\r']).strip_prefix('\n')?;
    (!marker.is_empty()).then_some((marker, text.len() - next.len()))
}

/// Whether a name may go on with this character.
pub(super) fn continues_ident(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

/// Whether a line begins a top-level block: in its first column, to the brace: `resource "a" "b" {`, `locals {`.
///
/// People who do not indent write nested blocks like that too, so it is only asked where brackets do not balance,
/// and blocks that Terraform has only inside of others are no beginning.
pub(super) fn begins_block(line: &str) -> bool {
    const UNLABELLED: [&str; 5] = ["import", "locals", "moved", "removed", "terraform"];
    const NESTED: [&str; 4] = ["backend", "dynamic", "provider_meta", "provisioner"];
    let (kind, mut rest) = split_ident(line);
    if kind.is_empty() {
        return false;
    }
    let mut labelled = false;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        if rest.starts_with('{') {
            return if labelled { !NESTED.contains(&kind) } else { UNLABELLED.contains(&kind) };
        }
        let after = match rest.strip_prefix('"').and_then(|label| label.split_once('"')) {
            Some((_, after)) => after,
            None => split_ident(rest).1,
        };
        if after.len() == rest.len() {
            return false;
        }
        (labelled, rest) = (true, after);
    }
}

/// What ends something that does not close, if a line begins with it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Begin {
    /// A top-level block.
    Block,
    /// An argument or a nested block that begins in this column, from 0: where the others of its body do.
    Item(usize),
}

impl Begin {
    /// How many blanks are before it.
    pub(super) fn column(self) -> usize {
        match self {
            Self::Block => 0,
            Self::Item(column) => column,
        }
    }

    /// Whether it begins with this line.
    pub(super) fn is_at(self, line: &str) -> bool {
        let (blanks, rest) = line.split_at_checked(self.column()).unwrap_or(("", ""));
        match self {
            _ if !blanks.bytes().all(is_blank) => false,
            Self::Block => begins_block(rest),
            Self::Item(_) => begins_item(rest),
        }
    }
}

/// Whether a byte is a blank within a line.
pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// Whether a text begins with `name =` or `name {`, or the same with labels.
pub(super) fn begins_item(text: &str) -> bool {
    let (name, rest) = split_ident(text);
    let mut rest = rest.trim_start_matches([' ', '\t']);
    if let Some(value) = rest.strip_prefix('=') {
        return !name.is_empty() && !value.starts_with(['=', '>']);
    }
    while let Some((_, after)) = rest.strip_prefix('"').and_then(|label| label.split_once('"')) {
        rest = after.trim_start_matches([' ', '\t']);
    }
    !name.is_empty() && rest.starts_with('{')
}

/// The name at the beginning of a text, empty where there is none, and what follows it.
pub(super) fn split_ident(text: &str) -> (&str, &str) {
    let begins = text.starts_with(|first: char| first.is_alphabetic() || first == '_');
    let end = if begins { text.find(|c| !continues_ident(c)).unwrap_or(text.len()) } else { 0 };
    text.split_at_checked(end).unwrap_or(("", text))
}

/// The names that stand alone on a line, with the offset of their last such line.
pub(super) fn lone_names(text: &str) -> HashMap<&str, usize> {
    let mut names = HashMap::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let name = line.trim();
        if !name.is_empty() && split_ident(name).1.is_empty() {
            names.insert(name, at);
        }
        at += line.len();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_begin_in_the_first_column() {
        let begins = [
            "resource \"a\" \"b\" {",
            "resource a b {}",
            "variable \"x\"{ # y",
            "locals {\r\n",
            "anything \"x\" {",
        ];
        let others = [
            "",
            " locals {",
            "a = {",
            "lifecycle {",
            "dynamic \"x\" {",
            "provisioner \"local-exec\" {",
            "resource \"a",
            "resource \"a\" \"b\"",
            "}",
            "\"a\" {",
        ];
        assert!(begins.iter().all(|line| begins_block(line)));
        assert!(!others.iter().any(|line| begins_block(line)));
    }

    #[test]
    fn heredocs_start_at_the_end_of_a_line() {
        assert_eq!(heredoc_start("<<A\nb"), Some(("A", 4)));
        assert_eq!(heredoc_start("<<-A-1 \r\n"), Some(("A-1", 9)));
        for text in ["<<A", "<<A b\n", "<< A\n", "<<-\n", "<<<A\n", "<A\n"] {
            assert_eq!(heredoc_start(text), None, "{text:?}");
        }
    }
}
