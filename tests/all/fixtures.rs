//! What is found in whole configurations. Each folder below `fixtures/` has what is expected of it beside it, in
//! `expected.txt`; `UPDATE_EXPECTED=1 cargo test --test all fixtures` writes it anew, for a person to read.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use gatelint::check::{Linter, run};
use gatelint::files::Files;
use gatelint::finding::{Extent, Finding, Severity};
use gatelint::page::Pack;
use gatelint::report::{Format, View, render};
use globset::GlobSet;
use std::path::{Path, PathBuf};

const KINDS: [&str; 7] =
    ["seed", "acceptance", "aws-valid", "aws-invalid", "language", "openapi", "whole"];

fn folders(kind: &str) -> Vec<PathBuf> {
    let entries = Path::new("fixtures").join(kind).read_dir().unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn check(folder: &Path) -> (Vec<Finding>, String) {
    let linter = Linter::new(Pack::builtin(), &[]).unwrap();
    let files = Files::within([folder.canonicalize().unwrap()]);
    let none = GlobSet::empty();
    match run(&linter, &files, &[folder.to_path_buf()], &none) {
        Ok(outcome) => {
            let text = render(Format::Concise, &outcome, &files, &Pack::builtin(), View::default());
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

/// One call of three has a type for which the response is right, and one has no instances.
#[test]
fn what_only_some_roots_have_is_not_for_all() {
    let (findings, text) = check(Path::new("tests/several_roots"));
    let extents: Vec<Extent> = findings.iter().map(|finding| finding.extent).collect();
    assert_eq!(extents, [Extent::Some, Extent::All], "{text}");
    let first = text.lines().next().unwrap();
    assert!(first.ends_with("(for module.one)"), "{text}");
}

/// What the comments `#~ rule, rule` in the files of a folder say is found in their lines.
fn planted(folder: &Path) -> Vec<String> {
    let mut planted = Vec::new();
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "tf") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for (number, line) in (1..).zip(text.lines()) {
            let rules = line.split_once("#~").map_or("", |(_, rules)| rules);
            let rules = rules.split(',').map(str::trim).filter(|rule| !rule.is_empty());
            planted.extend(rules.map(|rule| format!("{}:{number} {rule}", path.display())));
        }
    }
    planted.sort();
    planted
}

#[test]
fn each_planted_mistake_is_found_once_and_nothing_else() {
    for folder in folders("whole") {
        let (_, text) = check(&folder);
        let finding = |line: &str| {
            let (place, rule) = line.split_once('[').unwrap();
            let place = place.rsplitn(3, ':').last().unwrap();
            format!("{place} {}", rule.split_once(']').unwrap().0)
        };
        let mut found: Vec<String> = text.lines().map(finding).collect();
        found.sort();
        assert_eq!(found, planted(&folder), "{text}");
    }
    for (folder, mistakes) in [
        ("mistakes", 25),
        ("neighbours-mistakes", 25),
        ("http-mistakes", 20),
        ("websocket-mistakes", 20),
    ] {
        assert_eq!(planted(&Path::new("fixtures/whole").join(folder)).len(), mistakes);
    }
}

#[test]
fn the_result_does_not_depend_on_the_order_of_threads() {
    let first = check(Path::new("fixtures")).1;
    for _ in 0..5 {
        assert_eq!(check(Path::new("fixtures")).1, first);
    }
}
