//! What configurations say of findings: which count in which file, and how much.

use super::Linter;
use crate::config::{ConfigError, Configs};
use crate::files::{Files, Walked, is_configuration};
use crate::finding::Finding;
use globset::GlobSet;
use std::path::Path;
use std::sync::Arc;

impl Linter {
    /// The same with the configurations that hold for some folders.
    pub(super) fn configured<'a>(
        &self,
        files: &Files,
        folders: impl IntoIterator<Item = &'a Path>,
    ) -> Result<Self, ConfigError> {
        let configs = Configs::load(files, &self.pack, &self.search, folders)?;
        let configs = if self.passes_over { configs } else { configs.whole()? };
        let rules = self.rules.with(&self.pack, configs.turned_on());
        // Parts of rules are known there by their positions among those that are on.
        let quiet = self.quiet.clone().filter(|_| Arc::ptr_eq(&rules, &self.rules));
        Ok(Self { rules, quiet, configs: Arc::new(configs), ..self.clone() })
    }

    /// Whether the rule of a finding is on where it lies.
    pub(super) fn holds(&self, finding: &Finding, files: &Files) -> bool {
        if self.configs.is_empty() {
            return true;
        }
        let path = &files.sources().get(finding.span.source).path;
        let real = files.real_file(path);
        self.configs.broken_for(&real).is_none()
            && self.rules.holds(&finding.rule, &self.configs, &real)
    }

    /// Leaves out the findings of rules that are off where they lie, and gives the others the severity that is set there.
    pub(super) fn settle(&self, findings: &mut Vec<Finding>, files: &Files) {
        if self.configs.is_empty() {
            return;
        }
        findings.retain(|finding| self.holds(finding, files));
        for finding in findings {
            let path = &files.sources().get(finding.span.source).path;
            let set = self.configs.severity(&files.real_file(path), &finding.rule);
            finding.severity = set.map_or(finding.severity, |set| set.value);
        }
    }
}

/// Whether a path, or a folder that it lies in, is excluded by name.
pub(super) fn is_named(exclude: &GlobSet, path: &Path) -> bool {
    path.ancestors().any(|path| exclude.is_match(path))
}

/// Leaves out what is excluded of what was walked to; how many configuration files that are.
pub(super) fn leave_out(
    walked: &mut Walked,
    exclude: &GlobSet,
    configs: &Configs,
    files: &Files,
) -> usize {
    let mut count = 0;
    for folder in &mut walked.folders {
        let real = files.real(&folder.dir).unwrap_or_else(|| folder.dir.clone());
        let is_left_out = configs.excluded(&real, true).is_some();
        folder.files.retain(|file| {
            let is_excluded = is_named(exclude, file)
                || configs.excluded(&files.real_file(file), false).is_some();
            count += usize::from(is_excluded && !folder.is_named);
            !is_excluded
        });
        if folder.is_named && is_left_out {
            folder.is_named = false;
            let paths = files.list(&folder.dir);
            count += paths.iter().filter(|path| is_configuration(path)).count();
        }
    }
    walked.folders.retain(|folder| folder.is_named || !folder.files.is_empty());
    count
}
