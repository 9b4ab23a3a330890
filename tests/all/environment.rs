//! `TF_VAR_name`: what Terraform would read counts as it does there.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;

const MODULE: &str = "terraform {\n  backend \"s3\" {}\n}\n\nvariable \"type\" {\n  default = \"HTTP\"\n}\n\nresource \"aws_api_gateway_integration\" \"orders\" {\n  rest_api_id             = \"api\"\n  resource_id             = \"orders\"\n  http_method             = \"GET\"\n  integration_http_method = \"GET\"\n  type                    = var.type\n  uri                     = \"https://example.com\"\n}\n";

fn check(dir: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["check", "--format", "concise"])
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(dir)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn module(text: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("main.tf"), text).unwrap();
    dir
}

#[test]
fn the_environment_sets_what_nothing_else_does() {
    let dir = module(MODULE);
    let wrong = [("TF_VAR_type", "HTTPS"), ("TF_VAR_other", "["), ("type", "no")];
    let found = "main.tf:14:29: error[invalid-type] `HTTPS` is not an integration type\n";
    assert_eq!(check(dir.path(), &[], &wrong), found);
    assert_eq!(check(dir.path(), &["--no-env"], &wrong), "");
    assert_eq!(check(dir.path(), &["--var", "type=HTTP"], &wrong), "");
    std::fs::write(dir.path().join("terraform.tfvars"), "type = \"HTTP\"\n").unwrap();
    assert_eq!(check(dir.path(), &[], &wrong), "");
}

/// A shell often has variables that are meant for another module.
#[test]
fn it_does_not_make_a_root_of_a_library() {
    let text = MODULE.replace(
        "terraform {\n  backend \"s3\" {}\n}\n",
        "variable \"uri\" {\n  default = \"\"\n}\n",
    );
    let dir = module(&text.replace("\"https://example.com\"", "var.uri"));
    assert_eq!(check(dir.path(), &[], &[]), "");
    assert_eq!(check(dir.path(), &[], &[("TF_VAR_type", "HTTP")]), "");
}

#[test]
fn what_is_no_expression_is_said_where_it_is_declared() {
    let dir = module(&MODULE.replace("default = \"HTTP\"", "type = list(string)"));
    let found = check(dir.path(), &[], &[("TF_VAR_type", "[\"HTTP\"")]);
    assert!(found.contains("TF_VAR_type:1:"), "{found}");
}

#[test]
fn what_is_secret_is_not_shown() {
    let text = MODULE.replace("default = \"HTTP\"", "sensitive = true");
    let dir = module(&text);
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .env("TF_VAR_type", "hunter2")
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert!(!String::from_utf8(output.stdout).unwrap().contains("hunter2"));
}
