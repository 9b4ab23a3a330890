//! What is set for variables, from files and from the command line, and what is never shown of it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use gatelint::check::{Input, Inputs};
use gatelint::check::{Linter, Outcome, run};
use gatelint::files::Files;
use gatelint::page::Pack;
use gatelint::report::{Format, View, render};
use globset::GlobSet;
use std::path::{Path, PathBuf};

const VARIABLES: &str = r#"
variable "uri" {
  type    = string
  default = "https://example.com"
}
variable "type" {
  default = "HTTP_PROXY"
}
"#;

const INTEGRATION: &str = r#"
resource "aws_api_gateway_integration" "it" {
  rest_api_id             = "api"
  resource_id             = "resource"
  http_method             = "GET"
  type                    = var.type
  integration_http_method = "GET"
  uri                     = var.uri
}
"#;

struct Folder {
    dir: PathBuf,
}

impl Folder {
    fn new(name: &str, texts: &[(&str, &str)]) -> Self {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&dir);
        std::fs::create_dir_all(&dir).unwrap();
        for (name, text) in texts {
            std::fs::write(dir.join(name), text).unwrap();
        }
        Self { dir }
    }

    fn with_main(name: &str, texts: &[(&str, &str)]) -> Self {
        let main = format!("{VARIABLES}{INTEGRATION}");
        Self::new(name, &[texts, &[("main.tf", main.as_str())]].concat())
    }

    fn check(&self, inputs: &[Input]) -> (Outcome, String) {
        let paths = [self.dir.clone()];
        let files = Files::new(paths.iter().map(PathBuf::as_path));
        let inputs = Inputs::read(&files, inputs).unwrap();
        let linter = Linter::new(Pack::builtin(), &[]).unwrap().with_inputs(inputs);
        let outcome = run(&linter, &files, &paths, &GlobSet::empty()).unwrap();
        let full = render(Format::Full, &outcome, &files, &Pack::builtin(), View::default());
        (outcome, full)
    }

    /// The rules that found something, in order.
    fn rules(&self, inputs: &[Input]) -> Vec<String> {
        self.check(inputs).0.findings.iter().map(|finding| finding.rule.to_string()).collect()
    }
}

fn variable(name: &str, value: &str) -> Input {
    Input::Variable(name.to_owned(), value.to_owned())
}

#[test]
fn a_later_file_wins_and_json_is_read() {
    let folder = Folder::with_main(
        "order",
        &[
            ("terraform.tfvars", r#"uri = "terraform.tfvars""#),
            ("terraform.tfvars.json", r#"{ "uri": "terraform.tfvars.json" }"#),
            ("a.auto.tfvars.json", r#"{ "uri": "a.auto.tfvars.json" }"#),
            ("b.auto.tfvars", r#"uri = "https://b""#),
            ("never.tfvars", r#"uri = "never.tfvars""#),
        ],
    );
    assert!(folder.rules(&[]).is_empty());
    let named = Input::File(folder.dir.join("never.tfvars"));
    assert_eq!(folder.rules(std::slice::from_ref(&named)), ["http-uri-not-http"]);
    let both = [named.clone(), variable("uri", "https://var")];
    assert!(folder.rules(&both).is_empty());
    let both = [variable("uri", "https://var"), named];
    assert_eq!(folder.rules(&both), ["http-uri-not-http"]);
}

#[test]
fn a_value_of_the_command_line_is_shown_where_it_came_from() {
    let folder = Folder::with_main("command-line", &[]);
    let (_, full) = folder.check(&[variable("uri", "nowhere")]);
    assert!(full.contains("[--var uri:1:5]") && full.contains("uri=nowhere"), "{full}");
}

#[test]
fn what_no_block_declares_is_said_with_the_nearest_name() {
    let folder = Folder::with_main("undeclared", &[("terraform.tfvars", r#"url = "x""#)]);
    let (outcome, _) = folder.check(&[]);
    let [finding] = outcome.findings.as_slice() else { panic!("{:?}", outcome.findings) };
    assert_eq!(&*finding.rule, "undeclared-variable");
    assert_eq!(finding.help.as_deref(), Some("did you mean `uri`?"));
}

#[test]
fn what_the_command_line_sets_has_to_be_declared_by_a_root() {
    let declares = |name: &str| format!("variable \"{name}\" {{}}\n{VARIABLES}{INTEGRATION}");
    let (a, b) = (declares("of_a"), declares("of_b"));
    let folder =
        Folder::new("undeclared-by-all", &[("shared.tfvars", "of_a = 1\nof_c = 2\nother = 3\n")]);
    for (name, text) in [("a", &a), ("b", &b)] {
        std::fs::create_dir(folder.dir.join(name)).unwrap();
        std::fs::write(folder.dir.join(name).join("main.tf"), text).unwrap();
    }
    let undeclared = |name: &str| folder.check(&[variable(name, "x")]).0.undeclared;
    assert_eq!(undeclared("of_a"), None);
    assert_eq!(undeclared("of_b"), None);
    assert_eq!(undeclared("of_c").unwrap().nearest.as_deref(), Some("of_a"));
    assert_eq!(undeclared("other").unwrap().nearest, None);

    let (outcome, _) = folder.check(&[Input::File(folder.dir.join("shared.tfvars"))]);
    let said = outcome.findings.iter().map(|found| (&*found.rule, found.message.as_str()));
    let expected = ["of_c", "other"].map(|name| format!("no variable named `{name}` is declared"));
    let expected = expected.iter().map(|message| ("undeclared-variable", message.as_str()));
    assert_eq!(said.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
    assert_eq!(outcome.undeclared, None);

    std::fs::write(folder.dir.join("b/broken.tf"), "variable \"of_c {").unwrap();
    assert_eq!(undeclared("of_c"), None);
}

#[test]
fn what_a_called_module_declares_is_not_the_command_lines_to_set() {
    let call = "module \"m\" {\n  source = \"./m\"\n}\n";
    let folder = Folder::new("undeclared-called", &[("main.tf", call)]);
    std::fs::create_dir(folder.dir.join("m")).unwrap();
    std::fs::write(folder.dir.join("m/main.tf"), format!("variable \"type\" {{}}\n{INTEGRATION}"))
        .unwrap();
    let undeclared = folder.check(&[variable("type", "x")]).0.undeclared;
    assert_eq!(undeclared.unwrap().name, "type");
}

#[test]
fn of_a_module_that_is_not_wholly_read_nothing_is_undeclared() {
    let texts = [("terraform.tfvars", r#"url = "x""#), ("broken.tf", "variable \"ur {")];
    let rules = Folder::with_main("incomplete", &texts).rules(&[]);
    assert!(!rules.contains(&"undeclared-variable".to_owned()), "{rules:?}");
}

#[test]
fn a_broken_file_may_set_anything() {
    let texts = [("terraform.tfvars", "uri = \"a\"\ntype = \"HTTP\"\nx = = 1\n")];
    assert_eq!(
        Folder::with_main("broken", &texts).rules(&[]),
        ["http-uri-not-http", "hcl-parse-error"]
    );
    let texts = [("a.auto.tfvars", r#"uri = "nowhere""#), ("b.auto.tfvars", "type = = 1\n")];
    assert_eq!(Folder::with_main("broken-later", &texts).rules(&[]), ["hcl-parse-error"]);
}

#[test]
fn a_block_in_a_variables_file_is_an_error() {
    let texts = [("terraform.tfvars", "variable \"uri\" {\n  default = \"x\"\n}\n")];
    let (outcome, _) = Folder::with_main("block", &texts).check(&[]);
    let [finding] = outcome.findings.as_slice() else { panic!("{:?}", outcome.findings) };
    assert_eq!(&*finding.rule, "hcl-parse-error");
    assert_eq!(finding.help.as_deref(), Some("write `uri = ...` to set it"));
}

#[test]
fn a_value_that_is_no_expression_is_said_and_stands_for_nothing() {
    let main = format!(
        "variable \"uri\" {{ default = \"nowhere\" }}\nvariable \"type\" {{ type = any }}\n{INTEGRATION}"
    );
    let folder = Folder::new("no-expression", &[("main.tf", &main)]);
    for value in ["[1", "1\nuri = 2", ""] {
        assert_eq!(folder.rules(&[variable("type", value)]), ["hcl-parse-error"], "{value:?}");
    }
    assert_eq!(folder.rules(&[variable("type", r#""HTTP""#)]), ["http-uri-not-http"]);
}

#[test]
fn a_named_file_that_is_not_there_is_a_failure_and_a_broken_one_a_finding() {
    let folder =
        Folder::with_main("named", &[("broken.tfvars", "uri = \"a\"\ntype = \"HTTP\"\nx = = 1\n")]);
    let files = Files::new([folder.dir.as_path()]);
    let nowhere = Input::File(folder.dir.join("nowhere.tfvars"));
    assert!(Inputs::read(&files, &[nowhere]).is_err());
    let broken = Input::File(folder.dir.join("broken.tfvars"));
    // The line that can be read counts.
    assert_eq!(folder.rules(&[broken]), ["hcl-parse-error", "http-uri-not-http"]);
}

#[test]
fn a_sensitive_value_decides_and_is_not_shown() {
    let main = format!(
        r#"
variable "uri" {{
  type      = string
  sensitive = true
}}
variable "type" {{
  default   = "S3CRET"
  ephemeral = true
}}
{INTEGRATION}"#
    );
    let secret = [("main.tf", main.as_str()), ("terraform.tfvars", "type = \"S3CRET\"\n")];
    let folder = Folder::new("sensitive", &secret);
    let (outcome, full) = folder.check(&[variable("type", "S3CRET")]);
    let [finding] = outcome.findings.as_slice() else { panic!("{:?}", outcome.findings) };
    assert_eq!(&*finding.rule, "invalid-type");
    assert!(finding.message.contains("(sensitive)"), "{}", finding.message);
    assert!(!format!("{finding:?}").contains("S3CRET"), "{finding:?}");
    // The declaration is shown, and what the command line and the file say is not.
    assert!(!full.contains("--var") && !full.contains("terraform.tfvars"), "{full}");
}
