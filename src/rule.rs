//! A rule: what its page says, and how it is applied to a module.

#[cfg(test)]
mod agreement;
mod apply;
mod fix;
mod index;
mod program;
mod subject;
mod target;

pub(crate) use apply::{Applied, apply};
pub(crate) use index::{Declared, Rules};
pub use subject::Subject;

use crate::ask::Knowledge;
use crate::aws::Aws;
use crate::finding::{Fails, Safety, Severity};
use crate::syntax::Expr;
use std::sync::Arc;

/// What rules know of the provider.
const KNOWLEDGE: &dyn Knowledge = &Aws;

/// A rule as its page declares it.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name, which is that of its page.
    pub id: Arc<str>,
    /// Where the page can be read; `None` if its pack does not say.
    pub url: Option<Arc<str>>,
    /// How sure the harm is, at the most.
    pub severity: Severity,
    /// When one would learn of it without gatelint.
    pub fails: Fails,
    /// Whether it is on unless a configuration says otherwise.
    pub default: bool,
    /// Rules that say it more exactly: where one of them has spoken of a block, this one is quiet.
    pub yields_to: Vec<String>,
    /// What it says of which blocks. Empty for what the engine itself finds.
    pub resources: Vec<ResourceRule>,
}

impl Rule {
    /// A rule that finds nothing.
    pub(crate) fn silent(id: &str) -> Self {
        Self {
            id: id.into(),
            url: None,
            severity: Severity::Note,
            fails: Fails::Never,
            default: true,
            yields_to: Vec::new(),
            resources: Vec::new(),
        }
    }
}

/// What a rule says of each of some blocks.
#[derive(Debug, Clone)]
pub struct ResourceRule {
    /// The blocks.
    pub subject: Subject,
    /// Where given, the assertions are made for each element.
    pub for_each: Option<ForEach>,
    /// Names for expressions, each of which sees those before it.
    pub locals: Vec<(Arc<str>, Expr)>,
    /// The assertions are made only where this is certain.
    pub when: Option<Expr>,
    /// What must hold.
    pub asserts: Vec<Assertion>,
}

/// The collection for whose elements the assertions are made.
#[derive(Debug, Clone)]
pub struct ForEach {
    /// The collection.
    pub collection: Expr,
    /// The same, as the page writes it.
    pub written: Arc<str>,
}

/// What must hold.
#[derive(Debug, Clone)]
pub struct Assertion {
    /// It is a finding if this is certainly not so.
    pub condition: Expr,
    /// What is wrong then.
    pub error_message: Expr,
    /// How sure the harm is.
    pub severity: Severity,
    /// When one would learn of it without gatelint.
    pub fails: Fails,
    /// The value whose place is underlined; the block's header where there is none.
    pub at: Option<Expr>,
    /// What to do.
    pub help: Option<Expr>,
    /// Values whose places have to do with it, each with words for the place.
    pub related: Vec<(Arc<str>, Expr)>,
    /// A repair.
    pub fix: Option<FixRecipe>,
}

/// How to repair what a rule found.
#[derive(Debug, Clone)]
pub struct FixRecipe {
    /// Whether the repair may change what a working configuration does.
    pub safety: Safety,
    /// The block to repair; `self` where there is none.
    pub target: Option<Expr>,
    /// Arguments, or entries of map arguments, to change or add.
    pub set: Option<Expr>,
    /// Nested blocks to add where there is none of the type, each with its arguments.
    pub add: Option<Expr>,
    /// Names of arguments to delete, and types of nested blocks.
    pub remove: Option<Expr>,
    /// Names of arguments to change, with the new names.
    pub rename: Option<Expr>,
    /// What to write in the place of the value that `at` names.
    pub replace: Option<Expr>,
    /// A text to put there as it is.
    pub write: Option<Expr>,
    /// Whether the expression there becomes text that stands for itself.
    pub escape: Option<Expr>,
    /// The name of a block to make an argument of.
    pub assign: Option<Expr>,
    /// The name of an argument to make a block of.
    pub unassign: Option<Expr>,
}
