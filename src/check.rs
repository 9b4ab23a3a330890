//! Everything there is to say about a module, and about all modules of a run.

mod interpolation;
mod run;
mod survey;

pub use run::{Outcome, Summary, Undecided, run};
pub use survey::Survey;

use crate::domain::SUBJECT;
use crate::files::Files;
use crate::finding::{Finding, Severity};
use crate::module::{Inputs, Module};
use crate::page::Pack;
use crate::rule::{Rule, apply};
use crate::scope::ModuleScope;
use crate::source::{SourceId, Sources, Span};
use crate::syntax::Name;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

/// Names of rules whose findings the engine makes itself.
mod native {
    pub(super) const SYNTAX: &str = "hcl-parse-error";
    pub(super) const UNREADABLE: &str = "unreadable-file";
    pub(super) const UNDECLARED: &str = "undeclared-variable";
    pub(super) const INTERPOLATION: &str = "interpolation-only-expression";
}

/// A pack of rules, some of which are on.
#[derive(Debug)]
pub struct Linter {
    pack: Pack,
    enabled: BTreeSet<String>,
    inputs: Inputs,
}

/// What was found in a module.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// The headers of the integrations that were looked at.
    pub integrations: Vec<Span>,
    /// The headers of the blocks of which a rule could not say whether they are right: one for each such rule.
    pub undecided: Vec<Span>,
}

/// A rule that is named and does not exist.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{name}`")]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The rule that was probably meant.
    pub nearest: Option<String>,
}

impl Linter {
    /// The rules of the pack that are on by default, and those that are named.
    ///
    /// # Errors
    ///
    /// When a name is that of no rule.
    pub fn new(pack: Pack, enable: &[String]) -> Result<Self, UnknownRule> {
        let mut enabled: BTreeSet<String> = pack
            .pages()
            .filter(|page| page.rule.default)
            .map(|page| page.rule.id.to_string())
            .collect();
        for name in enable {
            find(&pack, name)?;
            enabled.insert(name.clone());
        }
        Ok(Self { pack, enabled, inputs: Inputs::default() })
    }

    /// The same, with values for the variables of the root modules.
    #[must_use]
    pub fn with_inputs(self, inputs: Inputs) -> Self {
        Self { inputs, ..self }
    }

    /// The rules, on or off.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.pack.pages().map(|page| &page.rule).filter(|rule| self.enabled.contains(&*rule.id))
    }

    /// The resource types that some rule is about.
    fn types(&self) -> BTreeSet<&str> {
        self.rules().flat_map(|rule| &rule.resources).map(|resource| &*resource.r#type).collect()
    }

    /// Everything there is to say about the module in that folder. Reads through `files` alone; cannot fail.
    ///
    /// The variables of a module that another one calls are not known: the call sets them.
    pub fn check(&self, files: &Files, dir: &Path, is_called: bool) -> Report {
        let mut module = Module::read(files, dir);
        module.is_called = is_called;
        if !is_called {
            module.set(&self.inputs);
        }
        self.check_module(&module, files.sources())
    }

    /// The same, of a module that has been read.
    pub fn check_module(&self, module: &Module, sources: &Sources) -> Report {
        let mut report = Report::default();
        report.findings.extend(self.reading(module));
        if self.enabled.contains(native::INTERPOLATION) {
            report
                .findings
                .extend(self.native(native::INTERPOLATION, interpolation::find(module, sources)));
        }
        let scope = ModuleScope::new(module);
        let mut spoken: HashMap<&str, HashSet<usize>> = HashMap::new();
        let mut found = Vec::new();
        let header = |position: &usize| module.blocks.get(*position).map(|block| block.header);
        for rule in self.rules() {
            let applied = apply(rule, &scope, sources);
            spoken
                .entry(&rule.id)
                .or_default()
                .extend(applied.findings.iter().map(|(position, _)| *position));
            let undecided: BTreeSet<usize> = applied.undecided.into_iter().collect();
            report.undecided.extend(undecided.iter().filter_map(header));
            found.extend(
                applied.findings.into_iter().map(|(position, finding)| (rule, position, finding)),
            );
        }
        let is_quiet = |rule: &Rule, position: usize| {
            rule.yields_to.iter().any(|other| {
                spoken.get(other.as_str()).is_some_and(|blocks| blocks.contains(&position))
            })
        };
        let loud = found.into_iter().filter(|(rule, position, _)| !is_quiet(rule, *position));
        report.findings.extend(loud.map(|(_, _, finding)| finding));
        report.integrations = module.resources(SUBJECT).iter().filter_map(header).collect();
        report.findings = once_each(std::mem::take(&mut report.findings));
        report
    }

    /// What could not be read.
    fn reading(&self, module: &Module) -> Vec<Finding> {
        let syntax = module
            .errors
            .iter()
            .map(|error| (error.span, error.message.clone(), error.help.clone()));
        let unreadable =
            module.unreadable.iter().map(|(source, error)| unreadable(*source, &error.to_string()));
        let mut findings = self.native(native::SYNTAX, syntax);
        findings.extend(self.native(native::UNREADABLE, unreadable));
        findings.extend(self.native(native::UNDECLARED, undeclared(module)));
        findings
    }

    /// Findings that no page's condition made, of a rule that is on.
    fn native(
        &self,
        id: &str,
        found: impl IntoIterator<Item = (Span, String, Option<String>)>,
    ) -> Vec<Finding> {
        let Some(rule) = self.rules().find(|rule| &*rule.id == id) else { return Vec::new() };
        let finding = |(span, message, help)| Finding {
            rule: std::sync::Arc::clone(&rule.id),
            severity: rule.severity,
            fails: rule.fails,
            message,
            help,
            url: std::sync::Arc::clone(&rule.url),
            span,
            related: Vec::new(),
            address: None,
            fix: None,
        };
        found.into_iter().map(finding).collect()
    }
}

/// The page of the rule of that name.
///
/// # Errors
///
/// When there is none.
pub fn find<'a>(pack: &'a Pack, name: &str) -> Result<&'a crate::page::Page, UnknownRule> {
    pack.page(name).ok_or_else(|| {
        let nearest = nearest(name, pack.pages().map(|page| &*page.rule.id));
        UnknownRule { name: name.to_owned(), nearest: nearest.map(str::to_owned) }
    })
}

/// The name that was probably meant.
fn nearest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distance = |other: &str| strsim::damerau_levenshtein(other, name);
    names.min_by_key(|other| distance(other)).filter(|other| distance(other) * 3 <= name.len())
}

/// What variables files set in vain.
fn undeclared(module: &Module) -> Vec<(Span, String, Option<String>)> {
    let found = |name: &Name| {
        let message = format!("no `variable` block declares `{}`", name.text);
        let help = match nearest(&name.text, module.variables()) {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("delete the line, or declare `variable \"{}\"`", name.text),
        };
        (name.span, message, Some(help))
    };
    module.undeclared().into_iter().map(found).collect()
}

fn unreadable(source: SourceId, why: &str) -> (Span, String, Option<String>) {
    let message = format!("this file was not checked: {why}");
    (
        Span::new(source, 0, 0),
        message,
        Some("make it readable, or leave it out with `--exclude`".to_owned()),
    )
}

/// In the order of the text; what several instances of a block have in common is said once.
fn once_each(mut findings: Vec<Finding>) -> Vec<Finding> {
    let mut seen = HashSet::new();
    findings.retain(|finding| {
        seen.insert((finding.rule.clone(), finding.span, finding.message.clone()))
    });
    findings.sort_by(|a, b| {
        (a.span.start, a.span.end, &a.rule).cmp(&(b.span.start, b.span.end, &b.rule))
    });
    findings
}

/// Whether a run that found this has failed.
pub fn fails(findings: &[Finding], least: Option<Severity>) -> bool {
    least.is_some_and(|least| findings.iter().any(|finding| finding.severity >= least))
}
