//! `--baseline`, `--write-baseline`, `--prune-baseline`.

use super::{CLEAN, Failure, output};
use crate::baseline::{Baseline, Baselines, Entry};
use crate::check::{Known, Outcome};
use crate::files::Files;
use crate::fix::Checked;
use clap::Args;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// How many entries are named that are not found any more.
const MAX_NAMED: usize = 10;

#[derive(Debug, Args)]
pub(super) struct BaselineArguments {
    /// Ignore the findings that this file lists
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to this file, for use with --baseline, and report none
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "repairs", "since", "staged", "stdin_filename"])]
    write_baseline: Option<PathBuf>,
    /// Remove entries from the baseline that are no longer found
    #[arg(long, conflicts_with_all = ["write_baseline", "diff", "since", "staged", "stdin_filename"])]
    prune_baseline: bool,
}

impl BaselineArguments {
    /// Leaves out of what was found what does not count.
    pub(super) fn apply(&self, found: &mut Checked) -> Result<(), Failure> {
        let Checked { files, outcome } = found;
        self.baselines(files, outcome)?.apply(outcome, files);
        Ok(())
    }

    /// Those of the run: the one of the command line, else those that are configured; none where one is written.
    fn baselines(&self, files: &Files, outcome: &Outcome) -> Result<Baselines, Failure> {
        if self.write_baseline.is_some() {
            return Ok(Baselines::default());
        }
        Ok(Baselines::of(self.baseline.as_deref(), outcome, files).whole()?)
    }

    /// Writes what was found to the file that was asked for, if one was; the exit code then.
    pub(super) fn write(&self, found: &Checked) -> Result<Option<u8>, Failure> {
        let Some(path) = &self.write_baseline else { return Ok(None) };
        let new = Baseline::of(&found.outcome.findings, &found.files);
        let count = new.len();
        let mut baseline = if found.files.is_missing(path) {
            Baseline::default()
        } else {
            // What was not looked at stays.
            let mut old = Baseline::in_file(path, &found.files)?;
            gone(&mut old, found);
            old
        };
        baseline.add(new);
        found.files.write(path, &baseline.written())?;
        let word = if count == 1 { "finding" } else { "findings" };
        output::note(&format!("{count} {word} written to `{}`\n", path.display()));
        Ok(Some(CLEAN))
    }

    /// Says what did not count, and what is not found any more; that is taken out if it was asked for.
    pub(super) fn end(&self, found: &Checked) -> Result<(), Failure> {
        let Checked { files, outcome } = found;
        let mut baselines = self.baselines(files, outcome)?.into_files().peekable();
        if self.prune_baseline && baselines.peek().is_none() {
            return Err(Failure::NoBaseline);
        }
        match outcome.known.iter().filter(|(why, _)| *why == Known::Baseline).count() {
            0 => {}
            1 => output::note("1 finding is in the baseline\n"),
            many => output::note(&format!("{many} findings are in the baseline\n")),
        }
        for (path, mut baseline) in baselines {
            let gone = gone(&mut baseline, found);
            if gone.is_empty() {
                continue;
            }
            if self.prune_baseline {
                files.write(&path, &baseline.written())?;
            }
            output::note(&said(&gone, self.prune_baseline));
        }
        Ok(())
    }
}

/// Takes out the entries that are not found any more, of the folders that were looked at, and of those that are gone.
fn gone(baseline: &mut Baseline, found: &Checked) -> Vec<Entry> {
    let Checked { files, outcome } = found;
    let known = outcome.known.iter().map(|(_, finding)| finding);
    let fingerprints: BTreeSet<Arc<str>> =
        outcome.findings.iter().chain(known).map(|it| Arc::clone(&it.fingerprint)).collect();
    let looked_at: BTreeSet<String> =
        outcome.looked_at.iter().map(|dir| files.in_workspace(dir)).collect();
    let roots = files.roots();
    baseline.take_gone(&fingerprints, |folder| {
        looked_at.contains(folder) || roots.iter().all(|root| files.is_missing(&root.join(folder)))
    })
}

fn said(gone: &[Entry], is_pruned: bool) -> String {
    let is =
        if gone.len() == 1 { "entry of the baseline is" } else { "entries of the baseline are" };
    let what = if is_pruned { ", and taken out" } else { " (--prune-baseline takes that out)" };
    let mut text = format!("{} {is} not found any more{what}:\n", gone.len());
    for Entry { rule, folder, address } in gone.iter().take(MAX_NAMED) {
        let folder = if folder.is_empty() { "." } else { folder };
        let _ = writeln!(text, "  {}", format!("{rule} {folder} {address}").trim_end());
    }
    if let Some(more) = gone.len().checked_sub(MAX_NAMED).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more");
    }
    text
}
