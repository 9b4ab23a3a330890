//! `--baseline`: what was found on the first day does not count, and what is new does.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const OLD: &str = "resource \"aws_api_gateway_integration\" \"old\" {\n  rest_api_id = \"a\"\n  resource_id = \"r\"\n  http_method = \"GET\"\n  type        = \"HTTPS\"\n}\n";

/// Two modules with the same finding each, and a baseline of both.
fn workspace() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    for module in ["a", "b"] {
        fs::create_dir(dir.path().join(module)).unwrap();
        fs::write(dir.path().join(module).join("main.tf"), OLD).unwrap();
    }
    let output = gatelint(dir.path(), &["--write-baseline", "known"]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        (text(&output.stdout), text(&output.stderr).as_str()),
        (String::new(), "2 findings written to `known`\n")
    );
    dir
}

fn gatelint(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.args(["check", "--format", "concise"]).args(arguments);
    command.current_dir(dir).env("NO_COLOR", "1").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The exit code, the lines of findings, and what is said beside them.
fn found(dir: &Path, arguments: &[&str]) -> (i32, Vec<String>, String) {
    let output = gatelint(dir, arguments);
    let lines = text(&output.stdout);
    let lines = lines.lines().filter(|line| line.contains('[')).map(str::to_owned).collect();
    let said = text(&output.stderr);
    let said = said.split_inclusive('\n').filter(|line| !line.starts_with("Checked "));
    (output.status.code().unwrap(), lines, said.collect())
}

const BOTH: &str = "2 findings are in the baseline\n";

#[test]
fn what_it_lists_does_not_count() {
    let dir = workspace();
    let dir = dir.path();
    assert_eq!(found(dir, &["--baseline", "known"]), (0, Vec::new(), BOTH.to_owned()));
    // Lines move, a file is renamed, and everything is formatted anew.
    fs::rename(dir.join("a/main.tf"), dir.join("a/api.tf")).unwrap();
    fs::write(dir.join("b/main.tf"), format!("# More.\n\n{}", OLD.replace("  ", "    "))).unwrap();
    assert_eq!(found(dir, &["--baseline", "known"]), (0, Vec::new(), BOTH.to_owned()));
    // From a folder below too.
    let (code, lines, said) = found(&dir.join("b"), &["--baseline", "../known"]);
    assert_eq!((code, lines, said.as_str()), (0, Vec::new(), "1 finding is in the baseline\n"));
}

#[test]
fn a_second_one_counts() {
    let dir = workspace();
    let dir = dir.path();
    fs::write(dir.join("a/more.tf"), OLD.replace("\"old\"", "\"new\"").replace("GET", "PUT"))
        .unwrap();
    let (code, lines, said) = found(dir, &["--baseline", "known"]);
    assert_eq!((code, lines.len(), said.as_str()), (1, 1, BOTH));
    assert!(lines.iter().all(|line| line.starts_with("a/more.tf:")), "{lines:?}");
}

#[test]
fn what_is_not_found_any_more_is_said_and_taken_out() {
    let dir = workspace();
    let dir = dir.path();
    fs::write(dir.join("a/main.tf"), OLD.replace("HTTPS", "HTTP")).unwrap();
    let before = fs::read_to_string(dir.join("known")).unwrap();
    let gone = "1 entry of the baseline is not found any more";
    let (_, _, said) = found(dir, &["--baseline", "known"]);
    assert!(said.contains(&format!("{gone} (--prune-baseline takes that out):\n  invalid-type a aws_api_gateway_integration.old\n")), "{said}");
    assert_eq!(fs::read_to_string(dir.join("known")).unwrap(), before);
    // What was not looked at is not called gone.
    let (_, _, said) = found(dir, &["--baseline", "known", "b"]);
    assert!(!said.contains("not found any more"), "{said}");
    let (_, _, said) = found(dir, &["--baseline", "known", "--prune-baseline"]);
    assert!(said.contains(&format!("{gone}, and taken out")), "{said}");
    let after = fs::read_to_string(dir.join("known")).unwrap();
    assert_eq!(after.lines().count() + 1, before.lines().count());
    let (_, _, said) = found(dir, &["--baseline", "known"]);
    assert_eq!(said, "1 finding is in the baseline\n");
    // A folder that is gone has nothing to be found.
    fs::remove_dir_all(dir.join("b")).unwrap();
    let (_, _, said) = found(dir, &["--baseline", "known", "a"]);
    assert!(said.contains(gone), "{said}");
}

#[test]
fn what_was_not_looked_at_stays_when_it_is_written_anew() {
    let dir = workspace();
    let dir = dir.path();
    let before = fs::read_to_string(dir.join("known")).unwrap();
    gatelint(dir, &["--write-baseline", "known", "a"]);
    assert_eq!(fs::read_to_string(dir.join("known")).unwrap(), before);
    fs::write(dir.join("a/main.tf"), "").unwrap();
    gatelint(dir, &["--write-baseline", "known"]);
    let after = fs::read_to_string(dir.join("known")).unwrap();
    assert_eq!(after.lines().count() + 1, before.lines().count());
}

#[test]
fn what_is_no_baseline_is_said() {
    let dir = workspace();
    let dir = dir.path();
    let (code, _, said) = found(dir, &["--baseline", "unknown"]);
    assert_eq!(code, 2);
    assert!(said.contains("the baseline `unknown` cannot be read"), "{said}");
    let known = fs::read_to_string(dir.join("known")).unwrap();
    fs::write(dir.join("known"), format!("{known}<<<<<<< HEAD\n")).unwrap();
    let (code, _, said) = found(dir, &["--baseline", "known"]);
    assert_eq!(code, 2);
    assert!(
        said.contains("line 4 is no entry of a baseline") && said.contains("resolve the conflict"),
        "{said}"
    );
    let (code, ..) = found(dir, &["--write-baseline", "missing/known"]);
    assert_eq!(code, 2);
}

#[test]
fn a_configuration_names_it_from_its_folder() {
    let dir = workspace();
    let dir = dir.path();
    fs::write(dir.join(".gatelint.hcl"), "baseline = \"known\"\n").unwrap();
    assert_eq!(found(dir, &[]), (0, Vec::new(), BOTH.to_owned()));
    let one = "1 finding is in the baseline\n".to_owned();
    assert_eq!(found(&dir.join("b"), &[]), (0, Vec::new(), one));
    // What the command line names wins, and what is written anew has all.
    fs::write(dir.join("other"), "").unwrap();
    let (code, lines, _) = found(dir, &["--baseline", "other"]);
    assert_eq!((code, lines.len()), (1, 2));
    assert_eq!(found(dir, &["--write-baseline", "all"]).2, "2 findings written to `all`\n");
    fs::write(dir.join("a/main.tf"), OLD.replace("HTTPS", "HTTP_PROXY")).unwrap();
    let (_, _, said) = found(dir, &["--prune-baseline"]);
    assert!(
        said.contains("1 entry of the baseline is not found any more, and taken out"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(dir.join("known")).unwrap().lines().count(), 2);
}

#[test]
fn a_configuration_whose_baseline_is_missing_or_none_at_all_is_an_error() {
    let dir = workspace();
    let dir = dir.path();
    let (code, _, said) = found(dir, &["--prune-baseline"]);
    assert_eq!(code, 2);
    assert!(said.contains("no baseline is set"), "{said}");
    fs::write(dir.join(".gatelint.hcl"), "baseline = \"none\"\n").unwrap();
    let (code, _, said) = found(dir, &[]);
    assert_eq!(code, 2);
    assert!(
        said.contains("the baseline `./none` cannot be read")
            || said.contains("the baseline `none` cannot be read"),
        "{said}"
    );
}
