//! Everything there is to say about a module, and about all modules of a run.

mod alone;
mod arguments;
mod attribute;
mod call;
mod calls;
mod conditions;
mod configured;
mod content;
mod counted;
mod cycle;
mod documents;
mod evaluated;
mod exported;
mod exposed;
mod fingerprint;
mod gathering;
mod guard;
mod hidden;
mod instance_key;
mod interpolation;
mod iterator;
mod language;
mod late;
mod limit;
mod linter;
mod merge;
mod native;
mod outcome;
mod progress;
mod reference;
mod refused;
mod resource_type;
mod rules;
mod run;
mod sets;
mod silence;
mod spoken;
mod summary;
mod template;
mod undecided;
mod unfit;
mod unfollowed;
mod unmet;

pub(crate) use native::is_native;

pub use crate::module::{Input, Inputs};
pub use alone::NotADocument;
pub(crate) use alone::is_document;
pub use guard::Bug;
pub(crate) use guard::{keep_panics, last_panic};
pub use linter::Linter;
pub use outcome::{Known, Outcome};
pub(crate) use progress::Progress;
pub use rules::Choice;
pub use run::{RunError, run};
pub use summary::{Summary, UndecidedCounts};
pub use undecided::Undecided;
pub use unmet::UndeclaredVariable;

use crate::files::{Files, is_fetched};
use crate::finding::{Finding, Label};
use crate::module::Module;
use crate::rule::{Applied, apply};
use crate::scope::ModuleScope;
use crate::source::{SourceId, Sources, Span};
use crate::tree::{Library, Tree, Unfollowed};
use crate::value::budget;
use crate::value::{Address, ModulePath};
use crate::workspace::Workspace;
use crate::world::World;
use native::{Found, undeclared, undeclared_line, unreadable};
use refused::Certain;
use silence::Silences;
use spoken::{Natives, loud};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// What was found in a module.
#[derive(Debug, Default)]
pub struct Report {
    /// The findings, in the order of the text.
    pub findings: Vec<Finding>,
    /// The headers of the integrations that were looked at.
    pub integrations: BTreeSet<Span>,
    /// The headers of the routes that were looked at.
    pub routes: BTreeSet<Span>,
    /// Those of the resources of other types, which packs of the user are about.
    pub others: BTreeSet<Span>,
    /// Those of resources of API Gateway that no rule is about, with their types.
    pub uncovered: BTreeSet<(Arc<str>, Span)>,
    /// What rules could not say.
    pub(crate) undecided: undecided::Checks,
    /// The headers of the blocks that rules were applied to.
    pub blocks: BTreeSet<Span>,
    /// The files that were read.
    pub read: BTreeSet<SourceId>,
    /// The files that are documents of APIs, each with the header of such an API.
    pub(crate) documents: BTreeMap<SourceId, Span>,
    /// The calls of modules that were not read.
    pub unfollowed: Vec<Unfollowed>,
    /// The places in the texts of the findings that must not be shown.
    pub hidden: BTreeSet<Span>,
    /// The comments of the texts that silence findings.
    silences: Silences,
}

impl Linter {
    /// Everything there is to say about the module in that folder and those that it calls. Reads through `files`
    /// alone; cannot fail.
    ///
    /// The variables of a module that another one calls are not known: the call sets them.
    pub fn check(&self, files: &Files, dir: &Path, is_called: bool) -> Report {
        let workspace = self.workspace(files);
        let library = Library::new(files, Arc::clone(self.pack.schemas())).among(&workspace);
        let report = self.check_in(&workspace, &library, dir, is_called, &self.inputs);
        run::pin(files, &report.findings);
        report
    }

    /// The workspace of the files, as far as the rules are about it.
    fn workspace<'f>(&self, files: &'f Files) -> Workspace<'f> {
        Workspace::new(files, Arc::clone(self.pack.schemas()), self.types())
    }

    fn check_in(
        &self,
        workspace: &Workspace,
        library: &Library,
        dir: &Path,
        is_called: bool,
        inputs: &Inputs,
    ) -> Report {
        let (root, is_called) = calls::root(workspace, library, dir, is_called, inputs);
        let tree = Tree::read(library, &root);
        let check = |linter: &Self| {
            let check =
                || (linter.check_tree(&root, &tree, library, is_called), budget::is_scant());
            budget::for_tree(tree.size(&root), check)
        };
        let ((mut report, is_scant), mut beyond) = check(self);
        if is_scant && self.quiet.is_some() {
            // What was not computed again left others more than they have.
            let ((anew, _), beyond_anew) = check(&Self { quiet: None, ..self.clone() });
            (report, beyond) = (anew, beyond_anew);
        }
        report.findings.extend(self.found(native::LIMIT, limit::found(beyond)));
        self.settle(&mut report.findings, library.files());
        report.silences.mark(&mut report.findings);
        let mut report = report.once_each(self);
        report.hidden = hidden::shown_by(&report.findings, &root, &tree);
        report
    }

    /// The same of a tree that has been read.
    fn check_tree(&self, root: &Module, tree: &Tree, library: &Library, is_called: bool) -> Report {
        let files = library.files();
        let mut report = Report::default();
        for module in std::iter::once(root).chain(tree.modules()) {
            self.read_texts(module, files.sources(), &mut report);
            report.silences.read(module, files, self);
            if !is_fetched(&module.dir) {
                let names = self.read_names(module, root, tree, files.sources());
                report.findings.extend(certain(names, library, &module.dir));
                for (called, calls) in self.read_calls(module, tree, files.sources()) {
                    let calls = certain(calls, library, called);
                    report.findings.extend(certain(calls, library, &module.dir));
                }
            }
        }
        let undeclared = if is_called { Vec::new() } else { undeclared(root) };
        report.findings.extend(self.native(native::UNDECLARED, undeclared));
        report.findings.extend(self.calling(tree));
        report.unfollowed.clone_from(&tree.unfollowed);
        let scope = ModuleScope::root(root, tree, is_called);
        for scope in std::iter::once(Rc::clone(&scope)).chain(scope.called()) {
            let dir = &scope.module.dir;
            if !is_fetched(dir) {
                let names = self.read_contents(&scope, files.sources());
                report.findings.extend(certain(names, library, dir));
            }
        }
        self.apply_rules(scope, files.sources(), &mut report);
        report
    }

    /// The same, of a module that has been read, and of which nothing is known that it calls.
    pub fn check_module(&self, module: &Module, sources: &Sources) -> Report {
        let mut report = Report::default();
        self.read_texts(module, sources, &mut report);
        report.findings.extend(self.native(native::UNDECLARED, undeclared(module)));
        let tree = Tree::alone(Arc::clone(self.pack.schemas()));
        report.findings.extend(self.read_names(module, module, &tree, sources));
        let scope = ModuleScope::root(module, &tree, false);
        report.findings.extend(self.read_contents(&scope, sources));
        self.apply_rules(scope, sources, &mut report);
        let mut report = report.once_each(self);
        report.hidden = hidden::shown_by(&report.findings, module, &tree);
        report
    }

    /// What there is to say of the texts of a module, whoever calls it.
    fn read_texts(&self, module: &Module, sources: &Sources, report: &mut Report) {
        report.findings.extend(self.reading(module));
        if self.rules.has(native::INTERPOLATION) {
            let found = interpolation::find(module, sources);
            report.findings.extend(self.found(native::INTERPOLATION, found));
        }
        report.read.extend(&module.files);
        self.count(module, report);
    }

    /// Applies the rules to the blocks of a root module and of all that it calls.
    fn apply_rules(&self, root: Rc<ModuleScope>, sources: &Sources, report: &mut Report) {
        let certain = Certain::of(&root);
        let files = root.tree().files();
        let world = World::of(root, self.pack.knowledge().facts());
        let circles = cycle::in_tree(world.graph(), sources);
        report.findings.extend(self.found(native::CYCLE, circles));
        let mut before = std::mem::take(&mut report.findings);
        if let Some(files) = files {
            self.settle(&mut before, files);
        }
        let natives = Natives::of(&before);
        let apply = |module| self.apply_in(module, &world, sources, &natives, &certain, report);
        let found = world.modules().flat_map(apply).collect();
        report.findings = before;
        let counts = RefCell::new(HashMap::new());
        // Counted only where something is found in one of several.
        let count = |address: &Address, header: Span| {
            let [r#type, ..] = &*address.labels else { return 0 };
            let mut counts = counts.borrow_mut();
            let of_type = counts
                .entry(Arc::clone(r#type))
                .or_insert_with(|| merge::counts(&world.resources(r#type)));
            of_type.get(&header).copied().unwrap_or(0)
        };
        let mut found: Vec<Finding> = found;
        report.silences.mark(&mut found);
        report.findings.extend(merge::alike(found, count));
    }

    /// Applies the rules to the blocks of a module in one place of its tree.
    fn apply_in<'t>(
        &self,
        scope: &ModuleScope<'t>,
        world: &World<'t>,
        sources: &Sources,
        natives: &Natives,
        certain: &Certain,
        report: &mut Report,
    ) -> Vec<Finding> {
        let header = |position: usize| scope.module.block(position).map(|block| block.header);
        let applied =
            apply(self.rules.index(), scope, world, sources, self.explains, self.quiet.as_deref());
        let Applied { findings: mut found, undecided, blocks } = applied;
        if let Some(files) = scope.tree().files() {
            self.read_documents(scope, world, files, report);
            // Where a rule is off, others do not yield to it.
            found.retain(|(_, finding)| self.holds(finding, files));
        }
        report.blocks.extend(blocks);
        for it in undecided {
            if let Some(block) = header(it.position) {
                report.undecided.add(it.rule, block, it.because);
            }
        }
        let block = |finding: &Finding| {
            let position = scope.module.position_of(finding.instances.first()?)?;
            scope.module.block(position).map(|block| block.span)
        };
        let called = |(span, path): (Span, ModulePath)| Label {
            span,
            message: format!("called here, as `{path}`"),
        };
        let calls: Vec<Label> = scope.calls().into_iter().map(called).collect();
        let loud = loud(found, natives, block).into_iter();
        let loud = loud.chain(self.read_values(scope, world, natives, certain));
        loud.map(|finding| through_calls(finding, &calls, sources)).collect()
    }
}

/// What is found of the names in a module, where nothing else may declare them. That is asked only where it matters: it takes
/// a look around.
fn certain(names: Vec<Finding>, library: &Library, dir: &Path) -> Vec<Finding> {
    if names.is_empty() || library.may_get_more(dir) { Vec::new() } else { names }
}

/// The finding with the calls that lead to its module. What lies in a module that Terraform has fetched is reported at
/// the call: that is what its reader can change.
fn through_calls(mut finding: Finding, calls: &[Label], sources: &Sources) -> Finding {
    let is_fetched = |span: Span| is_fetched(&sources.get(span.source).path);
    if is_fetched(finding.span)
        && let Some(call) = calls.iter().find(|call| !is_fetched(call.span))
    {
        let there =
            Label { span: finding.span, message: "in the module that is called".to_owned() };
        finding.related.insert(0, there);
        finding.span = call.span;
    }
    finding.way.extend(calls.iter().map(|call| call.span));
    finding.related.extend(calls.iter().cloned());
    finding
}

impl Report {
    /// What several instances of a block have in common is said once, with all places that have to do with it; and what
    /// the engine found is left out where a page of the rules says it more exactly.
    fn once_each(mut self, rules: &Linter) -> Self {
        let said = spoken::Places::of(&self.findings);
        let yields_to = |id: &str| rules.pack.page(id).map(|page| page.rule.yields_to.as_slice());
        self.findings.retain(|finding| {
            let others = yields_to(&finding.rule).unwrap_or_default();
            !others.iter().any(|other| said.has(other, finding.span)) || finding.occasion.is_some()
        });
        self.findings = merge::once_each(merge::by_file(self.findings, native::SYNTAX));
        self
    }
}
