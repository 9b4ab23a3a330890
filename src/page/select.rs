//! Which rules somebody means: one by its name, a family by a pattern, those of a resource type, or those of one harm.

use super::pack::Entry;
use super::{Pack, Page};
use crate::finding::Fails;
use crate::rule::Declared as _;
use crate::spelling::nearest;
use globset::GlobBuilder;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What stands before a word for when one would learn of a mistake.
const FAILS: &str = "fails:";

/// Names longer than this are those of nothing.
const MAX_LENGTH: usize = 200;

/// A rule that is named and does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message())]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The rule that was probably meant.
    pub nearest: Option<String>,
}

impl UnknownRule {
    fn message(&self) -> String {
        let name = &self.name;
        match name.strip_prefix(FAILS) {
            Some(_) => format!("no rule has `{name}`"),
            None if is_pattern(name) => format!("no rule matches `{name}`"),
            None => format!("there is no rule `{name}`"),
        }
    }

    /// What to do.
    pub fn help(&self) -> String {
        match &self.nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None if self.name.starts_with(FAILS) => {
                let all: Vec<String> = Fails::ALL.iter().map(|of| format!("`{of}`")).collect();
                format!("`{FAILS}` is followed by one of {}", all.join(", "))
            }
            None => "`gatelint explain` lists the rules".to_owned(),
        }
    }
}

impl Pack {
    /// The ids of the rules that are meant by a name: an id, a pattern with `*`, a resource type, or `fails:apply`.
    ///
    /// # Errors
    ///
    /// When it means none.
    pub fn select(&self, name: &str) -> Result<BTreeSet<Arc<str>>, UnknownRule> {
        if self.position(name).is_ok() {
            return Ok(BTreeSet::from([name.into()]));
        }
        let pattern = if name.len() <= MAX_LENGTH && is_pattern(name) {
            GlobBuilder::new(name).build().ok().map(|glob| glob.compile_matcher())
        } else {
            None
        };
        let word = name.strip_prefix(FAILS);
        let is_meant = |entry: &&Entry| match (&pattern, word) {
            (Some(pattern), _) => pattern.is_match(entry.id()),
            (_, Some(word)) => entry.rule().fails.name() == word,
            _ => entry.folder() == Some(name) || entry.types().contains(name),
        };
        let meant: BTreeSet<Arc<str>> =
            self.entries().iter().filter(is_meant).map(|entry| entry.id().into()).collect();
        if meant.is_empty() { Err(self.unknown(name)) } else { Ok(meant) }
    }

    /// The page of the rule of that name.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub fn find(&self, name: &str) -> Result<&Page, UnknownRule> {
        self.page(name).ok_or_else(|| self.unknown(name))
    }

    fn unknown(&self, name: &str) -> UnknownRule {
        let words = Fails::ALL.iter().map(|of| format!("{FAILS}{of}"));
        let types = self.entries().iter().flat_map(Entry::types);
        let known: BTreeSet<String> = types.map(str::to_owned).chain(words).collect();
        let known = known.iter().map(String::as_str);
        let is_short = name.len() <= MAX_LENGTH;
        let ids = || self.entries().iter().map(Entry::id);
        let near = is_short.then(|| nearest(name, ids().chain(known))).flatten();
        let shown: String = name.chars().take(MAX_LENGTH).collect();
        UnknownRule { name: shown, nearest: near.map(str::to_owned) }
    }
}

fn is_pattern(name: &str) -> bool {
    name.contains(['*', '?', '[', '{'])
}

#[cfg(test)]
mod tests {
    use crate::page::Pack;

    fn count(name: &str) -> usize {
        Pack::builtin().select(name).unwrap().len()
    }

    #[test]
    fn a_rule_is_meant_by_its_name_its_family_its_type_and_its_harm() {
        assert_eq!(count("missing-uri"), 1);
        assert!(count("mock-*") > 1);
        assert_eq!(count("*"), Pack::builtin().pages().count());
        assert!(count("aws_api_gateway_method") > 1);
        assert!(count("terraform") > 1, "the folder of a page");
        let pack = Pack::builtin();
        for id in pack.select("fails:deploy").unwrap() {
            assert_eq!(pack.page(&id).unwrap().rule.fails.name(), "deploy");
        }
    }

    #[test]
    fn what_is_unknown_has_a_nearest_name() {
        let pack = Pack::builtin();
        let nearest = |name: &str| pack.select(name).unwrap_err().nearest;
        assert_eq!(nearest("mising-uri").as_deref(), Some("missing-uri"));
        assert_eq!(nearest("aws_api_gateway_metod").as_deref(), Some("aws_api_gateway_method"));
        assert_eq!(nearest("fails:aply").as_deref(), Some("fails:apply"));
        for name in ["zzz-*", "[", "fails:", "", "**{", &"a*".repeat(5000)] {
            let error = pack.select(name).unwrap_err();
            assert_eq!(error.nearest, None, "{name}");
            assert!(!error.help().is_empty());
        }
    }
}
