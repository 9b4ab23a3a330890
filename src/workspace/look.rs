//! A look at the text of a file, without parsing it: which words are in it, and what it may call.

use crate::source::line_start;
use crate::syntax::{Skimmed, is_json, skim, value_in_line, written};
use aho_corasick::{AhoCorasick, packed};
use memchr::memmem;
use std::borrow::Cow;
use std::path::Path;

/// What texts are searched for: the resource types that rules are about.
#[derive(Debug)]
pub(super) struct Words {
    types: Vec<String>,
    /// Finds the types that have no other one in them, and what `module` blocks begin with.
    any: Option<Finder>,
    /// How many of what it finds are types.
    of_types: usize,
}

/// The word that a call begins with, and what may stand before its label.
const CALLS: [&str; 4] = ["module ", "module\t", "module\"", "module/"];
/// What a local source begins with, or is.
const LOCAL: [&str; 4] = ["\"./", "\"../", "\".\"", "\"..\""];

/// What is seen of a file.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// The positions of the types that are named in it.
    pub(super) types: Vec<usize>,
    /// Whether it may declare variables.
    pub(super) has_variables: bool,
    /// Whether it may have data sources.
    pub(super) has_data: bool,
    /// What it may call.
    pub(super) calls: Calls,
    /// Whether it may call what an expression says.
    pub(super) is_open: bool,
}

/// What a file may call.
#[derive(Debug, Default)]
pub(super) enum Calls {
    /// Nothing.
    #[default]
    Nothing,
    /// Nothing in the workspace.
    Away,
    /// This.
    Plain(Vec<Skimmed>),
    /// Only the parser can tell.
    Unclear,
}

impl Words {
    pub(super) fn of<'a>(types: impl IntoIterator<Item = &'a str>) -> Self {
        let types: Vec<String> = types.into_iter().map(str::to_owned).collect();
        // To look for `aws_lambda` finds `aws_lambda_function`.
        let is_least = |word: &&String| {
            !types.iter().any(|other| other != *word && word.contains(other.as_str()))
        };
        let least: Vec<&str> = types.iter().filter(is_least).map(String::as_str).collect();
        let of_types = least.len();
        let any = Finder::of(&least.into_iter().chain(CALLS).collect::<Vec<_>>());
        Self { types, any, of_types }
    }

    /// The position of a type, if it is among those that are searched for.
    pub(super) fn position(&self, r#type: &str) -> Option<usize> {
        self.types.iter().position(|known| known == r#type)
    }

    /// Looks at a text. Where nobody asks what is fetched, calls are only looked at that may be local.
    pub(super) fn look(&self, path: &Path, text: &str, is_asked: bool) -> Seen {
        let as_seen = written(text);
        // Else the places are others.
        let is_as_written = matches!(as_seen, Cow::Borrowed(_));
        let text = &*as_seen;
        let has = |needle: &str| memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
        let mut seen = Seen { has_variables: has("variable"), ..Seen::default() };
        let (mut names_type, mut may_call) = (self.any.is_none(), self.any.is_none());
        if let Some(any) = &self.any {
            any.find(text, |word, at| {
                names_type |= word < self.of_types;
                may_call |= word >= self.of_types && (is_json(path) || begins_line(text, at));
                !(names_type && may_call)
            });
        }
        if names_type {
            let named = |(position, r#type): (usize, &String)| has(r#type).then_some(position);
            seen.types = self.types.iter().enumerate().filter_map(named).collect();
            seen.has_data = has("data");
        }
        if may_call {
            seen.is_open = has_open_source(text);
            seen.calls = if is_json(path) || !is_as_written {
                Calls::Unclear
            } else if !is_asked && !seen.is_open && !LOCAL.iter().any(|local| has(local)) {
                Calls::Away
            } else {
                skim(text).map_or(Calls::Unclear, Calls::Plain)
            };
        }
        seen
    }
}

/// Finds words of which none has another in it.
#[derive(Debug)]
enum Finder {
    /// By vectors: several times as fast, where the machine has them and the words are few.
    Packed(packed::Searcher),
    Automaton(AhoCorasick),
}

impl Finder {
    fn of(words: &[&str]) -> Option<Self> {
        let packed = packed::Searcher::new(words).map(Self::Packed);
        packed.or_else(|| AhoCorasick::new(words).ok().map(Self::Automaton))
    }

    /// Tells the position of each word that is found and where it stands, for as long as `take` wants more.
    fn find(&self, text: &str, mut take: impl FnMut(usize, usize) -> bool) {
        let mut take = |found: aho_corasick::Match| take(found.pattern().as_usize(), found.start());
        match self {
            Self::Packed(words) => {
                words.find_iter(text).all(&mut take);
            }
            Self::Automaton(words) => {
                words.find_iter(text).all(&mut take);
            }
        }
    }
}

/// Whether only blanks stand before it on its line, or a comment ends there.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default().trim();
    line.is_empty() || line.ends_with("*/") || line == "\u{feff}"
}

/// Whether a line sets a source that is not a text as it is.
fn has_open_source(text: &str) -> bool {
    memmem::find_iter(text.as_bytes(), "source").any(|at| {
        let start = line_start(text, at);
        let after = text.get(at..).unwrap_or_default();
        let end = after.find('\n').map_or(text.len(), |end| at + end);
        let line = text.get(start..end).unwrap_or_default();
        value_in_line(line, "source")
            .is_some_and(|value| !value.trim_start().starts_with('"') || value.contains("${"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: [&str; 3] = ["aws_lambda", "aws_lambda_permission", "aws_api_gateway_method"];

    fn look(text: &str, is_asked: bool) -> Seen {
        Words::of(TYPES).look(Path::new("main.tf"), text, is_asked)
    }

    #[test]
    fn each_type_that_is_named_is_seen() {
        let types = |text: &str| look(text, true).types;
        assert_eq!(types("resource \"aws_lambda_permission\" \"a\" {}"), [0, 1]);
        assert_eq!(types("aws_lambda_function aws_api_gateway_method_response"), [0, 2]);
        assert_eq!(types("\"aws\\u005flambda\""), [0]);
        assert!(types("aws_instance").is_empty());
    }

    #[test]
    fn both_ways_find_the_same() {
        let text = "module \"a\" aws_lambda_permission module/aws_lambda";
        let words: Vec<&str> = ["aws_lambda"].into_iter().chain(CALLS).collect();
        let found = |finder: Finder| {
            let mut found = Vec::new();
            finder.find(text, |word, at| {
                found.push((word, at));
                true
            });
            found
        };
        let automaton = found(Finder::Automaton(AhoCorasick::new(&words).unwrap()));
        assert_eq!(automaton, [(1, 0), (0, 11), (4, 33), (0, 40)]);
        assert_eq!(found(Finder::of(&words).unwrap()), automaton);
    }

    #[test]
    fn calls_are_seen_where_they_matter() {
        let call = |source: &str| format!("module \"a\" {{\n  source = {source}\n}}\n");
        assert!(matches!(look("# module \"a\"\n", true).calls, Calls::Nothing));
        assert!(matches!(look(&call("\"./a\""), false).calls, Calls::Plain(_)));
        assert!(matches!(look(&call("\"a/b/aws\""), true).calls, Calls::Plain(_)));
        assert!(matches!(look(&call("\"a/b/aws\""), false).calls, Calls::Away));
        let open = look(&call("var.a"), false);
        assert!(open.is_open && matches!(open.calls, Calls::Unclear));
    }
}
