//! Documents that are read by themselves, and come from standard input or are large.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;

const DOCUMENT: &str = "swagger: '2.0'\ninfo: {title: a, version: '1'}\npaths:\n  /a:\n    get:\n      x-amazon-apigateway-integration:\n        type: aws_proxy\n        httpMethod: GET\n        uri: arn:aws:apigateway:${R}:lambda:path/2015-03-31/functions/${F}/invocations\n";

/// What is printed, and the exit code.
fn run(dir: &Path, arguments: &[&str], input: &str) -> (String, Option<i32>) {
    let mut gatelint = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    gatelint.args(["check", "--format", "concise"]).args(arguments).current_dir(dir);
    let output = crate::answer(&mut gatelint, input);
    let text = [output.stdout, output.stderr].concat();
    (String::from_utf8(text).unwrap(), output.status.code())
}

#[test]
fn the_text_may_come_from_standard_input() {
    let dir = tempfile::tempdir().unwrap();
    let (text, code) = run(dir.path(), &["--stdin-filename", "api.yaml"], DOCUMENT);
    assert!(text.starts_with("api.yaml:8:21: error[lambda-non-post]"), "{text}");
    assert_eq!(code, Some(1));
    let (text, code) = run(dir.path(), &["--stdin-filename", "api.yml"], "a: 1\n");
    assert!(text.contains("`api.yml` is neither Terraform nor an OpenAPI document"), "{text}");
    assert_eq!(code, Some(2));
}

#[test]
fn a_large_one_is_not_read_and_that_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let large = format!("{DOCUMENT}{}", "# a\n".repeat(300_000));
    std::fs::write(dir.path().join("api.yaml"), large).unwrap();
    let (text, code) = run(dir.path(), &["api.yaml"], "");
    assert!(text.contains("error[unreadable-file] this file was not checked"), "{text}");
    assert_eq!(code, Some(1));
}

/// Each place is looked up by itself, also in one long line with many of them.
#[test]
fn placeholders_in_one_line_take_no_longer() {
    let dir = tempfile::tempdir().unwrap();
    let path = |number| {
        format!(
            "\"/{number}\":{{\"get\":{{\"summary\":\"${{S}}\",\"x-amazon-apigateway-integration\":{{\"type\":\"mock\"}}}}}}"
        )
    };
    let paths: Vec<String> = (0..2000).map(path).collect();
    let text = format!("{{\"swagger\":\"2.0\",\"paths\":{{{}}}}}", paths.join(","));
    std::fs::write(dir.path().join("api.json"), text).unwrap();
    let (text, _) = run(dir.path(), &["--only", "mock-missing-status-template", "api.json"], "");
    assert_eq!(text.lines().filter(|line| line.contains("warning[")).count(), 2000, "{text}");
}
