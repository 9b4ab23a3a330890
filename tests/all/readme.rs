//! What the documents say is so: the README's example is what gatelint prints, its table of rules is that of the pages, and
//! the table of functions in `rules/README.md` is that of the functions. `UPDATE_EXPECTED=1 cargo test --test all readme`
//! writes them anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use gatelint::page::Pack;
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

/// Both parts are in one file, so one test writes them.
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

    let pack = Pack::builtin();
    let row = |page: &gatelint::page::Page| {
        let (id, path) = (&page.rule.id, page.path.display());
        let off = if page.rule.default { "" } else { " *Off by default.*" };
        format!(
            "| [{id}](rules/{path}) | {} | {} | {}{off} |\n",
            page.rule.severity, page.rule.fails, page.summary
        )
    };
    let rows: String = pack.pages().map(row).collect();
    hold(
        "README.md",
        "rules",
        &format!("| rule | severity | fails at | |\n|---|---|---|---|\n{rows}"),
    );
}

#[test]
fn the_functions_of_pages_are_those_that_there_are() {
    let row = |function: gatelint::page::FunctionDoc| {
        format!("| `{}` | {} |\n", function.signature, function.doc)
    };
    let rows: String = gatelint::page::functions().into_iter().map(row).collect();
    hold("rules/README.md", "functions", &format!("| function | |\n|---|---|\n{rows}"));
}
