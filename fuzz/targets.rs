//! What is tried: each way by which a text of a user comes in.

use clap::ValueEnum as _;
use gatelint::check::{Input, Inputs, Linter, run};
use gatelint::files::{Files, Memory};
use gatelint::page::{Pack, Page};
use gatelint::report::{Format, View, render};
use globset::GlobSet;
use std::path::{Path, PathBuf};

/// The targets, each with the ends of the names of the fixtures that it begins with.
pub(crate) const TARGETS: [(&str, &[&str]); 7] = [
    ("module", &[".tf"]),
    ("expression", &[]),
    ("json", &[".tf.json"]),
    ("tfvars", &[".tfvars", ".tfvars.json"]),
    ("page", &[".md"]),
    ("template", &[".vtl", ".tftpl", ".tpl"]),
    ("path", &[]),
];

const INTEGRATION: &str =
    "resource \"aws_api_gateway_integration\" \"i\" {\n  rest_api_id = \"r\"\n  type = \"MOK\"\n";

/// Tries a text. What is shown of it has nothing in it that a terminal takes for an order.
pub(crate) fn try_on(target: &str, text: &str) {
    let one = |path: &str, text: String| Memory::new().with(path, text);
    match target {
        "page" => {
            if let Ok(page) = Page::read(Path::new("rules/x.md"), text.into()) {
                check(
                    &one("main.tf", format!("{INTEGRATION}}}\n")),
                    ".",
                    None,
                    Pack::builtin().with(page),
                );
            }
            return;
        }
        "path" => {
            let disk = one("a/main.tf", format!("{INTEGRATION}}}\n"));
            return check(&disk, text, Some(text), Pack::builtin());
        }
        _ => {}
    }
    let declared =
        "variable \"secret\" {\n  sensitive = true\n  default = \"s\"\n}\nvariable \"a\" {}\n";
    let disk = match target {
        "json" => one("main.tf.json", text.into()),
        "tfvars" => one("terraform.tfvars", text.into())
            .with("z.auto.tfvars.json", text)
            .with("main.tf", format!("{declared}{INTEGRATION}  uri = var.a\n}}\n")),
        "template" => one("t.tftpl", text.into()).with(
            "main.tf",
            format!("{declared}{INTEGRATION}  request_templates = {{ a = templatefile(\"t.tftpl\", {{ x = var.a, y = 1 }}), b = templatestring(file(\"t.tftpl\"), {{}}) }}\n}}\n"),
        ),
        "expression" => one(
            "main.tf",
            format!("{declared}locals {{\n  a = 1\n  b = {text}\n}}\n{INTEGRATION}  for_each = {text}\n  uri = {text}\n}}\n"),
        ),
        _ => one("main.tf", format!("{INTEGRATION}}}\n{text}")),
    };
    check(&disk, ".", None, Pack::builtin());
}

fn check(disk: &Memory, path: &str, set: Option<&str>, pack: Pack) {
    let files = Files::on(disk.clone(), [Path::new(".")]);
    let set = set.map(|text| {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        Input::Variable(name.to_owned(), value.to_owned())
    });
    let Ok(inputs) = Inputs::read(&files, &set.into_iter().collect::<Vec<_>>()) else { return };
    let Ok(linter) = Linter::new(pack, &[]) else { return };
    let linter = linter.with_inputs(inputs);
    let Ok(outcome) = run(&linter, &files, &[PathBuf::from(path)], &GlobSet::empty()) else {
        return;
    };
    for format in Format::value_variants() {
        let shown = render(*format, &outcome, &files, &Pack::builtin(), View::default());
        let order = shown.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
        assert_eq!(order, None, "{format:?} shows it as it is");
    }
}
