//! What the AWS provider says of the examples and the fixtures, recorded by `fixtures/provider/judge.py`: what is certain
//! to fail at plan is refused by it, and nothing else is.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::check::Linter;
use crate::finding::{Fails, Severity};
use crate::module::Module;
use crate::page::{Example, ExampleKind, Pack, Page};
use crate::source::Sources;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

const FOLDER: &str = "fixtures/provider";
const KINDS: [&str; 6] = ["seed", "acceptance", "aws-valid", "aws-invalid", "language", "whole"];

#[derive(Deserialize)]
struct Verdict {
    key: String,
    /// The errors with their places, and with the name that is unknown in backticks; empty where it is valid.
    #[serde(default)]
    refused: Vec<String>,
    /// Whether these errors, of parsing or a cycle, keep Terraform from looking at anything else.
    #[serde(default)]
    stops: bool,
    /// A provider that could not be asked.
    needs: Option<String>,
}

fn verdicts() -> HashMap<String, Verdict> {
    let text = std::fs::read_to_string(format!("{FOLDER}/verdicts.jsonl")).unwrap();
    let verdicts = text.lines().map(|line| serde_json::from_str::<Verdict>(line).unwrap());
    verdicts.map(|verdict| (verdict.key.clone(), verdict)).collect()
}

/// What the verdict on some files is found by.
fn key(files: &Texts) -> String {
    let mut digest = Sha256::new();
    for (path, text) in files {
        for part in [path.as_bytes(), b"\0", text, b"\0"] {
            digest.update(part);
        }
    }
    let bytes: Vec<u8> = digest.finalize().iter().take(8).copied().collect();
    format!("{:016x}", u64::from_be_bytes(bytes.try_into().unwrap()))
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

type Texts = BTreeMap<String, Vec<u8>>;

/// A place in a case: the file, and a line, from 1.
type Place = (String, usize);

/// What to judge: what it is called, the same without its number, its files, and where an error is found that bites at
/// plan.
struct Case {
    name: String,
    group: String,
    files: Texts,
    fails: BTreeSet<Place>,
}

impl Case {
    /// The block that stands there, from the line that it begins in; all of a file that is no `.tf`.
    fn block(&self, (file, line): &Place) -> (Place, String) {
        let text = String::from_utf8_lossy(self.files.get(file).map_or(b"", Vec::as_slice));
        let begins = |line: &str| line.starts_with(|first: char| first.is_ascii_alphabetic());
        let lines: Vec<&str> = text.lines().collect();
        let start = (1..=*line)
            .rev()
            .find(|at| lines.get(at - 1).is_some_and(|line| begins(line)))
            .unwrap_or(1);
        let rest = lines.get(start..).unwrap_or_default();
        let length = rest.iter().position(|line| begins(line)).unwrap_or(rest.len());
        let written = lines.get(start - 1..start + length).unwrap_or_default().join("\n");
        ((file.clone(), start), written)
    }
}

/// How expressions call what the block declares.
fn address(block: &str) -> String {
    let mut words =
        block.lines().next().unwrap_or_default().split(['"', ' ']).filter(|w| !w.is_empty());
    match (words.next(), words.next(), words.next()) {
        (Some("resource"), Some(r#type), Some(name)) => format!("{type}.{name}"),
        (Some("data"), Some(r#type), Some(name)) => format!("data.{type}.{name}"),
        (Some("variable"), Some(name), _) => format!("var.{name}"),
        (Some("module"), Some(name), _) => format!("module.{name}"),
        (kind, ..) => format!("{}.", kind.unwrap_or_default().trim_end_matches('s')),
    }
}

fn examples(pack: &Pack) -> Vec<Case> {
    let mut cases = Vec::new();
    for page in pack.pages() {
        let linter = Linter::new(pack.clone(), &[page.rule.id.to_string()]).unwrap();
        let mut count: HashMap<&str, usize> = HashMap::new();
        for example in &page.examples() {
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
                files: Texts::from([("main.tf".to_owned(), text)]),
                fails: fails_at_plan(&linter, page, example),
            });
        }
    }
    cases
}

/// Where something is found in it that is certain to fail at plan.
fn fails_at_plan(linter: &Linter, page: &Page, example: &Example) -> BTreeSet<Place> {
    let (sources, text) = (Sources::default(), page.example(example));
    let mut module = Module::of_text(sources.add(&page.path, text), text);
    module.incomplete |= !example.is_whole;
    let line = |offset: u32| text[..offset as usize].matches('\n').count() + 1;
    let findings = linter.check_module(&module, &sources).findings;
    let at_plan = findings
        .iter()
        .filter(|found| found.severity == Severity::Error && found.fails == Fails::Plan);
    at_plan.map(|found| ("main.tf".to_owned(), line(found.span.start))).collect()
}

fn bites_at_plan(pack: &Pack, rule: &str) -> bool {
    pack.page(rule).is_some_and(|page| page.rule.fails == Fails::Plan)
}

fn files(folder: &Path, below: &Path, files_of: &mut Texts) {
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
        let mut texts = Texts::new();
        files(&folder, &folder, &mut texts);
        // `tests/fixtures.rs` proves that this is what is found.
        let found = std::fs::read_to_string(folder.join("expected.txt")).unwrap();
        let name = folder.strip_prefix("fixtures").unwrap().to_str().unwrap().to_owned();
        let error = |line: &str| {
            let (place, rule) = line.split_once(": error[")?;
            let (rule, _) = rule.split_once(']')?;
            let place = place.strip_prefix(folder.to_str()?)?.strip_prefix('/')?;
            let mut place = place.split(':');
            let place = (place.next()?.to_owned(), place.next()?.parse().ok()?);
            bites_at_plan(pack, rule).then_some(place)
        };
        let fails = found.lines().filter_map(error).collect();
        Case { group: name.clone(), name, files: texts, fails }
    };
    folders.into_iter().map(case).collect()
}

/// What the provider and gatelint do not agree about.
fn disagreements(case: &Case, verdict: &Verdict, newer: &BTreeSet<String>) -> Vec<String> {
    let place = |said: &str| {
        let mut parts = said.splitn(3, ':');
        Some((parts.next()?.to_owned(), parts.next()?.parse().ok()?))
    };
    let placed: Vec<(Place, &String)> =
        verdict.refused.iter().filter_map(|said| Some((place(said)?, said))).collect();
    let refused: BTreeMap<Place, String> =
        placed.iter().map(|(place, _)| case.block(place)).collect();
    let mut wrong = Vec::new();
    let fails: BTreeMap<Place, String> = case.fails.iter().map(|place| case.block(place)).collect();
    for ((file, line), text) in &fails {
        // Terraform does not come to what depends on what it has refused.
        let is_hidden = refused.values().any(|refused| text.contains(&address(refused)));
        let is_refused = refused.contains_key(&(file.clone(), *line));
        if !(verdict.stops || is_refused || is_hidden) {
            wrong.push(format!(
                "the block at {file}:{line} is said to fail at plan, and the provider takes it"
            ));
        }
    }
    for (place, said) in placed {
        let is_newer = said.rsplit('`').nth(1).is_some_and(|name| newer.contains(name));
        if !is_newer && !fails.contains_key(&case.block(&place).0) {
            wrong.push(format!("nothing says that this fails at plan: {said}"));
        }
    }
    // A cycle has no place.
    if fails.is_empty() && verdict.refused.iter().any(|said| place(said).is_none()) {
        wrong.push(format!("nothing says that this fails at plan: {:?}", verdict.refused));
    }
    wrong
}

#[test]
fn the_provider_refuses_what_is_certain_to_fail_at_plan_and_nothing_else() {
    let pack = Pack::builtin();
    let (verdicts, newer, exceptions) = (verdicts(), newer(), exceptions());
    let (mut wrong, mut unjudged, mut needed) = (Vec::new(), Vec::new(), BTreeSet::new());
    for case in examples(&pack).into_iter().chain(fixtures(&pack)) {
        let Some(verdict) = verdicts.get(&key(&case.files)) else {
            unjudged.push(case.name);
            continue;
        };
        if verdict.needs.is_some() {
            continue;
        }
        let said = disagreements(&case, verdict, &newer);
        if !said.is_empty() && exceptions.contains_key(&case.group) {
            needed.insert(case.group);
        } else {
            wrong.extend(said.iter().map(|said| format!("{}: {said}", case.name)));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let unneeded: Vec<&String> = exceptions.keys().filter(|what| !needed.contains(*what)).collect();
    assert!(unneeded.is_empty(), "exceptions that are none: {unneeded:?}");
    assert!(
        unjudged.is_empty(),
        "not judged yet: {}\nrun `{FOLDER}/judge.py PLUGINS`, as {FOLDER}/README.md says",
        unjudged.join(", ")
    );
}

#[test]
fn what_only_one_of_both_refuses_is_noticed() {
    let text =
        b"resource \"a\" \"b\" {\n  x = 1\n}\n\nresource \"a\" \"c\" {\n  x = a.b.x\n}\n".to_vec();
    let said = |fails: &[usize], refused: &[&str]| {
        let case = Case {
            name: "case".to_owned(),
            group: "case".to_owned(),
            files: Texts::from([("main.tf".to_owned(), text.clone())]),
            fails: fails.iter().map(|line| ("main.tf".to_owned(), *line)).collect(),
        };
        let refused = refused.iter().map(|said| (*said).to_owned()).collect();
        let verdict = Verdict { key: key(&case.files), refused, stops: false, needs: None };
        disagreements(&case, &verdict, &BTreeSet::from(["region".to_owned()])).len()
    };
    assert_eq!(said(&[], &[]), 0);
    assert_eq!(said(&[2], &[]), 1);
    assert_eq!(said(&[], &["main.tf:2: Invalid value"]), 1);
    assert_eq!(said(&[2], &["main.tf:1: Missing required argument"]), 0);
    assert_eq!(said(&[2], &["main.tf:6: Invalid value"]), 2);
    assert_eq!(said(&[2, 6], &["main.tf:2: Invalid value"]), 0, "the second needs the first");
    assert_eq!(said(&[], &["main.tf:2: Unsupported argument `region`"]), 0);
    assert_eq!(said(&[], &["Cycle"]), 1);
}
