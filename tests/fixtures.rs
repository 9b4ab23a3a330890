//! What is found in whole configurations. Each folder below `fixtures/` has what is expected of it beside it, in
//! `expected.txt`; `UPDATE_EXPECTED=1 cargo test --test fixtures` writes it anew, for a person to read.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "reads what is expected, not what is checked")]

use gatelint::check::{Linter, run};
use gatelint::files::{Files, walk};
use gatelint::finding::{Finding, Severity};
use gatelint::page::Pack;
use gatelint::report::{Format, render};
use globset::GlobSet;
use std::path::{Path, PathBuf};

const KINDS: [&str; 5] = ["seed", "acceptance", "aws-valid", "aws-invalid", "language"];

fn folders(kind: &str) -> Vec<PathBuf> {
    let entries = Path::new("fixtures").join(kind).read_dir().unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn check(folder: &Path) -> (Vec<Finding>, String) {
    let linter = Linter::new(Pack::builtin().unwrap(), &[]).unwrap();
    let files = Files::within([folder.canonicalize().unwrap()]);
    let none = GlobSet::empty();
    match walk(&files, &[folder.to_path_buf()], &none) {
        Ok(walked) => {
            let outcome = run(&linter, &files, &walked, &none);
            let text = render(Format::Concise, &outcome, files.sources(), false);
            (outcome.findings, text)
        }
        Err(error) => (Vec::new(), format!("{error}\n")),
    }
}

#[test]
fn each_configuration_gives_what_is_expected_of_it() {
    let mut wrong = Vec::new();
    for folder in KINDS.into_iter().flat_map(folders) {
        let (_, found) = check(&folder);
        let path = folder.join("expected.txt");
        if std::env::var_os("UPDATE_EXPECTED").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&path)
            .unwrap_or_else(|_| panic!("{} is missing", path.display()));
        if found != expected {
            wrong.push(format!("{}\nexpected:\n{expected}found:\n{found}", folder.display()));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_aws_accepted_has_no_error() {
    for folder in ["acceptance", "aws-valid"].into_iter().flat_map(folders) {
        let (findings, text) = check(&folder);
        assert!(findings.iter().all(|finding| finding.severity < Severity::Error), "{text}");
    }
}

#[test]
fn the_result_does_not_depend_on_the_order_of_threads() {
    let first = check(Path::new("fixtures")).1;
    for _ in 0..5 {
        assert_eq!(check(Path::new("fixtures")).1, first);
    }
}
