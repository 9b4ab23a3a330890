//! What the documents say is so: the README's example is what gatelint prints, the options are those that there are, what is
//! configured is understood, `rules/README.md` lists the pages, and the table of functions in `rules/REFERENCE.md` is that of
//! the functions. `UPDATE_EXPECTED=1 cargo test --test all readme` writes what is made anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use gatelint::page::Pack;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
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

/// What gatelint prints.
fn gatelint(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint")).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The documents for those who use gatelint.
fn documents() -> Vec<(String, String)> {
    let docs = std::fs::read_dir("docs").unwrap().map(|entry| entry.unwrap().path());
    let pages = docs.filter(|path| path.extension().is_some_and(|end| end == "md"));
    let all = pages.map(|path| path.to_str().unwrap().replace('\\', "/"));
    let all = all.chain(["README.md".to_owned()]);
    all.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// The fenced blocks of a document in this language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let begin = format!("```{language}\n");
    text.split(&begin).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn the_example_of_the_readme_is_what_is_printed() {
    // The finding and where its value comes from, without its name, the calls on the way and the summary.
    let printed = gatelint(&["check", "fixtures/readme"]);
    let finding = &printed[printed.find("  error[").unwrap()..];
    let finding = finding.split("  note: called here").next().unwrap();
    hold("README.md", "example", &format!("```text\n{finding}```\n"));
}

#[test]
fn the_documented_options_are_those_that_there_are() {
    let option = |line: &str| {
        let word = line.trim_start().split([' ', ',']).find(|word| word.starts_with("--"))?;
        line.starts_with("    ").then(|| word.to_owned())
    };
    let help = gatelint(&["check", "--help"]);
    let there: BTreeSet<String> =
        help.lines().filter(|line| line.trim_start().starts_with('-')).filter_map(option).collect();
    let usage = std::fs::read_to_string("docs/usage.md").unwrap();
    let said: BTreeSet<String> = blocks(&usage, "text")[0]
        .lines()
        .filter(|line| line.starts_with("    --"))
        .filter_map(option)
        .collect();
    assert_eq!(said, there);
}

#[test]
fn the_documented_configuration_is_understood() {
    let text = std::fs::read_to_string("docs/configuration.md").unwrap();
    let [config, inputs, silence] = blocks(&text, "hcl")[..] else {
        panic!("three examples: {text}")
    };
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join(".gatelint.hcl"), format!("{config}\n{inputs}")).unwrap();
    std::fs::create_dir(dir.path().join("env")).unwrap();
    for name in ["common", "dev", "prod"] {
        std::fs::write(dir.path().join(format!("env/{name}.tfvars")), "").unwrap();
    }
    // The day of the example will have gone by.
    let silence = silence.replace("until=2027-01-31", "until=9999-12-31");
    let rest = "  rest_api_id = \"1\"\n  resource_id = \"2\"\n  http_method = \"GET\"\n  type = \"HTTP\"\n}\n";
    std::fs::write(dir.path().join("main.tf"), silence + rest).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["check", "--format", "json", "."])
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(found["suppressed"][0]["rule"], "missing-uri", "{found:#}");
    assert_eq!(
        found["suppressed"][0]["suppression"]["reason"], "clients move in January",
        "{found:#}"
    );
}

#[test]
fn links_lead_somewhere_and_lines_fit_a_terminal() {
    for (path, text) in documents() {
        let folder = Path::new(&path).parent().unwrap();
        for link in text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let there = link.starts_with("https://") || folder.join(link).exists();
            assert!(there, "{path} leads to {link}");
        }
        let long = |line: &&str| line.chars().count() > 80 && !line.starts_with('|');
        assert_eq!(text.lines().find(long), None, "{path}");
    }
}

#[test]
fn the_documents_name_this_version() {
    for (path, text) in documents() {
        for before in ["gatelint==", "gatelint/gatelint@v", "rev: v"] {
            for rest in text.split(before).skip(1) {
                let version: String =
                    rest.chars().take_while(|c| !c.is_whitespace() && *c != '"').collect();
                assert_eq!(version, env!("CARGO_PKG_VERSION"), "{path}: {before}");
            }
        }
    }
}

#[test]
fn there_are_as_many_rules_as_the_readme_says() {
    let readme = std::fs::read_to_string("README.md").unwrap();
    let count = readme.split(" rules hold for").next().unwrap();
    let count: usize = count.split_whitespace().next_back().unwrap().parse().unwrap();
    assert!(Pack::builtin().pages().count() >= count, "{count}");
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
