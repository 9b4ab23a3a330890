//! `--since` and `--staged`, with git: what is new is found wherever it lies, and what was there before is not.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A function that an integration may call.
const PERMISSION: &str = "resource \"aws_lambda_permission\" \"p\" {\n  action        = \"lambda:InvokeFunction\"\n  function_name = aws_lambda_function.f.function_name\n  principal     = \"apigateway.amazonaws.com\"\n  source_arn    = \"${aws_api_gateway_rest_api.a.execution_arn}/*/*\"\n}\n";

const MAIN: &str = "variable \"method\" {\n  default = \"POST\"\n}\n\nresource \"aws_api_gateway_rest_api\" \"a\" {\n  name = \"a\"\n}\n\nresource \"aws_api_gateway_method\" \"m\" {\n  rest_api_id   = aws_api_gateway_rest_api.a.id\n  resource_id   = aws_api_gateway_rest_api.a.root_resource_id\n  http_method   = \"GET\"\n  authorization = \"NONE\"\n}\n\nresource \"aws_api_gateway_integration\" \"i\" {\n  rest_api_id             = aws_api_gateway_rest_api.a.id\n  resource_id             = aws_api_gateway_rest_api.a.root_resource_id\n  http_method             = aws_api_gateway_method.m.http_method\n  integration_http_method = var.method\n  type                    = \"AWS_PROXY\"\n  uri                     = aws_lambda_function.f.invoke_arn\n}\n\nresource \"aws_lambda_function\" \"f\" {\n  function_name = \"f\"\n  role          = \"arn:aws:iam::123456789012:role/f\"\n  runtime       = \"python3.13\"\n  handler       = \"f.f\"\n  filename      = \"f.zip\"\n}\n";

/// Something that is wrong.
const OLD: &str = "resource \"aws_api_gateway_integration\" \"old\" {\n  rest_api_id = \"a\"\n  resource_id = \"r\"\n  http_method = \"GET\"\n  type        = \"HTTPS\"\n}\n";

/// A repository whose commit has these files.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    git(dir.path(), &["init", "--quiet", "--initial-branch", "main"]);
    for (name, text) in files {
        write(dir.path(), name, text);
    }
    git(dir.path(), &["add", "--all"]);
    git(dir.path(), &["commit", "--quiet", "--message", "first"]);
    dir
}

fn write(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn git(dir: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn gatelint(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.args(["check", "--format", "concise"]).args(arguments);
    command.current_dir(dir).env("NO_COLOR", "1").output().unwrap()
}

/// The exit code, and the rules of what is reported.
fn found(dir: &Path, arguments: &[&str]) -> (i32, Vec<String>) {
    let output = gatelint(dir, arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    let rules = text.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0));
    let rules = rules.map(str::to_owned).collect();
    (output.status.code().unwrap(), rules)
}

/// What is reported of what the next commit brings.
fn staged(dir: &Path) -> (i32, Vec<String>) {
    found(dir, &["--staged"])
}

fn nothing() -> (i32, Vec<String>) {
    (0, Vec::new())
}

#[test]
fn what_was_there_before_is_not_new() {
    let dir = repository(&[("main.tf", MAIN), ("p.tf", PERMISSION), ("old.tf", OLD)]);
    let dir = dir.path();
    assert_eq!(staged(dir), nothing());
    write(dir, "old.tf", &format!("# Moved.\n\n{OLD}"));
    write(dir, "readme.md", "");
    git(dir, &["mv", "p.tf", "permission.tf"]);
    git(dir, &["add", "--all"]);
    assert_eq!(staged(dir), nothing());
    let said = String::from_utf8(gatelint(dir, &["--staged"]).stderr).unwrap();
    assert!(said.contains("not new: `HEAD` has "), "{said}");
}

#[test]
fn a_file_that_is_deleted_is_missed_where_it_was_needed() {
    let dir = repository(&[("main.tf", MAIN), ("p.tf", PERMISSION), ("old.tf", OLD)]);
    let dir = dir.path();
    git(dir, &["rm", "--quiet", "p.tf"]);
    let (code, rules) = staged(dir);
    assert_eq!((code, rules.as_slice()), (1, ["missing-lambda-permission".to_owned()].as_slice()));
    assert_eq!(found(dir, &["--since", "main"]), (code, rules));
}

#[test]
fn the_index_counts_and_not_the_disk() {
    let dir = repository(&[("main.tf", MAIN), ("p.tf", PERMISSION)]);
    let dir = dir.path();
    let bad = MAIN.replace("default = \"POST\"", "default = \"GET\"");
    write(dir, "main.tf", &bad);
    assert_eq!(staged(dir), nothing(), "it is not added");
    assert_eq!(found(dir, &["--since", "HEAD"]).1, ["lambda-non-post"]);
    git(dir, &["add", "main.tf"]);
    write(dir, "main.tf", MAIN);
    assert_eq!(staged(dir).1, ["lambda-non-post"], "it is added");
    assert_eq!(found(dir, &["--since", "HEAD"]), nothing());
    write(dir, "new.tf", OLD);
    assert_eq!(staged(dir).1, ["lambda-non-post"], "the new file is not added");
    assert!(found(dir, &["--since", "HEAD"]).1.contains(&"invalid-type".to_owned()));
}

#[test]
fn a_change_elsewhere_is_seen_through_the_call() {
    let call = "module \"a\" {\n  source = \"../module\"\n}\n";
    let files = [("app/main.tf", call), ("module/main.tf", MAIN), ("module/p.tf", PERMISSION)];
    let dir = repository(&files);
    let dir = dir.path();
    write(dir, "module/main.tf", &MAIN.replace("default = \"POST\"", "default = \"GET\""));
    git(dir, &["add", "--all"]);
    assert_eq!(found(&dir.join("app"), &["--staged"]).1, ["lambda-non-post"]);
}

#[test]
fn a_value_that_git_ignores_holds_in_both() {
    let files = [
        ("main.tf", &*MAIN.replace("default = \"POST\"", "type = string")),
        ("p.tf", PERMISSION),
        (".gitignore", "*.tfvars\n"),
    ];
    let dir = repository(&files);
    let dir = dir.path();
    write(dir, "terraform.tfvars", "method = \"GET\"\n");
    assert_eq!(found(dir, &[]).1, ["lambda-non-post"]);
    assert_eq!(staged(dir), nothing());
}

#[test]
fn the_first_commit_brings_everything() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    git(dir, &["init", "--quiet"]);
    write(dir, "old.tf", OLD);
    git(dir, &["add", "--all"]);
    assert!(staged(dir).1.contains(&"invalid-type".to_owned()));
}

#[test]
fn where_nothing_is_left_nothing_is_wrong() {
    let dir = repository(&[("a/old.tf", OLD), ("b/main.tf", "")]);
    let dir = dir.path();
    git(dir, &["rm", "--quiet", "a/old.tf"]);
    assert_eq!(found(dir, &["--staged", "a"]), nothing());
    assert_eq!(found(dir, &["--staged", "a", "b"]), nothing());
    assert_eq!(found(dir, &["--staged", "c"]).0, 2, "it has never been there");
}

#[test]
fn what_git_does_not_know_is_said() {
    let dir = repository(&[("main.tf", MAIN)]);
    let said = |dir: &Path, arguments: &[&str]| {
        let output = gatelint(dir, arguments);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    let unknown = said(dir.path(), &["--since", "mian"]);
    assert!(unknown.contains("`mian` is no revision of this repository"), "{unknown}");
    let option = said(dir.path(), &["--since=--output=x"]);
    assert!(option.contains("`--output=x` is no revision of this repository"), "{option}");
    let outside = tempfile::tempdir().unwrap();
    let none = said(outside.path(), &["--staged"]);
    assert!(none.contains("this folder does not lie in a git repository"), "{none}");
}
