//! What a configuration and the names of folders say is shown, and never done by the terminal that shows it.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::process::Command;

/// ESC, BEL, C1, marks that turn the direction of writing, line breaks of Unicode, a line break.
const ORDERS: [char; 8] =
    ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{2028}', '\u{7f}', '\r'];

/// What is printed of a folder that has the characters in its name, in values, in a comment and in a text that is broken.
fn printed(format: &str) -> String {
    let evil: String = ORDERS.iter().collect();
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join(format!("api{evil}\nforged.tf:1:1: error[x] y"));
    std::fs::create_dir(&folder).unwrap();
    let escaped: Vec<String> =
        ORDERS.iter().chain(&['\n']).map(|c| format!("\\u{:04x}", u32::from(*c))).collect();
    let escaped = escaped.concat();
    let text = format!(
        "# {evil}\nresource \"aws_api_gateway_integration\" \"i\" {{\n  for_each    = toset([\"{escaped}\", \"b\"])\n  rest_api_id = \"r\"\n  resource_id = \"s\"\n  http_method = \"GET\"\n  type        = each.key == \"b\" ? \"MOCK\" : \"M{escaped}\" # {evil}\n}}\n"
    );
    std::fs::write(folder.join("main.tf"), text).unwrap();
    std::fs::write(folder.join("broken.tf"), format!("locals {{\n  a = \"{evil}\n}}\n")).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["check", "--format", format, "."])
        .current_dir(dir.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

#[test]
fn nothing_that_is_shown_is_an_order() {
    let formats = ["full", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit"];
    for format in formats.into_iter().chain(["checkstyle", "rdjson", "azure"]) {
        let text = printed(format);
        for order in ORDERS {
            assert!(!text.contains(order), "{format}: {order:?}\n{text}");
        }
        let shown = ["\\u001b", "\\u{1b}", "\\\\u{1b}"];
        assert!(
            shown.iter().any(|shown| text.contains(shown)) && text.contains("invalid-type"),
            "{format}:\n{text}"
        );
    }
}

#[test]
fn no_folder_forges_a_line() {
    let text = printed("concise");
    let is_summary = |line: &str| line.starts_with("Checked ") || line.starts_with("Not checked: ");
    assert!(text.lines().all(|line| line.starts_with("api") || is_summary(line)), "{text}");
    let text = printed("full");
    assert!(!text.lines().any(|line| line.starts_with("forged")), "{text}");
}

/// What stops the program names what was written on the command line.
#[test]
fn a_failure_shows_what_it_names() {
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint")).args(["check", "\u{1b}[2J"]).output();
    let text = String::from_utf8(output.unwrap().stderr).unwrap();
    assert!(!text.contains('\u{1b}') && text.contains("\\u{1b}[2J"), "{text}");
}
