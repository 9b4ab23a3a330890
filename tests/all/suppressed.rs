//! What a comment that silences nothing is not blamed for, and whose comments count.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::Command;

const BLOCK: &str = "# gatelint: ignore[invalid-type] the old clients\nresource \"aws_api_gateway_integration\" \"orders\" {\n  rest_api_id             = \"api\"\n  resource_id             = \"orders\"\n  http_method             = \"GET\"\n  integration_http_method = \"GET\"\n  type                    = \"HTTP\"\n  uri                     = \"https://example.com\"\n}\n";

/// The rules of what is found.
fn found(dir: &Path, arguments: &[&str]) -> Vec<String> {
    let output = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .args(["check", "--format", "concise"])
        .args(arguments)
        .current_dir(dir)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let rules = text.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0));
    rules.map(str::to_owned).collect()
}

fn in_module(files: &[(&str, &str)], arguments: &[&str]) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    found(dir.path(), arguments)
}

#[test]
fn what_may_be_needed_is_not_called_unused() {
    let of = |text: &str| in_module(&[("main.tf", text)], &[]);
    assert_eq!(of(BLOCK), ["unused-suppression"]);
    let unknown = BLOCK.replace("\"HTTP\"", "var.type") + "variable \"type\" {}\n";
    assert!(of(&unknown).is_empty(), "the type is not known");
    let absent = BLOCK.replace("  rest_api_id", "  count = 0\n  rest_api_id");
    assert!(of(&absent).is_empty(), "no rule is applied to it");
    let broken = [("main.tf", BLOCK), ("other.tf", "locals {\n")];
    assert_eq!(in_module(&broken, &[]), ["hcl-parse-error"]);
    let arguments = ["--disable", "invalid-type"];
    assert!(in_module(&[("main.tf", BLOCK)], &arguments).is_empty(), "the rule is off");
}

/// Else what somebody else has written would hide what is found in the call.
#[test]
fn comments_of_fetched_modules_silence_nothing() {
    let manifest = r#"{"Modules":[{"Key":"","Source":"","Dir":"."},{"Key":"a","Source":"b/a/aws","Dir":".terraform/modules/a"}]}"#;
    let fetched = format!("variable \"type\" {{}}\n{BLOCK}").replace("\"HTTP\"", "var.type");
    let call = "module \"a\" {\n  source = \"b/a/aws\"\n  type   = \"HTTPS\"\n}\n";
    let files = |call| {
        [
            ("main.tf", call),
            (".terraform/modules/modules.json", manifest),
            (".terraform/modules/a/main.tf", &*fetched),
        ]
    };
    assert_eq!(in_module(&files(call), &[]), ["invalid-type"]);
    let silenced = format!("# gatelint: ignore[invalid-type] theirs\n{call}");
    assert!(in_module(&files(&silenced), &[]).is_empty());
}

#[test]
fn comments_in_a_document_are_read_as_strictly() {
    let main = "resource \"aws_api_gateway_rest_api\" \"orders\" {\n  name = \"orders\"\n  body = file(\"${path.module}/api.yaml\")\n}\n";
    let document = "openapi: 3.0.1\npaths: {} # gatelint: ignor[missing-uri]\n# gatelint: ignore[mising-uri] why\ninfo: {} # gatelint: ignore[missing-uri] nobody knows whether it is needed\n";
    let files = [("main.tf", main), ("api.yaml", document)];
    assert_eq!(in_module(&files, &[]), ["malformed-suppression", "unknown-suppressed-rule"]);
}
