//! All modules of a run, in parallel, with one result whatever the order.

use super::alone::{NotADocument, standing};
use super::configured::leave_out;
use super::gathering::Gathering;
use super::guard::{Bug, guarded};
use super::merge::{Shares, by_file};
use super::outcome::{Known, Outcome};
use super::sets::{Sets, by_set};
use super::{Linter, Report, fingerprint, hidden, native, unfollowed, unreadable};
use crate::config::ConfigError;
use crate::files::{Files, WalkError, parent};
use crate::finding::Finding;
use crate::source::SourceId;
use crate::tree::{Library, Tree};
use crate::workspace::{Map, Place};
use globset::GlobSet;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The walk could not begin.
    #[error(transparent)]
    Walk(#[from] WalkError),
    /// A configuration is of no use.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A file that was named is nothing that is read.
    #[error(transparent)]
    Document(#[from] NotADocument),
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
    if let Some(quiet) = &linter.quiet {
        quiet.begin();
    }
    let workspace = linter.workspace(files);
    let mut walked = workspace.walk(paths, exclude)?;
    let folders = walked.folders.iter().map(|folder| folder.dir.as_path());
    let may_be_documents = walked.documents.iter().chain(&walked.may_be_documents);
    // Most lie one beside the other.
    let mut of_documents: Vec<&Path> = may_be_documents.map(|path| parent(path)).collect();
    of_documents.dedup_by(|one, other| one.as_os_str() == other.as_os_str());
    let folders = folders.chain(of_documents);
    let linter = &linter.configured(files, folders)?;
    let (standing, excluded) = standing(&walked, exclude, &linter.configs, files);
    let excluded = excluded + leave_out(&mut walked, exclude, &linter.configs, files);
    let walked = &walked;
    let is_empty = |bare: &&PathBuf| {
        let real = files.real(bare);
        !standing.iter().any(|it| real.as_ref().is_some_and(|dir| it.real.starts_with(dir)))
    };
    if let Some(bare) = walked.bare.iter().find(is_empty) {
        return Err(WalkError::NoTerraform(bare.clone()).into());
    }
    let library = Library::new(files, Arc::clone(linter.pack.schemas())).among(&workspace);
    let library = library.keeping(linter.kept.clone());
    let map = Map::of(&workspace, &library, walked, exclude);
    let roots = map.roots();
    // Also of what those folders call, and of what calls them.
    let trees = roots.iter().flat_map(|(root, _)| map.tree(root)).map(Place::dir);
    let linter =
        &linter.configured(files, trees.chain(standing.iter().map(|it| parent(&it.path))))?;
    let uses = Uses::of(&map, &roots);
    linter.progress.begin(roots.len());
    let sets_of =
        |(root, is_called): &(&Place, bool)| Sets::of(linter, files, root.dir(), *is_called);
    let sets: Vec<Sets> = roots.iter().map(sets_of).collect();
    let checked: Vec<Result<Report, Bug>> = roots
        .par_iter()
        .zip(&sets)
        .map(|((root, is_called), sets)| {
            let report = guarded(root.dir(), || {
                let report = if map.is_relevant(root) {
                    sets.check(|inputs| {
                        linter.check_in(&workspace, &library, root.dir(), *is_called, inputs)
                    })
                } else {
                    pass_over(linter, &library, &map, root)
                };
                pin(files, &report.findings);
                report
            });
            uses.end(&map, root, &library);
            linter.progress.step();
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
    let sets = by_set(roots.iter().map(|(root, _)| *root).zip(&sets));
    let mut gathering = Gathering::new(linter, files, &map);
    for (inputs, _) in &sets {
        gathering.give(inputs);
    }
    for ((root, _), report) in roots.iter().zip(reports) {
        gathering.take(root, report);
    }
    gathering.check_alone(&standing, &mut bugs)?;
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
    let all = roots.iter().filter(|(_, is_called)| !is_called).map(|(root, _)| *root).collect();
    linter.note_inputs(all, sets, &library, &mut outcome);
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
    let places = findings.iter().flat_map(Finding::places);
    let sources: BTreeSet<SourceId> = places.map(|span| span.source).collect();
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
