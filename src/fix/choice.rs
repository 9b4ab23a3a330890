//! Which repairs are made together: each is whole or left out, and no two change the same place.

use super::edits::{apply, with_line_ends};
use super::{Change, Checked};
use crate::files::{is_fetched, parent};
use crate::finding::{Edit, Finding, Fix, Safety};
use crate::source::SourceId;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Repairs that are made together.
pub(super) struct Chosen {
    /// The findings that they are of.
    pub(super) findings: Vec<Finding>,
    pub(super) texts: BTreeMap<PathBuf, Change>,
}

/// At most so many of the repairs that are wanted, in the order of the findings.
pub(super) fn choose(
    checked: &Checked,
    wanted: Safety,
    most: usize,
    is_open: impl Fn(&Finding) -> bool,
) -> Chosen {
    let mut taken: BTreeMap<SourceId, Vec<Edit>> = BTreeMap::new();
    let mut fixes: Vec<&Fix> = Vec::new();
    let mut findings = Vec::new();
    for finding in &checked.outcome.findings {
        if findings.len() >= most {
            break;
        }
        let Some(fix) = &finding.fix else { continue };
        if !is_wanted(fix, wanted) || !is_open(finding) || !is_in_files(checked, fix) {
            continue;
        }
        // Two findings may offer the same repair.
        if !fixes.iter().any(|other| other.edits == fix.edits) {
            let is_taken = |edit: &Edit| {
                let mut of_source = taken.get(&edit.span.source).into_iter().flatten();
                of_source.any(|other| other.touches(edit))
            };
            let declares_the_same = |other: &&Fix| declare_the_same(checked, fix, other);
            if fix.edits.iter().any(is_taken) || fixes.iter().any(declares_the_same) {
                continue;
            }
            for edit in &fix.edits {
                taken.entry(edit.span.source).or_default().push(edit.clone());
            }
            fixes.push(fix);
        }
        findings.push(finding.clone());
    }
    let change = |(source, edits): (SourceId, Vec<Edit>)| {
        let source = checked.files.sources().get(source);
        let edits = edits.iter().map(|edit| with_line_ends(edit, &source.text)).collect();
        let new = apply(&source.text, edits);
        let hidden = checked.outcome.hidden.iter().filter(|span| span.source == source.id);
        let hidden = hidden.map(|span| span.range()).collect();
        (source.path.clone(), Change { old: source.text.clone(), new, hidden })
    };
    Chosen { findings, texts: taken.into_iter().map(change).collect() }
}

fn is_wanted(fix: &Fix, wanted: Safety) -> bool {
    fix.safety == Safety::Safe || wanted == Safety::Unsafe
}

/// Whether both declare a block of one address: what one declares may be all that the other one needs.
fn declare_the_same(checked: &Checked, fix: &Fix, other: &Fix) -> bool {
    let folder = |fix: &Fix| {
        let first = fix.edits.first()?;
        Some(parent(&checked.files.sources().get(first.span.source).path).to_path_buf())
    };
    fix.declares.iter().any(|it| other.declares.contains(it)) && folder(fix) == folder(other)
}

/// Whether all that it changes lies in files that are the user's to change.
fn is_in_files(checked: &Checked, fix: &Fix) -> bool {
    let is_own = |source| {
        let source = checked.files.sources().get(source);
        // Who else takes a value from a folder is looked for where that was named.
        let dir = parent(&source.path);
        let is_known = !fix.is_elsewhere || checked.outcome.named.contains(dir);
        let text = || checked.files.text(&source.path);
        !is_fetched(&source.path) && is_known && text().is_ok_and(|text| *text == *source.text)
    };
    fix.edits.iter().map(|edit| edit.span.source).all(is_own)
}
