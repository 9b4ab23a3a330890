//! What is wrong, and where. Data only: how it is shown is the reports' to say.

use crate::source::Span;
use crate::value::Address;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Something that is wrong with a configuration.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The id of the rule.
    pub rule: Arc<str>,
    /// How sure the harm is.
    pub severity: Severity,
    /// When one would learn of it without gatelint.
    pub fails: Fails,
    /// What is wrong, with the value at fault; no full stop.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where the page of the rule can be read.
    pub url: Option<Arc<str>>,
    /// The place to change.
    pub span: Span,
    /// Other places that have to do with it.
    pub related: Vec<Label>,
    /// The block that it is about: `aws_api_gateway_integration.orders`.
    pub address: Option<String>,
    /// The header of that block, if it is one that rules are applied to.
    pub block: Option<Span>,
    /// The instances of the block that have it.
    pub instances: Vec<Address>,
    /// For which of the instances of the block it is.
    pub extent: Extent,
    /// The sets of inputs that it is found with, where there are others that it is not found with.
    pub inputs: Vec<Arc<str>>,
    /// Which assertion of the rule does not hold, and for which element.
    pub occasion: Option<Occasion>,
    /// A repair, where there is one.
    pub fix: Option<Fix>,
    /// By which places the value at fault has come there, and the calls that lead to its module: there too one may silence it.
    pub way: Vec<Span>,
    /// The comment that silences it, if one does.
    pub suppression: Option<Arc<Suppression>>,
    /// Whether it lies in what was named on the command line.
    pub is_named: bool,
    /// What makes it the same finding in another state of the files, in hexadecimal digits; empty until all are there.
    pub fingerprint: Arc<str>,
}

impl Finding {
    /// All places that a report may show of it.
    pub(crate) fn places(&self) -> impl Iterator<Item = Span> {
        let related = self.related.iter().map(|label| label.span);
        let comment = self.suppression.iter().map(|by| by.span);
        let edits = self.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        let also = self.fix.iter().flat_map(|fix| &fix.also).map(|label| label.span);
        std::iter::once(self.span).chain(related).chain(comment).chain(edits).chain(also)
    }
}

/// For which instances of a block a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Extent {
    /// For all that there are.
    #[default]
    All,
    /// For those that are named, and not for others.
    Some,
    /// Each that is named has one like it: the message is that of the first.
    Each,
}

/// A comment that silences a finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Suppression {
    /// Where it stands.
    pub span: Span,
    /// Why the finding is meant.
    pub reason: Option<Arc<str>>,
    /// The last day on which it holds: `2027-01-31`.
    pub until: Option<Arc<str>>,
}

/// An element of a `for_each` of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Element {
    /// The collection, as the page writes it.
    pub of: Arc<str>,
    /// The key.
    pub key: Arc<str>,
}

/// An assertion of a rule, and the element of `for_each` that it was made for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Occasion {
    /// Where the condition stands on its page.
    pub condition: Span,
    /// The element.
    pub element: Option<Element>,
}

/// A place with a word on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is there; no full stop.
    pub message: String,
}

/// A repair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// Whether it can change what a working configuration does.
    pub safety: Safety,
    /// The changes, in the order of the text; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether it changes what a value at fault was taken from.
    pub is_elsewhere: bool,
    /// What else has a value that was taken from there: the places, each with the argument.
    pub also: Vec<Label>,
    /// The addresses of the blocks that it declares in the module.
    pub declares: Vec<String>,
}

impl Fix {
    /// A repair of what is written at the place of the fault.
    pub fn new(safety: Safety, edits: Vec<Edit>) -> Self {
        Self { safety, edits, is_elsewhere: false, also: Vec::new(), declares: Vec::new() }
    }

    /// Both as one; `None` where they would do different things at one place.
    pub(crate) fn with(mut self, other: Self) -> Option<Self> {
        let is_one = self.safety == other.safety && self.edits == other.edits;
        let are_elsewhere = self.is_elsewhere && other.is_elsewhere;
        if !is_one && !are_elsewhere {
            return None;
        }
        for edit in other.edits {
            if self.edits.contains(&edit) {
                continue;
            }
            if self.edits.iter().any(|own| own.touches(&edit)) {
                return None;
            }
            self.edits.push(edit);
        }
        self.edits.sort_by_key(|edit| edit.span);
        let is_new = |label: &Label| !self.also.contains(label);
        let new: Vec<_> = other.also.into_iter().filter(is_new).collect();
        self.also.extend(new);
        Some(self)
    }

    /// What else would change with it, in words; `None` for nothing.
    pub fn also_used_by(&self) -> Option<String> {
        /// How many are named.
        const NAMED: usize = 3;
        let all: BTreeSet<_> = self.also.iter().map(|label| &*label.message).collect();
        let rest = all.len().saturating_sub(NAMED);
        let first: Vec<_> = all.into_iter().take(NAMED).map(|it| format!("`{it}`")).collect();
        let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
        (!first.is_empty()).then(|| format!("also used by {}{more}", first.join(", ")))
    }
}

impl Edit {
    /// Whether the two overlap, or meet: what is inserted at one place by two has no order.
    pub(crate) fn touches(&self, other: &Self) -> bool {
        let (a, b) = (self.span, other.span);
        a.source == b.source && a.start <= b.end && b.start <= a.end
    }
}

/// Whether a repair can be made without looking at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// What works goes on working, and what is repaired does what was meant.
    Safe,
    /// It may change what the configuration does.
    Unsafe,
}

/// A text to put in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty where something is inserted.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// How sure the harm is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A matter of style.
    Note,
    /// It works otherwise than it reads, or is deprecated.
    Warning,
    /// It will be refused, or calls will fail.
    Error,
}

/// When one learns of a mistake that nobody has looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Fails {
    /// Terraform refuses it.
    Plan,
    /// The service refuses it.
    Apply,
    /// The deployment fails, or misses it.
    Deploy,
    /// Requests fail.
    Call,
    /// Never: it works, and lets in whom it should not.
    Open,
    /// Never: it does nothing, or is deprecated.
    Never,
}

impl Severity {
    /// All, from the mildest.
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Error];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Fails {
    /// All, from the earliest.
    pub const ALL: [Self; 6] =
        [Self::Plan, Self::Apply, Self::Deploy, Self::Call, Self::Open, Self::Never];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Apply => "apply",
            Self::Deploy => "deploy",
            Self::Call => "call",
            Self::Open => "open",
            Self::Never => "never",
        }
    }

    /// What will happen, as a sentence without a full stop; `None` where nothing will. Only an error is certain to. The
    /// service is whoever is asked to make what is written.
    pub fn sentence(self, severity: Severity, service: &str) -> Option<String> {
        let certain = severity == Severity::Error;
        let words = match self {
            Self::Plan if certain => "Terraform refuses this at plan",
            Self::Plan => "Terraform may refuse this at plan",
            Self::Apply if certain => return Some(format!("{service} refuses this at apply")),
            Self::Apply => return Some(format!("{service} may refuse this at apply")),
            Self::Deploy if certain => "the deployment fails, or misses a change",
            Self::Deploy => "the deployment may miss a change",
            Self::Call if certain => "requests fail",
            Self::Call => "requests may fail",
            Self::Open if certain => "this works, and lets in whom it should not",
            Self::Open => "this works, and may let in whom it should not",
            Self::Never => return None,
        };
        Some(words.to_owned())
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Fails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
