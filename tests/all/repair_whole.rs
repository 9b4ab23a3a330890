//! `--fix` at its edges: killed at any moment, on a full disk, in a folder that nobody may write; and what holds of all
//! repairs of all fixtures.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const FILES: usize = 1000;

fn integration(number: usize, method: &str) -> String {
    format!(
        "resource \"aws_api_gateway_integration\" \"i{number}\" {{\n  rest_api_id             = \"a\"\n  resource_id             = \"r{number}\"\n  http_method             = \"GET\"\n  integration_http_method = \"{method}\"\n  type                    = \"AWS_PROXY\"\n  uri                     = aws_lambda_function.f.invoke_arn\n}}\n"
    )
}

fn path(dir: &Path, number: usize) -> PathBuf {
    dir.join(format!("i{number}.tf"))
}

fn gatelint(dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.arg("check").args(arguments).current_dir(dir).env("NO_COLOR", "1");
    command
}

fn folder() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    dir
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// How many of the files are repaired; each is whole.
fn repaired(dir: &Path) -> usize {
    let is_new = |number: &usize| {
        let text = fs::read_to_string(path(dir, *number)).unwrap();
        let is_old = text == integration(*number, "GET");
        assert!(is_old || text == integration(*number, "POST"), "{text}");
        !is_old
    };
    (0..FILES).filter(is_new).count()
}

#[test]
fn a_file_is_the_old_one_or_the_new_one_whenever_the_program_is_killed() {
    let dir = folder();
    let write = || {
        (0..FILES).for_each(|it| fs::write(path(dir.path(), it), integration(it, "GET")).unwrap());
    };
    write();
    let begin = Instant::now();
    gatelint(dir.path(), &["--fix-only"]).output().unwrap();
    let whole = begin.elapsed();
    assert_eq!(repaired(dir.path()), FILES);
    // Places all over the run, most of them near its end, where the files are written.
    for part in [23_u32, 53, 71, 83, 91, 97] {
        write();
        let mut child = gatelint(dir.path(), &["--fix-only"]).spawn().unwrap();
        std::thread::sleep(Duration::from_nanos(
            u64::try_from(whole.as_nanos()).unwrap() * u64::from(part) / 100,
        ));
        child.kill().unwrap();
        child.wait().unwrap();
        repaired(dir.path());
    }
    // What was left beside them is in nobody's way.
    gatelint(dir.path(), &["--fix-only"]).output().unwrap();
    assert_eq!(repaired(dir.path()), FILES);
}

#[cfg(unix)]
#[test]
fn where_no_more_can_be_written_nothing_has_changed() {
    let dir = folder();
    let (small, large) = (integration(0, "GET"), integration(1, "GET"));
    let large = format!("{large}{}", "# A comment.\n".repeat(1000));
    fs::write(path(dir.path(), 0), &small).unwrap();
    fs::write(path(dir.path(), 1), &large).unwrap();
    // A file has no more than so many blocks: as on a disk that is full.
    let program = env!("CARGO_BIN_EXE_gatelint");
    let limited = format!("trap '' XFSZ; ulimit -f 4; exec '{program}' check --fix-only");
    let mut shell = Command::new("sh");
    let output: Output = shell.args(["-c", &limited]).current_dir(dir.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("`i1.tf` cannot be written"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(path(dir.path(), 0)).unwrap(), small);
    assert_eq!(fs::read_to_string(path(dir.path(), 1)).unwrap(), large);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3);
}

#[cfg(unix)]
#[test]
fn a_folder_that_nobody_may_write_is_an_error() {
    use std::os::unix::fs::PermissionsExt as _;

    let dir = folder();
    fs::create_dir(dir.path().join("m")).unwrap();
    fs::write(path(&dir.path().join("m"), 0), integration(0, "GET")).unwrap();
    let permissions = |mode| {
        fs::set_permissions(dir.path().join("m"), fs::Permissions::from_mode(mode)).unwrap();
    };
    permissions(0o555);
    // Whoever may do all is not kept from it.
    if fs::write(dir.path().join("m/new"), "").is_ok() {
        return;
    }
    let output = gatelint(dir.path(), &["--fix-only"]).output().unwrap();
    permissions(0o755);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`m/i0.tf` cannot be written"));
}

/// A copy of a folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).unwrap();
        }
    }
}

#[test]
fn what_is_repaired_stays_so_and_can_be_read() {
    let dir = folder();
    for kind in ["seed", "acceptance", "aws-valid", "aws-invalid", "language", "whole"] {
        copy(&Path::new("fixtures").join(kind), &dir.path().join(kind));
    }
    let unreadable = |dir: &Path| {
        let rules = ["--select", "syntax-error", "--format", "concise"];
        text(&gatelint(dir, &rules).output().unwrap().stdout).lines().count()
    };
    let broken = unreadable(dir.path());
    for level in [&["--fix-only"][..], &["--fix-only", "--unsafe-fixes"]] {
        let diff: Vec<_> = level.iter().map(|it| it.replace("--fix-only", "--diff")).collect();
        let diff: Vec<&str> = diff.iter().map(String::as_str).collect();
        let before = gatelint(dir.path(), &diff).output().unwrap();
        assert_eq!(before.status.code(), Some(1), "{}", text(&before.stderr));
        gatelint(dir.path(), level).output().unwrap();
        let after = gatelint(dir.path(), &diff).output().unwrap();
        assert_eq!((after.status.code(), text(&after.stdout)), (Some(0), String::new()));
        assert_eq!(unreadable(dir.path()), broken);
    }
}

#[test]
fn what_is_reported_silenced_and_in_the_baseline_is_all() {
    let dir = folder();
    for kind in ["seed", "aws-invalid"] {
        copy(&Path::new("fixtures").join(kind), &dir.path().join(kind));
    }
    let silenced = format!(
        "# gatelint: ignore-file[lambda-non-post] as it is meant\n{}",
        integration(0, "GET")
    );
    fs::write(dir.path().join("seed/silenced.tf"), silenced).unwrap();
    let found = |arguments: &[&str]| {
        let arguments = [&["--format", "json", "--isolated"], arguments].concat();
        let output = gatelint(dir.path(), &arguments).output().unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let list = |name: &str| -> Vec<String> {
            let list = report[name].as_array().unwrap().iter();
            list.map(|it| it["fingerprint"].as_str().unwrap().to_owned()).collect()
        };
        (list("findings"), list("suppressed"))
    };
    let (all, suppressed) = found(&[]);
    assert_eq!(suppressed.len(), 1);
    gatelint(dir.path(), &["--isolated", "--write-baseline", "known"]).output().unwrap();
    let known = fs::read_to_string(dir.path().join("known")).unwrap();
    let half = |number: usize, line: &str| line.starts_with('#') || number.is_multiple_of(2);
    let kept: Vec<&str> = known
        .lines()
        .enumerate()
        .filter(|(at, line)| half(*at, line))
        .map(|(_, line)| line)
        .collect();
    fs::write(dir.path().join("known"), kept.join("\n") + "\n").unwrap();
    let (reported, still) = found(&["--baseline", "known"]);
    let (known, is_known): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|it| kept.iter().any(|line| line.contains(&**it)));
    assert_eq!((reported, still), (is_known, suppressed));
    assert!(!known.is_empty());
}
