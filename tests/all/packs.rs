//! Pages that somebody else wrote are proved, applied and shown as those that gatelint comes with, and what
//! `rules/WRITING.md` says of writing one is so.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "writes what is checked")]

use std::path::Path;
use std::process::Command;

/// The exit code, and what is written to standard output and standard error.
fn gatelint(dir: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_pack_of_others_proves_itself() {
    let (code, out, err) = gatelint(Path::new("fixtures/packs"), &["test", "storage"]);
    assert_eq!((code, &*out, &*err), (0, "3 pages hold what they say.\n", ""));
}

#[test]
fn its_rules_are_applied_and_counted() {
    let here = Path::new("fixtures/packs");
    let concise = ["check", "--format", "concise", "--rules", "storage", "module"];
    let (code, out, err) = gatelint(here, &concise);
    let summary =
        "Checked 0 integrations and 3 other blocks in 1 file: 1 error, 1 warning, 1 note.\n";
    assert_eq!((code, &*err), (1, summary));
    let rules: Vec<&str> = out.lines().filter_map(|line| line.split(['[', ']']).nth(1)).collect();
    assert_eq!(
        rules,
        ["bucket-name-refused", "ingress-from-anywhere", "rule-without-days"],
        "{out}"
    );
    let (_, out, _) = gatelint(here, &["check", "--rules", "storage", "module"]);
    assert!(out.ends_with(summary), "{out}");
    let (_, out, _) = gatelint(here, &["check", "module"]);
    assert!(!out.contains("other block"), "{out}");
}

#[test]
fn explain_knows_them() {
    let here = Path::new("fixtures/packs");
    let (code, out, _) = gatelint(here, &["explain", "rule-without-days", "--rules", "storage"]);
    assert_eq!(code, 0);
    assert!(out.starts_with("rule-without-days\n"));
    assert!(gatelint(here, &["explain", "--rules", "storage"]).1.contains("ingress-from-anywhere"));
    assert_eq!(gatelint(here, &["explain", "rule-without-days"]).0, 2);
}

#[test]
fn what_is_wrong_with_a_page_is_shown_at_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("pack/aws_s3_bucket");
    std::fs::create_dir_all(&folder).unwrap();
    let good = "fixtures/packs/storage/aws_s3_bucket/bucket-name-refused.md";
    let text = std::fs::read_to_string(good).unwrap();
    let with = |from: &str, to: &str| {
        std::fs::write(folder.join("bucket-name-refused.md"), text.replace(from, to)).unwrap();
        gatelint(dir.path(), &["test", "pack"])
    };
    assert_eq!(with("", "").0, 0);
    let (code, out, _) = with("bucket = \"my-logs\"\n", "bucket = \"My-logs\"\n");
    assert_eq!(code, 1);
    assert!(out.contains("`bucket-name-refused` is found in line 4 of the example"), "{out}");
    assert!(out.contains("pack/aws_s3_bucket/bucket-name-refused.md:"), "{out}");
    let (code, _, err) = with("severity = \"error\"", "severity = \"fatal\"");
    assert_eq!(code, 2);
    assert!(err.contains("severity = \"fatal\""), "{err}");
    std::fs::write(
        folder.join("schema.hcl"),
        "provider = \"1\"\nargument \"a\" {\n  typo = 1\n}\n",
    )
    .unwrap();
    let (code, _, err) = with("", "");
    assert_eq!(code, 2);
    assert!(err.contains("typo = 1") && err.contains("schema.hcl:3"), "{err}");
    let (code, _, err) = gatelint(dir.path(), &["test", "nowhere"]);
    assert_eq!(code, 2);
    assert!(err.contains("there is no folder `nowhere`"), "{err}");
    assert_eq!(gatelint(dir.path(), &["check", "--rules", "nowhere"]).0, 2);
}

/// The fences of a text: the line before it, its info string and its content.
fn fences(text: &str) -> Vec<(String, String, String)> {
    let (mut fences, mut before) = (Vec::new(), String::new());
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        if ticks.len() < 3 {
            if !line.is_empty() {
                line.clone_into(&mut before);
            }
            continue;
        }
        let content = lines.by_ref().take_while(|line| *line != ticks);
        let content: String = content.flat_map(|line| [line, "\n"]).collect();
        fences.push((before.clone(), line[ticks.len()..].to_owned(), content));
    }
    fences
}

#[test]
fn what_is_said_of_writing_a_page_is_so() {
    let dir = tempfile::tempdir().unwrap();
    let mut commands = 0;
    for (before, info, content) in fences(&std::fs::read_to_string("rules/WRITING.md").unwrap()) {
        if info == "console" {
            let (command, output) = content.split_once('\n').unwrap();
            let arguments: Vec<&str> = command.split(' ').skip(2).collect();
            assert_eq!(gatelint(dir.path(), &arguments).1, output, "{command}");
            commands += 1;
        } else {
            // The sentence before it ends in the name of the file.
            let name = before.rsplit('`').nth(1).unwrap();
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
    }
    assert_eq!(commands, 2);
    // With the schema too.
    assert_eq!(gatelint(dir.path(), &["test", "my-rules"]).0, 0);
    let (code, out, _) =
        gatelint(dir.path(), &["explain", "bucket-name-length", "--rules", "my-rules"]);
    assert_eq!((code, out.lines().next()), (0, Some("bucket-name-length")));
}
