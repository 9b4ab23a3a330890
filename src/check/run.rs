//! All modules of a run, in parallel, with one result whatever the order.

use super::configured::leave_out;
use super::guard::{Bug, guarded};
use super::merge::{Shares, by_file};
use super::silence::{self, Looked, Silences};
use super::summary::{BySeverity, Summary};
use super::undecided::{Checks, Undecided};
use super::{
    Linter, Report, UndeclaredVariable, fingerprint, hidden, native, unfollowed, unreadable,
};
use crate::config::{ConfigError, Configs, FailOn};
use crate::files::{Files, WalkError, Walked, is_configuration, is_variables, parent};
use crate::finding::{Finding, Severity};
use crate::module::{Module, parse_variables};
use crate::source::{SourceId, Span};
use crate::tree::{Library, Tree, Unfollowed};
use crate::workspace::{Map, Place, View};
use globset::GlobSet;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// The findings, by path and place.
    pub findings: Vec<Finding>,
    /// What rules could not say, by path and place, if it is asked what is not known.
    pub undecided: Vec<Undecided>,
    /// The numbers.
    pub summary: Summary,
    /// What the command line sets and no root declares, if there is such a thing: then the run was not what was meant.
    pub undeclared: Option<UndeclaredVariable>,
    /// The rules that the user asked for by name.
    pub asked_for: BTreeSet<String>,
    /// The places in the texts of the findings that must not be shown.
    pub hidden: BTreeSet<Span>,
    /// The trees that were not checked, since the program has a bug.
    pub bugs: Vec<Bug>,
    /// The findings that do not count, since they were known, each with how.
    pub known: Vec<(Known, Finding)>,
    /// The folders of which nothing more is to be found.
    pub(crate) looked_at: BTreeSet<PathBuf>,
    /// The configurations that hold.
    pub(crate) configs: Arc<Configs>,
}

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The walk could not begin.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// A configuration is of no use.
    #[error(transparent)]
    Config(#[from] ConfigError),
}

/// How a finding is known that does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A baseline lists it.
    Baseline,
    /// An older state of the files has it too.
    Before,
    /// A comment silences it.
    Suppressed,
}

/// What comes together of the roots.
struct Gathering<'a> {
    linter: &'a Linter,
    files: &'a Files,
    map: &'a Map,
    /// Texts of the command line and of the files that it sets variables from: they belong to no folder.
    given: BTreeSet<SourceId>,
    findings: Vec<Finding>,
    integrations: BTreeSet<Span>,
    routes: BTreeSet<Span>,
    others: BTreeSet<Span>,
    uncovered: BTreeSet<Arc<str>>,
    undecided: Checks,
    /// The headers of the blocks that rules were applied to.
    blocks: BTreeSet<Span>,
    /// The files that were read.
    read: BTreeSet<PathBuf>,
    /// The folders that were passed over, with how many files they have.
    passed_over: BTreeMap<PathBuf, usize>,
    /// The calls that were not followed, and whether something in the root of one was checked.
    unfollowed: BTreeMap<Unfollowed, bool>,
    hidden: BTreeSet<Span>,
    silences: Silences,
    /// The texts that were checked and are shown.
    checked: BTreeSet<SourceId>,
}

/// Checks the modules at and below the paths. Hidden folders, `node_modules` and what `exclude` matches are left out,
/// unless they are named.
///
/// # Errors
///
/// When a path is not there, has no Terraform in it, or a configuration is not understood.
pub fn run(
    linter: &Linter,
    files: &Files,
    paths: &[PathBuf],
    exclude: &GlobSet,
) -> Result<Outcome, RunError> {
    let workspace = linter.workspace(files);
    let mut walked = workspace.walk(paths, exclude)?;
    let folders = walked.folders.iter().map(|folder| folder.dir.as_path());
    let linter = &linter.configured(files, folders)?;
    let excluded = leave_out(&mut walked, exclude, &linter.configs, files);
    let walked = &walked;
    let library = Library::new(files, Arc::clone(linter.pack.schemas())).among(&workspace);
    let library = library.keeping(linter.kept.clone());
    let map = Map::of(&workspace, &library, walked, exclude);
    let roots = map.roots();
    // Also of what those folders call, and of what calls them.
    let trees = roots.iter().flat_map(|(root, _)| map.tree(root));
    let linter = &linter.configured(files, trees.map(Place::dir))?;
    let uses = Uses::of(&map, &roots);
    let checked: Vec<Result<Report, Bug>> = roots
        .par_iter()
        .map(|(root, is_called)| {
            let report = guarded(root.dir(), || {
                let report = if map.is_relevant(root) {
                    linter.check_in(&workspace, &library, root.dir(), *is_called)
                } else {
                    pass_over(linter, &library, &map, root)
                };
                pin(files, &report.findings);
                report
            });
            uses.end(&map, root, &library);
            report
        })
        .collect();
    let mut bugs = Vec::new();
    let mut given_up = |bug| {
        bugs.push(bug);
        Report::default()
    };
    let checked = checked.into_iter();
    let reports: Vec<Report> = checked.map(|it| it.unwrap_or_else(&mut given_up)).collect();
    let shares = Shares::of(&reports);
    let mut gathering = Gathering::new(linter, files, &map);
    for ((root, _), report) in roots.iter().zip(reports) {
        gathering.take(root, report);
    }
    for suspect in map.suspects() {
        let module = library.module(suspect.dir());
        gathering.silences.read(&module, files, linter);
        let found = linter.reading(&module);
        let alone = Tree::alone(Arc::clone(linter.pack.schemas()));
        gathering.hidden.extend(hidden::shown_by(&found, &module, &alone));
        gathering.findings.extend(by_file(found, native::SYNTAX));
    }
    let given: Vec<SourceId> = gathering.given.iter().copied().collect();
    for source in given {
        gathering.read_silences(source);
    }
    gathering.read_variables();
    gathering.add_walked(walked);
    let (mut outcome, mut silences) = gathering.outcome(walked.links.len(), bugs.is_empty());
    outcome.bugs = bugs;
    outcome.summary.excluded = excluded;
    outcome.summary.gone = walked.gone.len();
    if !linter.inputs.is_empty() {
        let roots = roots.iter().filter(|(_, is_called)| !is_called);
        let roots: Vec<_> = roots.map(|(root, _)| library.module(root.dir())).collect();
        linter.note_unmet(&roots, &mut outcome);
        outcome.hidden.extend(hidden::named(&linter.inputs, roots.iter().map(|root| &**root)));
    }
    linter.settle(&mut outcome.findings, files);
    silences.mark(&mut outcome.findings);
    outcome.configs = Arc::clone(&linter.configs);
    outcome.sort(files, &shares);
    pin(files, &outcome.findings);
    fingerprint::add(&mut outcome.findings, &outcome.hidden, files);
    outcome.leave_out(Known::Suppressed, |finding| finding.suppression.is_some());
    Ok(outcome)
}

/// Keeps the texts that the findings are shown in.
pub(super) fn pin(files: &Files, findings: &[Finding]) {
    let places = |finding: &Finding| {
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        let related = finding.related.iter().map(|label| label.span);
        let related = related.chain(finding.suppression.iter().map(|by| by.span));
        related.chain(edits).chain([finding.span]).map(|span| span.source).collect::<Vec<_>>()
    };
    let sources: BTreeSet<SourceId> = findings.iter().flat_map(places).collect();
    for source in sources {
        files.pin(source);
    }
}

/// How many roots are still to be checked that need each folder: what nobody needs any more is forgotten.
struct Uses(HashMap<PathBuf, AtomicUsize>);

impl Uses {
    fn of(map: &Map, roots: &[(&Place, bool)]) -> Self {
        let mut uses: HashMap<PathBuf, AtomicUsize> = HashMap::new();
        for place in roots.iter().flat_map(|(root, _)| map.tree(root)) {
            *uses.entry(place.dir().to_path_buf()).or_default().get_mut() += 1;
        }
        Self(uses)
    }

    /// Notes that a root has been checked.
    fn end(&self, map: &Map, root: &Place, library: &Library) {
        for place in map.tree(root) {
            let uses = self.0.get(place.dir());
            if uses.is_none_or(|uses| uses.fetch_sub(1, Ordering::Relaxed) == 1) {
                library.forget(place.dir());
            }
        }
    }
}

/// What there is to say of a root where no rule is about anything: what of it was read and is broken, and what it calls
/// that nobody looked at.
fn pass_over(linter: &Linter, library: &Library, map: &Map, root: &Place) -> Report {
    let mut report = Report::default();
    let tree = map.tree(root);
    for place in &tree {
        if place.survey.is_read {
            let module = library.module(place.dir());
            report.silences.read(&module, library.files(), linter);
            let found = linter.reading(&module);
            let alone = Tree::alone(Arc::clone(linter.pack.schemas()));
            report.hidden.extend(hidden::shown_by(&found, &module, &alone));
            report.findings.extend(found);
        } else {
            let unreadable =
                place.survey.unreadable.iter().map(|(path, error)| {
                    unreadable(library.files().source(path), &error.to_string())
                });
            report.findings.extend(linter.native(native::UNREADABLE, unreadable));
        }
    }
    if tree.iter().any(|place| place.survey.calls.lead_away) {
        let known = |dir: &Path| map.place(dir).map(|place| place.survey.blocks.clone());
        let tree = Tree::follow(library, root.dir(), root.survey.blocks.clone(), &known);
        // In what has nothing to do with API Gateway it is not an error that a folder is still to be made.
        report.unfollowed = tree.broken.into_iter().map(unfollowed::broken).collect();
        report.unfollowed.extend(tree.unfollowed);
    }
    report
}

impl<'a> Gathering<'a> {
    fn new(linter: &'a Linter, files: &'a Files, map: &'a Map) -> Self {
        let errors = linter.inputs.errors();
        let errors = errors.map(|error| (error.span, error.message.clone(), error.help.clone()));
        let named = linter.inputs.files();
        Self {
            linter,
            files,
            map,
            given: linter.inputs.sources().collect(),
            findings: linter.native(native::SYNTAX, errors),
            integrations: BTreeSet::new(),
            routes: BTreeSet::new(),
            others: BTreeSet::new(),
            uncovered: BTreeSet::new(),
            undecided: Checks::default(),
            blocks: BTreeSet::new(),
            read: named.map(|(source, _)| files.sources().get(source).path.clone()).collect(),
            passed_over: BTreeMap::new(),
            unfollowed: BTreeMap::new(),
            hidden: BTreeSet::new(),
            silences: Silences::default(),
            checked: BTreeSet::new(),
        }
    }

    fn path(&self, source: SourceId) -> PathBuf {
        self.files.sources().get(source).path.clone()
    }

    /// Takes what is shown of what was found from a root.
    fn take(&mut self, root: &Place, report: Report) {
        let view = self.map.view(root);
        let is_relevant = !report.read.is_empty();
        let sees = |span: Span| self.sees(&view, span);
        // What a document says belongs to the module that is imported from it.
        let home = |finding: &Finding| {
            let path = self.path(finding.span.source);
            let is_own = is_configuration(&path) || is_variables(&path);
            finding.block.filter(|_| !is_own).unwrap_or(finding.span)
        };
        let named = |span: Span| self.is_named(&view, span);
        let concerns = |finding: &Finding| {
            sees(home(finding))
                || native::READING.contains(&&*finding.rule)
                // Of which another place lies in a file that was named: the default that it came from.
                || finding.related.iter().any(|label| named(label.span))
        };
        let findings = report.findings.into_iter().filter(concerns);
        let findings: Vec<Finding> =
            findings.map(|it| Finding { is_named: named(home(&it)), ..it }).collect();
        let integrations: Vec<Span> =
            report.integrations.into_iter().filter(|span| sees(*span)).collect();
        let routes: Vec<Span> = report.routes.into_iter().filter(|span| sees(*span)).collect();
        let others: Vec<Span> = report.others.into_iter().filter(|span| sees(*span)).collect();
        let uncovered = report.uncovered.into_iter().filter(|(_, span)| sees(*span));
        let uncovered: Vec<Arc<str>> = uncovered.map(|(r#type, _)| r#type).collect();
        let undecided = report.undecided.seen(sees);
        let unfollowed: Vec<_> =
            report.unfollowed.into_iter().filter(|call| sees(call.span)).collect();
        let read = report.read.into_iter().map(|source| (source, self.path(source)));
        let read: Vec<(SourceId, PathBuf)> = read.filter(|(_, path)| view.shows(path)).collect();
        if !is_relevant {
            self.passed_over.extend(view.places().map(|place| {
                let survey = &place.survey;
                (place.dir().to_path_buf(), survey.files - survey.unreadable.len())
            }));
        }
        self.hidden.extend(report.hidden);
        self.findings.extend(findings);
        self.integrations.extend(integrations);
        self.routes.extend(routes);
        self.undecided.extend(undecided);
        self.others.extend(others);
        self.uncovered.extend(uncovered);
        self.checked.extend(read.iter().map(|(source, _)| *source));
        self.read.extend(read.into_iter().map(|(_, path)| path));
        self.silences.extend(report.silences);
        self.blocks.extend(report.blocks);
        for call in unfollowed {
            *self.unfollowed.entry(call).or_default() |= is_relevant;
        }
    }

    fn sees(&self, view: &View, span: Span) -> bool {
        self.given.contains(&span.source) || view.shows(&self.path(span.source))
    }

    fn is_named(&self, view: &View, span: Span) -> bool {
        let is_named = || self.map.is_named(&self.path(span.source));
        self.given.contains(&span.source) || is_named().unwrap_or(view.is_whole())
    }

    /// Reads the variables files that were named, and that Terraform reads only if it is told to.
    fn read_variables(&mut self) {
        let named: Vec<&PathBuf> = self.map.named_files().filter(|it| is_variables(it)).collect();
        for path in named {
            if !self.read.insert(path.clone()) {
                continue;
            }
            let findings = match self.files.read(path) {
                Ok(source) => {
                    self.read_silences(source.id);
                    let parsed = parse_variables(path, source.id, &source.text);
                    // Which root it is meant for is not said.
                    let lines = parsed.body.attributes.iter();
                    self.hidden.extend(lines.map(|line| line.value.span));
                    let errors = parsed.errors.into_iter();
                    let errors = errors.map(|error| (error.span, error.message, error.help));
                    by_file(self.linter.native(native::SYNTAX, errors), native::SYNTAX)
                }
                Err(error) => {
                    self.read.remove(path);
                    let found = unreadable(self.files.source(path), &error.to_string());
                    self.linter.native(native::UNREADABLE, [found])
                }
            };
            self.findings.extend(findings);
        }
    }

    /// Says what the walk could not enter.
    fn add_walked(&mut self, walked: &Walked) {
        let unreadable = walked.unreadable.iter().map(|(path, why)| {
            let (span, _, help) = unreadable(self.files.source(path), why);
            (span, format!("this folder was not checked: {why}"), help)
        });
        let unreadable = self.linter.native(native::UNREADABLE, unreadable);
        let links = walked.links.iter().map(|path| unfollowed::link(self.files, path));
        let links = self.linter.found(native::UNFOLLOWED, links);
        self.findings.extend(unreadable.into_iter().chain(links));
    }

    /// Reads the comments of a text that belongs to no module.
    fn read_silences(&mut self, source: SourceId) {
        let alone = Module::default();
        self.silences.read_text(source, &alone, self.files, self.linter);
    }

    /// Says which calls were not followed: those that comments silence apart from the others.
    fn add_unfollowed(&mut self) {
        let mut groups: BTreeMap<_, BTreeMap<Unfollowed, bool>> = BTreeMap::new();
        let rule: Arc<str> = native::UNFOLLOWED.into();
        for (call, is_relevant) in std::mem::take(&mut self.unfollowed) {
            let by = self.silences.silence(&rule, &[call.span]);
            groups.entry(by).or_default().insert(call, is_relevant);
        }
        for (suppression, calls) in groups {
            let found = unfollowed::calls(calls, self.files.sources());
            let found = self.linter.found(native::UNFOLLOWED, found).into_iter().map(|finding| {
                let path = &self.files.sources().get(finding.span.source).path;
                let is_named = self.map.is_named(path).unwrap_or(true);
                Finding { is_named, suppression: suppression.clone(), ..finding }
            });
            self.findings.extend(found.collect::<Vec<_>>());
        }
    }

    /// Marks what comments silence, and says which of them are wrong.
    fn add_silences(&mut self, is_whole: bool) {
        self.silences.mark(&mut self.findings);
        // What is broken hides what a comment is for.
        let is_whole =
            is_whole && !self.findings.iter().any(|it| native::UNSEEN.contains(&&*it.rule));
        let looked = Looked { blocks: &self.blocks, undecided: &self.undecided };
        let found = self
            .linter
            .read_silences(&self.silences, looked, |source| self.checked.contains(&source));
        let found = found.into_iter().filter(|it| is_whole || &*it.rule != silence::UNUSED);
        let found = found.map(|finding| {
            let path = &self.files.sources().get(finding.span.source).path;
            let is_named = self.map.is_named(path).unwrap_or(true);
            Finding { is_named, ..finding }
        });
        self.findings.extend(found.collect::<Vec<_>>());
    }

    fn outcome(mut self, links: usize, is_whole: bool) -> (Outcome, Silences) {
        let not_followed = self.unfollowed.len() + links;
        self.add_unfollowed();
        self.add_silences(is_whole);
        let modules: BTreeSet<&Path> = self.read.iter().map(|path| parent(path)).collect();
        let passed_over = self.passed_over.iter().filter(|(dir, _)| !modules.contains(&***dir));
        let looked_at = modules.iter().copied().map(Path::to_path_buf);
        let looked_at = looked_at.chain(self.passed_over.keys().cloned()).collect();
        let summary = Summary {
            files: self.read.len(),
            modules: modules.len(),
            passed_over: passed_over.map(|(_, files)| files).sum(),
            integrations: self.integrations.len(),
            routes: self.routes.len(),
            others: self.others.len(),
            uncovered: self.uncovered.iter().map(ToString::to_string).collect(),
            not_followed,
            undecided: self.undecided.counts(),
            ..Summary::default()
        };
        let asked_for = self.linter.asked_for.clone();
        let outcome = Outcome {
            findings: self.findings,
            undecided: self.undecided.explained(self.files),
            summary,
            undeclared: None,
            asked_for,
            hidden: self.hidden,
            known: Vec::new(),
            looked_at,
            configs: Arc::default(),
            bugs: Vec::new(),
        };
        (outcome, self.silences)
    }
}

impl Outcome {
    /// Whether the run has failed: by what was asked for, else by what is configured where each finding lies.
    pub(crate) fn fails(&self, asked: Option<FailOn>, files: &Files) -> bool {
        let least = |finding: &Finding| {
            let path = &files.sources().get(finding.span.source).path;
            let set = || self.configs.fail_on(&files.real_file(path)).map(|set| set.value);
            asked.or_else(set).unwrap_or(FailOn::Severity(Severity::Warning))
        };
        self.findings.iter().any(|finding| least(finding).is_met(finding.severity))
    }

    /// Leaves out the findings that do not count.
    pub(crate) fn leave_out(&mut self, why: Known, is_known: impl Fn(&Finding) -> bool) {
        let (known, left) = std::mem::take(&mut self.findings).into_iter().partition(is_known);
        self.findings = left;
        let known: Vec<Finding> = known;
        self.known.extend(known.into_iter().map(|finding| (why, finding)));
        self.summary.suppressed = self.suppressed().count();
        self.count();
    }

    /// The findings that comments silence.
    pub(crate) fn suppressed(&self) -> impl Iterator<Item = &Finding> {
        let known = self.known.iter().filter(|(why, _)| *why == Known::Suppressed);
        known.map(|(_, finding)| finding)
    }

    fn sort(&mut self, files: &Files, shares: &Shares) {
        self.findings = shares.alike(std::mem::take(&mut self.findings));
        self.findings.sort_by_cached_key(|finding| {
            let path = files.sources().get(finding.span.source).path.clone();
            (
                path,
                finding.span.start,
                finding.span.end,
                finding.rule.clone(),
                finding.message.clone(),
            )
        });
        self.count();
        let unreadable = self.findings.iter().filter(|it| &*it.rule == native::UNREADABLE);
        self.summary.unreadable = unreadable.count();
    }

    fn count(&mut self) {
        let count =
            |severity| self.findings.iter().filter(|finding| finding.severity == severity).count();
        self.summary.findings = BySeverity {
            error: count(Severity::Error),
            warning: count(Severity::Warning),
            note: count(Severity::Note),
        };
    }
}
