//! What can be told from a single line, without knowing what is open around it.

use std::collections::HashMap;

/// A text up to the end of its first line.
pub(super) fn line(text: &str) -> &str {
    let line = text.split('\n').next().unwrap_or(text);
    line.strip_suffix('\r').unwrap_or(line)
}

/// The marker of a heredoc, given the text of its `Kind::HeredocStart`.
pub(super) fn marker(start: &str) -> &str {
    let name = start.strip_prefix("<<").unwrap_or(start);
    name.strip_prefix('-').unwrap_or(name).trim_end()
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
