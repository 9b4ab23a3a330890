//! What the AWS provider says of the examples and the fixtures, recorded by `fixtures/provider/judge.py`: what is certain
//! to fail at plan is refused by it, and nothing else is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "reads what is expected, not what is checked")]

use gatelint::check::Linter;
use gatelint::finding::{Fails, Severity};
use gatelint::module::Module;
use gatelint::page::{Example, ExampleKind, Pack, Page};
use gatelint::source::Sources;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

const FOLDER: &str = "fixtures/provider";
const KINDS: [&str; 6] = ["seed", "acceptance", "aws-valid", "aws-invalid", "language", "whole"];

#[derive(Deserialize)]
struct Verdict {
    key: String,
    /// The errors, as `main.tf:7: Unsupported argument `region``; empty where it is valid.
    #[serde(default)]
    refused: Vec<String>,
    /// A provider that could not be asked.
    needs: Option<String>,
}

fn verdicts() -> HashMap<String, Verdict> {
    let text = std::fs::read_to_string(format!("{FOLDER}/verdicts.jsonl")).unwrap();
    let verdicts = text.lines().map(|line| serde_json::from_str::<Verdict>(line).unwrap());
    verdicts.map(|verdict| (verdict.key.clone(), verdict)).collect()
}

/// What the verdict on some files is found by.
fn key(files: &BTreeMap<String, Vec<u8>>) -> String {
    let mut digest = Sha256::new();
    for (path, text) in files {
        for part in [path.as_bytes(), b"\0", text, b"\0"] {
            digest.update(part);
        }
    }
    digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The names of what came with version 6 of the provider, which is not the one that judged.
fn newer() -> BTreeSet<String> {
    fn collect(value: &hcl::Value, names: &mut BTreeSet<String>) {
        let Some(entries) = value.as_object() else { return };
        for (name, value) in entries {
            let since = value.as_object().and_then(|entry| entry.get("since")?.as_str());
            if since.is_some_and(|since| since.starts_with("6.")) {
                names.insert(name.clone());
            }
            collect(value, names);
        }
    }
    let mut names = BTreeSet::new();
    for folder in Path::new("rules").read_dir().unwrap() {
        if let Ok(text) = std::fs::read_to_string(folder.unwrap().path().join("releases.hcl")) {
            collect(&hcl::from_str(&text).unwrap(), &mut names);
        }
    }
    names
}

/// The reasons by rule and kind of example.
fn exceptions() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(format!("{FOLDER}/exceptions.txt")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let exception = |line: &str| {
        let (what, reason) = line.split_once(": ").unwrap_or_else(|| panic!("no reason: {line}"));
        (what.to_owned(), reason.to_owned())
    };
    lines.map(exception).collect()
}

/// What to judge: what it is called, the same without its number, its key, and whether gatelint says it fails at plan.
struct Case {
    name: String,
    group: String,
    key: String,
    fails: bool,
}

fn examples(pack: &Pack) -> Vec<Case> {
    let mut cases = Vec::new();
    for page in pack.pages() {
        let linter = Linter::new(pack.clone(), &[page.rule.id.to_string()]).unwrap();
        let mut count: HashMap<&str, usize> = HashMap::new();
        for example in &page.examples {
            let kind = match example.kind {
                ExampleKind::Bad => "bad",
                ExampleKind::Good => "good",
                ExampleKind::Fixed => "fixed",
            };
            let number = count.entry(kind).or_default();
            *number += 1;
            let text = page.example(example).as_bytes().to_vec();
            let group = format!("{} {kind}", page.rule.id);
            cases.push(Case {
                name: format!("{group} {number}"),
                group,
                key: key(&BTreeMap::from([("main.tf".to_owned(), text)])),
                fails: fails_at_plan(pack, &linter, page, example),
            });
        }
    }
    cases
}

/// Whether something is found in it that is certain to fail at plan.
fn fails_at_plan(pack: &Pack, linter: &Linter, page: &Page, example: &Example) -> bool {
    let (sources, text) = (Sources::default(), page.example(example));
    let mut module = Module::of_text(sources.add(&page.path, text), text);
    module.incomplete |= !example.is_whole;
    linter
        .check_module(&module, &sources)
        .findings
        .iter()
        .any(|finding| finding.severity == Severity::Error && finding.fails == Fails::Plan)
}

fn bites_at_plan(pack: &Pack, rule: &str) -> bool {
    pack.page(rule).is_some_and(|page| page.rule.fails == Fails::Plan)
}

fn files(folder: &Path, below: &Path, files_of: &mut BTreeMap<String, Vec<u8>>) {
    for entry in below.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(folder, &path, files_of);
        } else if path.file_name().is_some_and(|name| name != "expected.txt") {
            let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
            files_of.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

fn fixtures(pack: &Pack) -> Vec<Case> {
    let folders =
        KINDS.iter().flat_map(|kind| Path::new("fixtures").join(kind).read_dir().unwrap());
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let case = |folder: PathBuf| {
        let mut of_folder = BTreeMap::new();
        files(&folder, &folder, &mut of_folder);
        // `tests/fixtures.rs` proves that this is what is found.
        let found = std::fs::read_to_string(folder.join("expected.txt")).unwrap();
        let errors =
            found.lines().filter_map(|line| line.split_once(": error[")?.1.split_once(']'));
        let name = folder.strip_prefix("fixtures").unwrap().to_str().unwrap().to_owned();
        Case {
            group: name.clone(),
            name,
            key: key(&of_folder),
            fails: errors.into_iter().any(|(rule, _)| bites_at_plan(pack, rule)),
        }
    };
    folders.into_iter().map(case).collect()
}

#[test]
fn the_provider_refuses_what_is_certain_to_fail_at_plan_and_nothing_else() {
    let pack = Pack::builtin().unwrap();
    let (verdicts, newer, exceptions) = (verdicts(), newer(), exceptions());
    let is_newer =
        |said: &&String| said.rsplit('`').nth(1).is_some_and(|name| newer.contains(name));
    let (mut wrong, mut unjudged, mut needed) = (Vec::new(), Vec::new(), BTreeSet::new());
    for case in examples(&pack).into_iter().chain(fixtures(&pack)) {
        let Some(verdict) = verdicts.get(&case.key) else {
            unjudged.push(case.name);
            continue;
        };
        let (beyond, refused): (Vec<_>, Vec<_>) = verdict.refused.iter().partition(is_newer);
        // What is newer than the provider hides what else it might refuse.
        let is_unknown = verdict.needs.is_some() || case.fails && !beyond.is_empty();
        if is_unknown || case.fails != refused.is_empty() {
            continue;
        }
        if exceptions.contains_key(&case.group) {
            needed.insert(case.group);
        } else if case.fails {
            wrong.push(format!("{}: said to fail at plan, and the provider takes it", case.name));
        } else {
            wrong.push(format!(
                "{}: refused, and nothing says that it fails at plan: {refused:?}",
                case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let unneeded: Vec<&String> = exceptions.keys().filter(|what| !needed.contains(*what)).collect();
    assert!(unneeded.is_empty(), "exceptions that are none: {unneeded:?}");
    if !unjudged.is_empty() {
        eprintln!(
            "not judged yet: {}\nrun `{FOLDER}/judge.py PLUGINS`, as {FOLDER}/README.md says",
            unjudged.join(", ")
        );
    }
}
