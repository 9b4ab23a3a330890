//! A rule: what its page says, and how it is applied to a module.

#[cfg(test)]
mod agreement;
mod apply;
mod fix;
mod index;
mod program;
mod quiet;
mod subject;
mod target;

pub(crate) use apply::{Applied, Because, apply, apply_to_documents};
pub(crate) use fix::rename;
pub(crate) use index::{Declared, Rules};
pub(crate) use quiet::Quiet;
pub(crate) use subject::Subject;

use crate::finding::{Fails, Safety, Severity};
use crate::syntax::Expr;
use std::collections::BTreeSet;
use std::sync::Arc;

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

    /// Whether there is a repair, and the safest one if there are several.
    pub(crate) fn fix(&self) -> Option<Safety> {
        let asserts = self.resources.iter().flat_map(|part| &part.asserts);
        let fixes = asserts.filter_map(|assert| assert.fix.as_ref()).map(|fix| fix.safety);
        fixes.min_by_key(|safety| *safety == Safety::Unsafe)
    }

    /// The resource types that it is about.
    pub(crate) fn types(&self) -> BTreeSet<&str> {
        self.resources.iter().flat_map(|part| &part.subject.types).map(|of| &**of).collect()
    }

    /// The other kinds of blocks that it is about.
    pub(crate) fn kinds(&self) -> BTreeSet<&str> {
        self.resources.iter().flat_map(|part| &part.subject.kinds).map(|of| &**of).collect()
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
    /// How sure the harm is, at the most.
    pub severity: Severity,
    /// The word for how sure it is here, where that depends on the block.
    pub chosen: Option<Expr>,
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
    /// What to do there.
    pub deeds: Vec<Deed>,
}

/// A word of pages for a deed, and the deed that it makes of an expression.
type Word = (&'static str, fn(Expr) -> Deed);

/// What a fix does.
#[derive(Debug, Clone)]
pub enum Deed {
    /// Changes or adds arguments, or entries of map arguments.
    Set(Expr),
    /// Adds nested blocks where there is none of the type, each with its arguments.
    Add(Expr),
    /// Deletes arguments by name, and nested blocks by type.
    Remove(Expr),
    /// Gives arguments new names.
    Rename(Expr),
    /// Writes a value in the place of the one that `at` names.
    Replace(Expr),
    /// Puts a text there as it is.
    Write(Expr),
    /// Makes text that stands for itself of the expression there, if this is true.
    Escape(Expr),
    /// Puts pieces of a text in the place of others there.
    Exchange(Expr),
    /// Adds elements to the one list that is written there.
    Append(Expr),
    /// Adds arguments whose expressions are texts that are written as they are.
    Spell(Expr),
    /// Declares blocks below, by type and name, each with its arguments.
    Declare(Expr),
    /// Makes an argument of the block of that name.
    Assign(Expr),
    /// Makes a block of the argument of that name.
    Unassign(Expr),
}

impl Deed {
    /// All, by the words that pages have for them, in the order in which they are done.
    pub const ALL: [Word; 13] = [
        ("replace", Self::Replace),
        ("write", Self::Write),
        ("escape", Self::Escape),
        ("exchange", Self::Exchange),
        ("append", Self::Append),
        ("spell", Self::Spell),
        ("declare", Self::Declare),
        ("assign", Self::Assign),
        ("unassign", Self::Unassign),
        ("set", Self::Set),
        ("add", Self::Add),
        ("remove", Self::Remove),
        ("rename", Self::Rename),
    ];
}
