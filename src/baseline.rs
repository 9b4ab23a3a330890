//! A file of findings that do not count: those that a team has found on its first day.
//!
//! A line is an entry: the fingerprint, the rule, the folder in the workspace and the block. The lines are sorted, and since
//! fingerprints come as by chance, two branches seldom add theirs at the same place.

mod holding;

pub(crate) use holding::{BaselineFailure, Baselines};

use crate::files::{Files, parent};
use crate::finding::Finding;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;
use thiserror::Error;

/// What a file begins with.
const HEAD: &str = "# Findings that do not count, by `gatelint check --write-baseline`: fingerprint, rule, folder, block.\n";
/// What stands for the folder that is the root of the workspace.
const ROOT: &str = ".";
/// Digits of a fingerprint.
const DIGITS: usize = 32;

/// A line is no entry.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line} is no entry of a baseline")]
pub struct BaselineError {
    /// From 1.
    pub line: usize,
    /// Whether two versions of the file were not put together.
    pub is_conflict: bool,
}

impl BaselineError {
    /// What to do.
    pub fn help(&self) -> &'static str {
        if self.is_conflict {
            "resolve the conflict: the entries of both sides are right"
        } else {
            "an entry is a fingerprint, a rule, a folder and a block; --write-baseline writes all anew"
        }
    }
}

/// The entries, by their fingerprints.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Baseline(BTreeMap<Arc<str>, Entry>);

/// What a finding was about, for those who read the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) rule: String,
    /// The folder in the workspace, empty for its root.
    pub(crate) folder: String,
    /// The block, or nothing.
    pub(crate) address: String,
}

impl Baseline {
    /// Reads a file.
    ///
    /// # Errors
    ///
    /// When a line is no entry.
    pub(crate) fn read(text: &str) -> Result<Self, BaselineError> {
        let mut entries = BTreeMap::new();
        for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (fingerprint, entry) = entry(line).ok_or_else(|| BaselineError {
                line: number + 1,
                is_conflict: ["<<<<<<<", "=======", ">>>>>>>", "|||||||"]
                    .iter()
                    .any(|it| line.starts_with(it)),
            })?;
            entries.insert(fingerprint, entry);
        }
        Ok(Self(entries))
    }

    /// The entries of these findings.
    pub(crate) fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>, files: &Files) -> Self {
        let entry = |finding: &Finding| {
            let path = &files.sources().get(finding.span.source).path;
            let entry = Entry {
                rule: finding.rule.to_string(),
                folder: one_word(&files.in_workspace(parent(path))),
                address: finding.address.as_deref().map(one_word).unwrap_or_default(),
            };
            (Arc::clone(&finding.fingerprint), entry)
        };
        Self(findings.into_iter().map(entry).collect())
    }

    /// The file.
    pub(crate) fn written(&self) -> String {
        let mut text = HEAD.to_owned();
        for (fingerprint, Entry { rule, folder, address }) in &self.0 {
            let folder = if folder.is_empty() { ROOT } else { folder };
            let line = format!("{fingerprint} {rule} {folder} {address}");
            let _ = writeln!(text, "{}", line.trim_end());
        }
        text
    }

    /// Whether a finding does not count.
    pub(crate) fn has(&self, finding: &Finding) -> bool {
        self.0.contains_key(&finding.fingerprint)
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Takes out the entries of these folders that are not found any more.
    pub(crate) fn take_gone(
        &mut self,
        found: &BTreeSet<Arc<str>>,
        looked_at: impl Fn(&str) -> bool,
    ) -> Vec<Entry> {
        let is_gone = |fingerprint: &Arc<str>, entry: &Entry| {
            !found.contains(fingerprint) && looked_at(&entry.folder)
        };
        let (gone, left) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|(fingerprint, entry)| is_gone(fingerprint, entry));
        self.0 = left;
        let gone: BTreeMap<_, _> = gone;
        gone.into_values().collect()
    }

    /// Adds the entries of another one.
    pub(crate) fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

fn entry(line: &str) -> Option<(Arc<str>, Entry)> {
    let mut words = line.split_whitespace();
    let (fingerprint, rule, folder) = (words.next()?, words.next()?, words.next()?);
    let is_fingerprint =
        fingerprint.len() == DIGITS && fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit());
    let folder = if folder == ROOT { "" } else { folder };
    let entry = Entry {
        rule: rule.to_owned(),
        folder: folder.to_owned(),
        address: words.collect::<Vec<_>>().join(" "),
    };
    is_fingerprint.then(|| (fingerprint.into(), entry))
}

/// Spaces, and what a terminal would take for an order, as escapes.
fn one_word(text: &str) -> String {
    let mut word = String::new();
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            let _ = write!(word, "{}", c.escape_unicode());
        } else {
            word.push(c);
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::{Baseline, BaselineError};
    use std::collections::BTreeSet;

    const TEXT: &str = "# Findings that do not count, by `gatelint check --write-baseline`: fingerprint, rule, folder, block.\n00112233445566778899aabbccddeeff invalid-type . aws_api_gateway_integration.i\n10112233445566778899aabbccddeeff syntax-error app/api\n";

    #[test]
    fn what_is_written_is_read() {
        let baseline = Baseline::read(TEXT).unwrap();
        assert_eq!(baseline.len(), 2);
        assert_eq!(baseline.written(), TEXT);
        let windows = format!("\u{feff}{}\r\n", TEXT.replace('\n', "\r\n"));
        assert_eq!(Baseline::read(&windows).unwrap(), baseline);
    }

    #[test]
    fn what_is_no_entry_is_said() {
        let error = |line, is_conflict| Err(BaselineError { line, is_conflict });
        assert_eq!(Baseline::read(&format!("{TEXT}invalid-type\n")), error(4, false));
        assert_eq!(Baseline::read(&TEXT.replace("00112", "0x112")), error(2, false));
        assert_eq!(Baseline::read(&format!("{TEXT}<<<<<<< HEAD\n")), error(4, true));
    }

    #[test]
    fn what_was_not_looked_at_is_not_gone() {
        let mut baseline = Baseline::read(TEXT).unwrap();
        let gone = baseline.take_gone(&BTreeSet::new(), |folder| folder.starts_with("app"));
        assert_eq!(gone.iter().map(|entry| &*entry.rule).collect::<Vec<_>>(), ["syntax-error"]);
        assert_eq!(baseline.len(), 1);
    }
}
