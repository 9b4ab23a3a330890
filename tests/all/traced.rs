//! What a check asks of the system: it reads, and does nothing else.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test that cannot go on fails, and one that cannot be made says so"
)]

use std::process::Command;

/// Calls that change nothing and send nothing.
const HARMLESS: &[&str] = &[
    "execve",
    "open",
    "openat",
    "openat2",
    "access",
    "faccessat",
    "faccessat2",
    "stat",
    "lstat",
    "statx",
    "newfstatat",
    "fstatat64",
    "statfs",
    "readlink",
    "readlinkat",
    "getcwd",
    "chdir",
];
/// What opens a file for more than to read it.
const WRITES: [&str; 6] = ["O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND", "O_TMPFILE"];

#[test]
fn a_check_opens_nothing_to_write_and_no_socket() {
    let dir = tempfile::tempdir().unwrap();
    let trace = dir.path().join("trace");
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=%file,%network", "-e", "signal=none", "-o"])
        .args([trace.as_os_str(), env!("CARGO_BIN_EXE_gatelint").as_ref()])
        .args(["check", "--format", "full", "fixtures/seed"])
        .output();
    let traced = match traced {
        Ok(traced) if traced.status.code() == Some(1) => traced,
        Ok(traced) if String::from_utf8_lossy(&traced.stderr).contains("PTRACE") => {
            eprintln!("NOT TESTED: strace may not trace here");
            return;
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("NOT TESTED: there is no strace");
            return;
        }
        other => panic!("{other:?}"),
    };
    assert!(String::from_utf8_lossy(&traced.stdout).contains("Checked"), "{traced:?}");
    let calls = std::fs::read_to_string(trace).unwrap();
    assert!(calls.contains("main.tf"), "{calls}");
    for call in calls.lines() {
        // Behind the process; a call that another thread interrupted goes on in a line of its own.
        let call = call.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        if call.starts_with("<...") {
            continue;
        }
        let (name, _) = call.split_once('(').unwrap_or((call, ""));
        assert!(HARMLESS.contains(&name), "{call}");
        assert!(!WRITES.iter().any(|flag| call.contains(flag)), "{call}");
    }
}
