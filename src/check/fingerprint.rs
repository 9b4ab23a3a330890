//! What makes a finding the same one after lines were moved, files renamed and everything formatted anew.

use crate::files::{Files, parent};
use crate::finding::Finding;
use crate::source::Span;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Bytes of a fingerprint. So many of a hash are never the same by chance.
const BYTES: usize = 16;

/// Gives each finding its fingerprint: of the rule, of the folder in the workspace, of the block, of the element that it is
/// about, and of the text that it underlines without its spaces, unless that must not be shown. Those that are alike in
/// this are counted.
pub(super) fn add(findings: &mut [Finding], hidden: &BTreeSet<Span>, files: &Files) {
    let mut names: HashMap<PathBuf, String> = HashMap::new();
    let mut alike: HashMap<Vec<u8>, u64> = HashMap::new();
    for finding in findings {
        let source = files.sources().get(finding.span.source);
        let dir = parent(&source.path);
        let folder = match names.get(dir) {
            Some(known) => known,
            None => names.entry(dir.to_path_buf()).or_insert_with(|| files.in_workspace(dir)),
        };
        let element = finding.occasion.as_ref().and_then(|occasion| occasion.element.as_ref());
        let is_hidden = hidden.iter().any(|hidden| {
            let span = finding.span;
            hidden.source == span.source && hidden.start < span.end && span.start < hidden.end
        });
        let text = source.text.get(finding.span.range()).filter(|_| !is_hidden);
        let text: String = text.unwrap_or_default().split_whitespace().collect();
        let mut hash = Sha256::new();
        let address = finding.address.as_deref().unwrap_or_default();
        let key = element.map_or("", |element| &element.key);
        for part in [&finding.rule, folder.as_str(), address, key, text.as_str()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        let number = alike.entry(hash.clone().finalize().to_vec()).or_default();
        hash.update(number.to_le_bytes());
        *number += 1;
        finding.fingerprint = written(&hash.finalize());
    }
}

fn written(hash: &[u8]) -> Arc<str> {
    let mut text = String::with_capacity(2 * BYTES);
    for byte in hash.iter().take(BYTES) {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use crate::check::{Linter, run};
    use crate::files::{Files, Memory};
    use crate::page::Pack;
    use globset::GlobSet;
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::sync::Arc;

    const ORDERS: &str = "resource \"aws_api_gateway_integration\" \"orders\" {\n  rest_api_id = \"a\"\n  resource_id = \"r\"\n  http_method = \"GET\"\n  type        = \"HTTPS\"\n}\n";

    fn of(files: &[(&str, &str)]) -> BTreeSet<Arc<str>> {
        let mut disk = Memory::new().with(".git/HEAD", "");
        for (path, text) in files {
            disk = disk.with(path, *text);
        }
        let here = Path::new(".").to_path_buf();
        let files = Files::on(disk, [&*here]);
        let linter = Linter::new(Pack::builtin(), &[]).unwrap();
        let findings = run(&linter, &files, &[here], &GlobSet::empty()).unwrap().findings;
        let fingerprints: BTreeSet<_> = findings.iter().map(|it| it.fingerprint.clone()).collect();
        assert_eq!(fingerprints.len(), findings.len());
        fingerprints
    }

    #[test]
    fn lines_names_of_files_and_spaces_do_not_matter() {
        let before = of(&[("main.tf", ORDERS)]);
        assert!(!before.is_empty());
        assert_eq!(of(&[("main.tf", &format!("# More.\n\n{ORDERS}"))]), before);
        assert_eq!(of(&[("orders.tf", ORDERS)]), before);
        assert_eq!(of(&[("main.tf", &ORDERS.replace("  ", " "))]), before);
    }

    #[test]
    fn folders_addresses_and_what_is_written_matter() {
        let before = of(&[("main.tf", ORDERS)]);
        let others = [
            of(&[("a/main.tf", ORDERS)]),
            of(&[("main.tf", &ORDERS.replace("orders", "others"))]),
            of(&[("main.tf", &ORDERS.replace("HTTPS", "LAMBDA"))]),
        ];
        for other in others {
            assert_ne!(other, before);
        }
    }

    #[test]
    fn a_second_one_is_another_one() {
        let twice = format!("{ORDERS}{ORDERS}");
        let once = of(&[("main.tf", ORDERS)]);
        assert!(of(&[("main.tf", &twice)]).difference(&once).next().is_some());
    }
}
