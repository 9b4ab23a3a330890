//! What the documents say is so: the README's example is what gatelint prints, `rules/README.md` lists the pages, and the table
//! of functions in `rules/REFERENCE.md` is that of the functions. `UPDATE_EXPECTED=1 cargo test --test all readme`
//! writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use gatelint::page::Pack;
use std::collections::BTreeMap;
use std::process::Command;

/// Puts `made` between the two comments that are named after the part.
fn hold(file: &str, part: &str, made: &str) {
    let readme = std::fs::read_to_string(file).unwrap();
    let (begin, end) = (format!("<!-- {part} -->\n"), format!("<!-- /{part} -->\n"));
    let (before, rest) = readme.split_once(&begin).unwrap();
    let (said, after) = rest.split_once(&end).unwrap();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(file, [before, &begin, made, &end, after].concat()).unwrap();
    } else {
        assert_eq!(said, made, "the part `{part}` of {file} is not what it was made of");
    }
}

#[test]
fn the_readme_is_true() {
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["check", "fixtures/seed/mock"])
        .output()
        .unwrap();
    hold(
        "README.md",
        "example",
        &format!("```text\n{}```\n", String::from_utf8(output.stdout).unwrap()),
    );
}

#[test]
fn the_rules_are_listed_by_the_resource_that_they_are_about() {
    let pack = Pack::builtin();
    let mut groups: BTreeMap<&str, String> = BTreeMap::new();
    for page in pack.pages() {
        let path = page.path.to_str().unwrap().replace('\\', "/");
        let folder = page.path.parent().unwrap().to_str().unwrap();
        let off = if page.rule.default { "" } else { " *Off by default.*" };
        let (id, severity, fails) = (&page.rule.id, page.rule.severity, page.rule.fails);
        let row = format!("| [{id}]({path}) | {severity} | {fails} | {}{off} |\n", page.summary);
        groups.entry(folder).or_default().push_str(&row);
    }
    let group = |(folder, rows): (&str, String)| {
        format!("## `{folder}`\n\n| rule | severity | fails at | |\n|---|---|---|---|\n{rows}\n")
    };
    let all: String = groups.into_iter().map(group).collect();
    hold("rules/README.md", "rules", &all);
}

#[test]
fn the_functions_of_pages_are_those_that_there_are() {
    let row = |function: gatelint::page::FunctionDoc| {
        format!("| `{}` | {} |\n", function.signature, function.doc)
    };
    let rows: String = gatelint::page::functions().into_iter().map(row).collect();
    hold("rules/REFERENCE.md", "functions", &format!("| function | |\n|---|---|\n{rows}"));
}
