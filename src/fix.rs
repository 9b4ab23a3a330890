//! Repairs: what findings offer is made, as long as it leaves fewer of them.

mod choice;
mod diff;
mod edits;

pub(crate) use diff::diff;
pub(crate) use edits::{apply, with_line_ends};

use crate::check::Outcome;
use crate::files::{Files, Replacement, WriteError};
use crate::finding::{Edit, Finding, Safety};
use crate::syntax::is_json;
use choice::{Chosen, choose};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// Texts that stand in for files, by the paths by which those are shown.
pub(crate) type Texts = BTreeMap<PathBuf, String>;

/// What a check has found, and the texts that it has found it in.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) files: Files,
    pub(crate) outcome: Outcome,
}

/// What has become of the files.
#[derive(Debug)]
pub(crate) struct Repaired {
    /// The texts that have changed.
    pub(crate) texts: BTreeMap<PathBuf, Change>,
    /// How many findings were repaired.
    pub(crate) made: usize,
    /// The repairs that were not made, since something would be found that was not there before.
    pub(crate) refused: Vec<Refused>,
    /// What else has values that were changed where they come from, for each repair.
    pub(crate) shared: BTreeSet<Shared>,
    /// What is found afterwards.
    pub(crate) left: Checked,
}

/// The text of a file, before and after.
#[derive(Debug)]
pub(crate) struct Change {
    pub(crate) old: Arc<str>,
    pub(crate) new: String,
    /// What of the old text must not be shown, in its order.
    pub(crate) hidden: Vec<Range<usize>>,
}

/// A repair that was not made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Refused {
    /// The rule that offers it.
    pub(crate) rule: Arc<str>,
    /// The block that it is about.
    pub(crate) address: Option<String>,
    /// What would be found.
    pub(crate) instead: BTreeSet<Arc<str>>,
}

/// A repair that has changed a value where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Shared {
    /// The files in which it was changed.
    pub(crate) files: BTreeSet<PathBuf>,
    /// The rule that offers it.
    pub(crate) rule: Arc<str>,
    /// What else has it, in words.
    pub(crate) also: String,
}

/// Makes the repairs that findings offer, in rounds, for one may make room for the next. `check` checks the files with other
/// texts in the place of some.
///
/// A round is kept only if its findings are gone and no others have come. So their number falls, and the rounds end.
///
/// # Errors
///
/// Those of `check`.
pub(crate) fn repair<E>(
    wanted: Safety,
    mut check: impl FnMut(&Texts) -> Result<Checked, E>,
) -> Result<Repaired, E> {
    let mut texts = Texts::new();
    let mut changed: BTreeMap<PathBuf, Change> = BTreeMap::new();
    let mut now = check(&texts)?;
    let mut refused = BTreeMap::new();
    let mut shared = BTreeSet::new();
    let (mut made, mut most) = (0, usize::MAX);
    loop {
        let is_open = |finding: &Finding| !refused.contains_key(&key(&now, finding));
        let chosen = choose(&now, wanted, most, is_open);
        let Some(first) = chosen.findings.first() else { break };
        let mut tried = texts.clone();
        tried.extend(chosen.texts.iter().map(|(path, change)| (path.clone(), change.new.clone())));
        let then = check(&tried)?;
        let come = come(&now, &then, &chosen);
        if come.is_empty() {
            for (path, change) in chosen.texts {
                changed.entry(path).or_insert(change);
            }
            made += chosen.findings.len();
            shared.extend(chosen.findings.iter().filter_map(|it| self::shared(&now, it)));
            most = most.saturating_mul(2);
            (texts, now) = (tried, then);
        } else if chosen.findings.len() == 1 {
            refused.insert(key(&now, first), come);
        } else {
            most = chosen.findings.len() / 2;
        }
    }
    let refused = refused.into_iter().map(|(Key { rule, address, .. }, instead)| Refused {
        rule,
        address,
        instead,
    });
    let changed = texts.into_iter().filter_map(|(path, new)| {
        let first = changed.remove(&path)?;
        (*first.old != *new).then_some((path, Change { new, ..first }))
    });
    Ok(Repaired { texts: changed.collect(), made, refused: refused.collect(), shared, left: now })
}

impl Repaired {
    /// The files in JSON syntax in which something is left: nothing is repaired there.
    pub(crate) fn in_json(&self) -> BTreeMap<PathBuf, usize> {
        let sources = self.left.files.sources();
        let mut counts = BTreeMap::new();
        for finding in &self.left.outcome.findings {
            let path = &sources.get(finding.span.source).path;
            if is_json(path) {
                *counts.entry(path.clone()).or_default() += 1;
            }
        }
        counts
    }

    /// Writes what has changed to the files, over which no texts lie. All new texts are on the disk before the first file is
    /// replaced, and where one cannot be, those before it are put back.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub(crate) fn write(&self, files: &Files) -> Result<(), WriteError> {
        let texts = self.texts.iter();
        let beside = texts.map(|(path, Change { old, new, .. })| files.replacement(path, old, new));
        let beside: Vec<_> = beside.collect::<Result<_, _>>()?;
        Replacement::finish_all(beside)
    }
}

fn shared(checked: &Checked, finding: &Finding) -> Option<Shared> {
    let fix = finding.fix.as_ref()?;
    let also = fix.also_used_by()?;
    let file = |edit: &Edit| checked.files.sources().get(edit.span.source).path.clone();
    let files = fix.edits.iter().map(file).collect();
    Some(Shared { files, rule: Arc::clone(&finding.rule), also })
}

/// What makes two findings the same, wherever in the file they lie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rule: Arc<str>,
    folder: PathBuf,
    address: Option<String>,
}

fn key(checked: &Checked, finding: &Finding) -> Key {
    let source = checked.files.sources().get(finding.span.source);
    Key {
        rule: Arc::clone(&finding.rule),
        folder: crate::files::parent(&source.path).to_path_buf(),
        address: finding.address.clone(),
    }
}

fn counts(checked: &Checked) -> BTreeMap<Key, usize> {
    let mut counts = BTreeMap::new();
    for finding in &checked.outcome.findings {
        *counts.entry(key(checked, finding)).or_default() += 1;
    }
    counts
}

/// The rules of what is found and was not found before, and of what was to go and is still there.
fn come(now: &Checked, then: &Checked, chosen: &Chosen) -> BTreeSet<Arc<str>> {
    let mut most = counts(now);
    for finding in &chosen.findings {
        if let Some(count) = most.get_mut(&key(now, finding)) {
            *count = count.saturating_sub(1);
        }
    }
    let more = counts(then)
        .into_iter()
        .filter(|(key, count)| most.get(key).is_none_or(|most| count > most));
    // Of what was given up nothing is found.
    let given_up = then.outcome.bugs.len() > now.outcome.bugs.len();
    more.map(|(key, _)| key.rule).chain(given_up.then(|| "an internal error".into())).collect()
}
