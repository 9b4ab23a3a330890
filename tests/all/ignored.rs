//! What is not walked to, and what is gone.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;

const WRONG: &str = "resource \"aws_api_gateway_integration\" \"orders\" {\n  rest_api_id = \"api\"\n  resource_id = \"orders\"\n  http_method = \"GET\"\n  type        = \"MOCKED\"\n}\n";

fn repository(files: &[&str]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join(".git")).unwrap();
    for file in files {
        let path = dir.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, WRONG).unwrap();
    }
    dir
}

/// The exit code, the files in which something is found, and what is said on standard error.
fn check(dir: &Path, arguments: &[&str]) -> (i32, Vec<String>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["check", "--format", "concise"])
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let files = text.lines().filter_map(|line| line.split(':').next()).map(str::to_owned);
    let mut files: Vec<String> = files.collect();
    files.dedup();
    (output.status.code().unwrap(), files, String::from_utf8(output.stderr).unwrap())
}

#[test]
fn what_git_ignores_is_looked_at_where_it_is_named() {
    let dir = repository(&["main.tf", "build/main.tf", "a/build/main.tf", "a/keep/build/main.tf"]);
    std::fs::write(dir.path().join(".gitignore"), "build/\n").unwrap();
    std::fs::write(dir.path().join("a/keep/.gitignore"), "!build/\n").unwrap();
    let all = ["a/build/main.tf", "a/keep/build/main.tf", "build/main.tf", "main.tf"];
    let found = |arguments: &[&str]| check(dir.path(), arguments).1;
    assert_eq!(found(&[]), ["a/keep/build/main.tf", "main.tf"]);
    assert_eq!(found(&["--no-ignore"]), all);
    assert_eq!(found(&["build"]), ["build/main.tf"]);
    assert_eq!(found(&["a/build/main.tf"]), ["a/build/main.tf"]);
}

/// What is called is checked wherever it lies.
#[test]
fn what_git_ignores_is_looked_at_where_it_is_called() {
    let dir = repository(&["build/main.tf"]);
    std::fs::write(dir.path().join(".gitignore"), "build/\n").unwrap();
    std::fs::write(dir.path().join("main.tf"), "module \"a\" {\n  source = \"./build\"\n}\n")
        .unwrap();
    assert_eq!(check(dir.path(), &[]).1, ["build/main.tf"]);
}

#[test]
fn one_path_that_is_gone_does_not_stop_the_others() {
    let dir = repository(&["a/main.tf", "b/main.tf"]);
    let (code, found, _) = check(dir.path(), &["a/gone.tf", "b/main.tf"]);
    assert_eq!((code, found), (1, vec!["a/main.tf".to_owned(), "b/main.tf".to_owned()]));
    assert_eq!(check(dir.path(), &["gone/gone.tf", "b"]).1, ["b/main.tf"]);
    for paths in [&["a/gone.tf"][..], &["gone", "a/gone.tf"]] {
        let (code, found, said) = check(dir.path(), paths);
        assert_eq!((code, found.len()), (2, 0));
        assert!(said.contains("there is nothing at"), "{said}");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["gone.tf", "b"])
        .current_dir(dir.path())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.ends_with("Not checked: 1 path not found.\n"), "{text}");
}

#[test]
fn what_is_excluded_is_left_out_where_it_is_named_or_given() {
    let dir = repository(&["a/main.tf", "b/main.tf"]);
    let found = |arguments: &[&str]| check(dir.path(), arguments).1;
    assert_eq!(found(&["--exclude", "a", "a/main.tf", "b/main.tf"]), ["b/main.tf"]);
    assert!(found(&["--exclude", "a/*", "--stdin-filename", "a/main.tf"]).is_empty());
}
