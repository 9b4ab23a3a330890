//! References, cycles and calls, with what Terraform said of each: nothing is reported that it takes, and what it refuses
//! is found at the same line.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::check::Linter;
use crate::files::Files;
use crate::page::Pack;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Case {
    name: String,
    files: BTreeMap<String, String>,
    /// Summary, file and line.
    errors: Vec<(String, String, usize)>,
}

const RULES: [&str; 3] = ["undeclared-reference", "reference-cycle", "wrong-function-call"];

/// What Terraform says, and the rule that says so here.
const SAID: &[(&str, &str)] = &[
    ("Reference to undeclared", "undeclared-reference"),
    ("Reference to \"each\"", "undeclared-reference"),
    ("Reference to \"count\"", "undeclared-reference"),
    ("Invalid \"", "undeclared-reference"),
    ("Invalid reference in p", "reference-cycle"),
    ("Invalid reference", "undeclared-reference"),
    ("Unsupported attribute", "undeclared-reference"),
    ("Unknown variable", "undeclared-reference"),
    ("Cycle", "reference-cycle"),
    ("Self-referencing local value", "reference-cycle"),
    ("Self-referential block", "reference-cycle"),
    ("Call to unknown function", "wrong-function-call"),
    ("Not enough function arguments", "wrong-function-call"),
    ("Too many function arguments", "wrong-function-call"),
];

/// Cases that Terraform refuses and of which nothing is said, with the reason.
const SILENT: &[(&str, &str)] = &[
    ("E template.", "reserved names are left to the version of Terraform"),
    ("E lazy.", "reserved names are left to the version of Terraform"),
    ("E arg.", "reserved names are left to the version of Terraform"),
    ("E action.", "a later version has it"),
    ("E list.", "a later version has it"),
    ("...)", "how many arguments a list is expanded to is not looked at"),
    ("dep each.key", "that it is no object is another matter"),
    ("replace path.module", "that it is no resource is another matter"),
    ("self destroy", "provisioners are left out"),
    ("for1", "an element may not be there"),
    ("forcond", "an element may not be there"),
    ("cond1", "the branch may not be taken"),
    ("and", "a later version may not look at the right side"),
    ("or", "a later version may not look at the right side"),
    ("ignore ", "what a resource has is the provider's to know"),
    ("fn prov", "provisioners are left out"),
    ("2 nope()", "conditions are left out"),
    ("mod1splat", "there may be no instance"),
    ("mod1 noindex", "that it is a list is a matter of types"),
    ("check scoped", "a data source of a check has to be known where it is"),
    ("import", "blocks that move or import are left out"),
    ("modver", "arguments of calls are another matter"),
];

#[test]
fn what_terraform_refuses_is_found_and_nothing_else() {
    let text = std::fs::read_to_string("fixtures/conformance/references.jsonl").unwrap();
    let linter = Linter::new(Pack::builtin(), &[]).unwrap();
    let (mut wrong, mut found_some) = (Vec::new(), 0);
    for line in text.lines() {
        let case: Case = serde_json::from_str(line).unwrap();
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in &case.files {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let root = dir.path().canonicalize().unwrap();
        let files = Files::within([root.clone()]);
        let report = linter.check(&files, &root, false);
        let place = |span: crate::source::Span| {
            let source = files.sources().get(span.source);
            let line = source.text[..span.start as usize].matches('\n').count() + 1;
            (source.path.strip_prefix(&root).unwrap().display().to_string(), line)
        };
        let found = report.findings.iter().filter(|finding| RULES.contains(&&*finding.rule));
        let found: Vec<_> =
            found.map(|finding| (&*finding.rule, place(finding.span), &finding.message)).collect();
        if case.errors.is_empty() && !found.is_empty() {
            wrong.push(format!("{}: Terraform takes it; {found:?}", case.name));
        }
        found_some += usize::from(!found.is_empty());
        let is_silent = SILENT.iter().any(|(part, _)| case.name.contains(part));
        for (summary, file, line) in &case.errors {
            let Some((_, rule)) = SAID.iter().find(|(said, _)| summary.starts_with(said)) else {
                continue;
            };
            let is_there = found.iter().any(|(by, (path, at), _)| {
                by == rule && (*line == 0 || path == file && at == line)
            });
            if !is_there && !is_silent {
                wrong.push(format!("{}: {summary} at {file}:{line}; {found:?}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(found_some > 100, "{found_some}");
}

#[test]
fn functions_take_as_many_arguments_as_terraforms() {
    #[derive(Deserialize)]
    struct Function {
        parameters: usize,
        variadic: bool,
    }
    let text = std::fs::read_to_string("fixtures/conformance/functions.json").unwrap();
    let functions: BTreeMap<String, Function> = serde_json::from_str(&text).unwrap();
    let differ = functions.iter().filter(|(name, function)| {
        let most = (!function.variadic).then_some(function.parameters);
        crate::functions::arity(name) != Some((function.parameters, most))
    });
    let differ: Vec<_> = differ.map(|(name, _)| (name, crate::functions::arity(name))).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

/// Terraform took `list` and `map` until 0.14: what runs is not known where `required_version` says nothing of it.
#[test]
fn a_function_of_former_releases_is_an_error_where_these_are_ruled_out() {
    let severities = |required: &str| {
        let dir = tempfile::tempdir().unwrap();
        let text = format!("{required}\nlocals {{\n  tags = map(\"stage\", \"test\")\n}}\n");
        std::fs::write(dir.path().join("main.tf"), text).unwrap();
        let root = dir.path().canonicalize().unwrap();
        let linter = Linter::new(Pack::builtin(), &[]).unwrap();
        let report = linter.check(&Files::within([root.clone()]), &root, false);
        report.findings.into_iter().map(|finding| finding.severity.name()).collect::<Vec<_>>()
    };
    assert_eq!(severities(""), ["warning"]);
    assert_eq!(severities("terraform {\n  required_version = \">= 0.12\"\n}"), ["warning"]);
    assert_eq!(severities("terraform {\n  required_version = \"~> 1.5\"\n}"), ["error"]);
    assert_eq!(severities("terraform {\n  required_version = \"~> 0.13.0\"\n}"), [""; 0]);
}
