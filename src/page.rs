//! A rule is a page: one Markdown file that is its documentation, its tests and the rule itself.

mod allowed;
mod builtin;
mod fields;
mod folder;
mod functions;
mod markdown;
mod pack;
mod read;
mod recipe;
mod records;
mod select;
mod strict;
mod subject;

pub(crate) use fields::{Fields, expr_range};
pub use folder::PackError;
pub use functions::{FunctionDoc, functions};
pub(crate) use pack::Entry;
pub use pack::Pack;
pub(crate) use read::{Complaint, Strict, complain};
pub use select::UnknownRule;

use crate::ask::Knowledge;
use crate::aws::Aws;
use crate::rule::Rule;
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// What pages can ask of the provider.
const KNOWLEDGE: &dyn Knowledge = &Aws;

/// A page that was read.
#[derive(Debug, Clone)]
pub struct Page {
    /// Where it lies.
    pub path: PathBuf,
    /// The whole text.
    pub text: Arc<str>,
    /// The first sentence.
    pub summary: String,
    /// The rule.
    pub rule: Arc<Rule>,
}

/// What begins a comment of an example that says what is found in its line.
pub(crate) const MARK: &str = "#~";

/// An example on a page: a fence.
#[derive(Debug, Clone)]
pub struct Example {
    /// What the example shows.
    pub kind: ExampleKind,
    /// Whether it is a whole module. Of others, what is missing may be in another file.
    pub is_whole: bool,
    /// Where its text lies in the page, in bytes.
    pub range: Range<usize>,
}

/// What an example shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExampleKind {
    /// What the rule reports.
    Bad,
    /// What it is silent on.
    Good,
    /// The first bad example, repaired.
    Fixed,
}

/// What is wrong with a page.
#[derive(Debug, Clone)]
pub struct PageError {
    /// The page.
    pub path: PathBuf,
    /// Its text.
    pub text: Arc<str>,
    /// The place in the text, in bytes.
    pub range: Range<usize>,
    /// What is wrong; no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for PageError {}

impl Page {
    /// The examples, in the order of the page.
    pub fn examples(&self) -> Vec<Example> {
        // A page with other fences does not load.
        read::examples(&markdown::outline(&self.text).fences).unwrap_or_default()
    }

    /// The text of an example.
    pub fn example(&self, example: &Example) -> &str {
        self.text.get(example.range.clone()).unwrap_or_default()
    }
}
