//! `gatelint init`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "prepares what is checked")]

use std::path::Path;
use std::process::{Command, Output};

fn init(dir: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatelint")).arg("init").current_dir(dir).output().unwrap()
}

#[test]
fn a_configuration_is_written_once() {
    let dir = tempfile::tempdir().unwrap();
    assert!(init(dir.path()).status.success());
    let path = dir.path().join(".gatelint.hcl");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("# rule \"mock-*\""));
    std::fs::write(&path, "exclude = []\n").unwrap();
    let again = init(dir.path());
    assert_eq!(again.status.code(), Some(2));
    assert!(
        String::from_utf8(again.stderr).unwrap().contains("there is a `.gatelint.hcl` already")
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "exclude = []\n");
}

/// A link that leads out of the workspace is not followed, and what is too large or no text is said.
#[test]
fn what_cannot_be_read_stops_the_run() {
    let (outside, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let path = dir.path().join(".gatelint.hcl");
    std::fs::create_dir(dir.path().join(".git")).unwrap();
    std::fs::write(dir.path().join("main.tf"), "locals {}\n").unwrap();
    let check = || {
        let output =
            Command::new(env!("CARGO_BIN_EXE_gatelint")).current_dir(dir.path()).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let writes: [&dyn Fn(); 4] = [
        &|| std::fs::write(&path, [0xff, 0xfe]).unwrap(),
        &|| std::fs::write(&path, "# a\n".repeat(20_000)).unwrap(),
        &|| std::fs::create_dir(&path).unwrap(),
        #[cfg(unix)]
        &|| {
            let secret = outside.path().join("secret");
            std::fs::write(&secret, "exclude = []\n").unwrap();
            std::os::unix::fs::symlink(&secret, &path).unwrap();
        },
    ];
    for (number, write) in writes.iter().enumerate() {
        write();
        let (code, text) = check();
        assert_eq!(code, Some(2), "{number}: {text}");
        assert!(text.contains(".gatelint.hcl"), "{number}: {text}");
        if std::fs::remove_file(&path).is_err() {
            std::fs::remove_dir(&path).unwrap();
        }
    }
    assert_eq!(check().0, Some(0));
}
