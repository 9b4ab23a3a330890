//! Bad input: a clear word, the right exit code, and no panic.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn gatelint(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gatelint")).args(args).current_dir(dir).output().unwrap()
}

/// The exit code and what was printed, of one run on one file.
fn check(name: &str, text: impl AsRef<[u8]>) -> (Option<i32>, String) {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join(name), text).unwrap();
    let output = gatelint(dir.path(), &["--format", "concise"]);
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    (output.status.code(), said)
}

const INTEGRATION: &str = r#"resource "aws_api_gateway_integration" "a" {
  rest_api_id = "r"
  resource_id = "s"
  http_method = "GET"
  type        = "MOCK"
  uri         = UNKNOWN
}
"#;

#[test]
fn an_empty_file_is_clean() {
    let said = "Checked 0 integrations in 0 files: nothing found.\nNot checked: 1 file without API Gateway.\n";
    assert_eq!(check("main.tf", ""), (Some(0), said.to_owned()));
}

#[test]
fn what_no_rule_is_about_is_said() {
    let resource = |r#type: &str| format!("resource \"{type}\" \"a\" {{}}\n");
    let two = resource("aws_apigatewayv2_routing_rule") + &resource("aws_api_gateway_new_thing");
    let (code, said) = check("main.tf", two);
    assert_eq!(code, Some(0), "{said}");
    let names = "No rule is about `aws_api_gateway_new_thing` and `aws_apigatewayv2_routing_rule`.";
    assert!(said.contains(names) && !said.contains("without API Gateway"), "{said}");

    let (_, said) = check("main.tf", resource("aws_api_gateway_documentation_version"));
    assert!(said.contains("[missing-required-argument]"), "{said}");
    assert!(!said.contains("No rule is about"), "{said}");
}

#[test]
fn of_many_types_that_no_rule_is_about_some_are_named() {
    let resource = |n: usize| format!("resource \"aws_api_gateway_new_{n:02}\" \"a\" {{}}\n");
    let (_, said) = check("main.tf", (0..30).map(resource).collect::<String>());
    let last = "`aws_api_gateway_new_08`, `aws_api_gateway_new_09` and 20 others.";
    assert!(said.contains("No rule is about `aws_api_gateway_new_00`"), "{said}");
    assert!(said.contains(last), "{said}");
}

#[test]
fn calls_of_large_modules_are_bounded() {
    let dir = TempDir::new().unwrap();
    let call = "module \"m\" {\n  source = \"./m\"\n  count  = 1500\n}\n";
    let variable = |n: usize| format!("variable \"v{n}\" {{\n  default = 1\n}}\n");
    std::fs::write(dir.path().join("main.tf"), call).unwrap();
    std::fs::create_dir(dir.path().join("m")).unwrap();
    let called: String = (0..50).map(variable).collect();
    std::fs::write(dir.path().join("m/main.tf"), called + INTEGRATION).unwrap();
    let output = gatelint(dir.path(), &["--format", "concise"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let bound = "note[evaluation-limit] this calls too many modules; some of them were not checked";
    assert!(said.contains(&format!("main.tf:1:1: {bound}")), "{said}");
    assert!(said.contains("m/main.tf:156:17: error[undeclared-reference]"), "{said}");
}

#[test]
fn documents_with_too_many_operations_are_bounded() {
    let dir = TempDir::new().unwrap();
    let operation = |n: usize| {
        format!("  /p{n}:\n    get: {{ x-amazon-apigateway-integration: {{ type: aws_proxy }} }}\n")
    };
    let check = |operations: usize| {
        let paths: String = (0..operations).map(operation).collect();
        std::fs::write(dir.path().join("a.yaml"), format!("openapi: 3.0.1\npaths:\n{paths}"))
            .unwrap();
        let api = "resource \"aws_api_gateway_rest_api\" \"a\" {\n  name = \"a\"\n  body = file(\"${path.module}/a.yaml\")\n}\n";
        std::fs::write(dir.path().join("main.tf"), api).unwrap();
        let output = gatelint(dir.path(), &["--format", "concise"]);
        String::from_utf8(output.stdout).unwrap()
    };
    let bound = "main.tf:1:1: note[evaluation-limit] this is imported from too large a document; what that says was not checked";
    let said = check(300);
    assert!(said.contains("missing-uri") && !said.contains(bound), "{said}");
    let said = check(4_000);
    assert!(said.contains(bound) && !said.contains("missing-uri"), "{said}");
}

#[test]
fn a_place_far_behind_in_a_line_is_shown() {
    let dir = TempDir::new().unwrap();
    // More columns than the width of a formatted text can be.
    let far = "x".repeat(70_000);
    let line =
        format!("resource \"aws_api_gateway_rest_api\" \"a\" {{ name = [\"{far}\", nope.x.y] }}\n");
    std::fs::write(dir.path().join("main.tf"), &line).unwrap();
    let output = gatelint(dir.path(), &["--format", "full"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout).unwrap();
    let column = line.find("nope").unwrap() + 1;
    assert!(said.contains(&format!("[main.tf:1:{column}]")), "{said}");
    assert!(
        said.lines().all(|line| line.starts_with("  see ") || line.chars().count() <= 130),
        "{said}"
    );
}

#[test]
fn a_file_that_is_no_text_is_reported() {
    let (code, said) = check("main.tf", [0xff, 0xfe, 0x00]);
    assert_eq!(code, Some(1));
    assert!(
        said.starts_with("main.tf:1:1: error[unreadable-file] ") && said.contains("UTF-8"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_is_reported_and_not_waited_for() {
    let dir = TempDir::new().unwrap();
    let made = Command::new("mkfifo").arg(dir.path().join("main.tf")).status();
    assert!(made.unwrap().success());
    let output = gatelint(dir.path(), &["--format", "concise"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("error[unreadable-file]") && said.contains("no regular file"), "{said}");
}

#[test]
fn a_file_that_is_too_large_is_reported() {
    let (code, said) = check("main.tf", vec![b'#'; 8 * 1024 * 1024 + 1]);
    assert_eq!(code, Some(1));
    assert!(said.contains("error[unreadable-file]") && said.contains("8388609 bytes"), "{said}");
}

#[test]
fn nesting_that_is_too_deep_is_reported() {
    let deep = format!("{}1{}", "(".repeat(100_000), ")".repeat(100_000));
    let (code, said) = check("main.tf", INTEGRATION.replace("UNKNOWN", &deep));
    assert_eq!(code, Some(1));
    assert!(said.contains("error[hcl-parse-error]") && said.contains("deeper"), "{said}");
}

#[test]
fn long_chains_of_references_do_not_exhaust_the_stack() {
    let mut text = INTEGRATION.replace("UNKNOWN", "local.v0");
    let chain: Vec<String> =
        (1..20_000).map(|next| format!("  v{} = local.v{next}\n", next - 1)).collect();
    text.extend(["locals {\n", &chain.concat(), "}\n"]);
    assert_eq!(check("main.tf", text).0, Some(1));
}

#[test]
fn loops_in_loops_end() {
    for looping in [
        "[for a in local.r : [for b in local.r : [for c in local.r : a]]]",
        "\"%{ for a in local.r }%{ for b in local.r }%{ for c in local.r }x%{ endfor }%{ endfor }%{ endfor }\"",
    ] {
        let text = INTEGRATION.replace("UNKNOWN", "local.t");
        let text = format!("{text}locals {{\n  r = range(1000)\n  t = {looping}\n}}\n");
        assert_eq!(check("main.tf", text).0, Some(1));
    }
}

#[test]
fn what_needs_itself_ends() {
    let text =
        INTEGRATION.replace("UNKNOWN", "local.a") + "locals {\n  a = local.b\n  b = local.a\n}\n";
    let text = text + "resource \"x\" \"y\" {\n  a = x.y.b\n  b = x.y.a\n}\n";
    assert_eq!(check("main.tf", text).0, Some(1));
}

#[test]
fn garbage_does_not_hide_what_stands_beside_it() {
    let garbage = "}}} <<< \"unterminated\n%%% = = =\n";
    let (code, said) =
        check("main.tf", format!("{garbage}\n{}", INTEGRATION.replace("\"MOCK\"", "\"MOK\"")));
    assert_eq!(code, Some(1));
    assert!(
        said.contains("error[hcl-parse-error]") && said.contains("error[invalid-type]"),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_or_nowhere_end() {
    use std::os::unix::fs::symlink;
    let dir = TempDir::new().unwrap();
    std::fs::create_dir(dir.path().join("a")).unwrap();
    std::fs::write(dir.path().join("a/main.tf"), INTEGRATION.replace("\"MOCK\"", "\"MOK\""))
        .unwrap();
    symlink(dir.path(), dir.path().join("a/up")).unwrap();
    symlink(dir.path().join("a"), dir.path().join("b")).unwrap();
    symlink(dir.path().join("nothing"), dir.path().join("c")).unwrap();
    let output = gatelint(dir.path(), &["--format", "concise"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.matches("invalid-type").count(), 1, "{said}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_workspace_is_not_followed() {
    use std::os::unix::fs::symlink;
    let (outside, dir) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    std::fs::write(outside.path().join("main.tf"), INTEGRATION.replace("\"MOCK\"", "\"MOK\""))
        .unwrap();
    std::fs::create_dir(dir.path().join(".git")).unwrap();
    symlink(outside.path(), dir.path().join("module")).unwrap();
    symlink(outside.path().join("main.tf"), dir.path().join("main.tf")).unwrap();
    let output = gatelint(dir.path(), &["--format", "concise"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said.starts_with("main.tf:1:1: error[unreadable-file]")
            && said.contains("out of the workspace"),
        "{said}"
    );
    let note = "module:1:1: note[module-not-followed] this folder was not checked";
    assert!(said.lines().nth(1).is_some_and(|line| line.starts_with(note)), "{said}");
    assert_eq!(said.lines().count(), 2, "{said}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gatelint"))
        .arg("explain")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn standard_input_stands_in_for_a_file_of_a_module() {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("main.tf"), "this is not read {{{").unwrap();
    std::fs::write(
        dir.path().join("variables.tf"),
        "variable \"type\" {\n  default = \"MOK\"\n}\n",
    )
    .unwrap();
    std::fs::write(
        dir.path().join("other.tf"),
        INTEGRATION
            .replace("\"MOCK\"", "\"NOPE\"")
            .replace("\"a\"", "\"b\"")
            .replace("GET", "PUT")
            .replace("UNKNOWN", "null"),
    )
    .unwrap();
    let mut gatelint = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    gatelint.args(["--format", "concise", "--stdin-filename", "main.tf"]).current_dir(dir.path());
    let text = INTEGRATION.replace("\"MOCK\"", "var.type").replace("UNKNOWN", "null");
    let output = crate::answer(&mut gatelint, &text);
    let said = String::from_utf8(output.stdout).unwrap();
    let first = "main.tf:5:17: error[invalid-type] `MOK` is not an integration type\n";
    assert!(said.starts_with(first), "{said}");
    let other = "other.tf:5:17: error[invalid-type] `NOPE` is not an integration type (outside the named paths)";
    assert!(said.contains(other), "{said}");
}

#[test]
fn a_module_that_is_called_is_not_judged_by_its_defaults() {
    let dir = TempDir::new().unwrap();
    std::fs::create_dir_all(dir.path().join("modules/api")).unwrap();
    std::fs::create_dir(dir.path().join(".git")).unwrap();
    let module = format!(
        "variable \"type\" {{\n  default = \"NOPE\"\n}}\n{}",
        INTEGRATION.replace("\"MOCK\"", "var.type")
    );
    std::fs::write(dir.path().join("modules/api/main.tf"), module).unwrap();
    let run = |path: &str| {
        let output = gatelint(dir.path(), &["--format", "concise", path]);
        String::from_utf8(output.stdout).unwrap()
    };
    assert!(run("modules/api").contains("invalid-type"), "nobody calls it");
    std::fs::write(
        dir.path().join("main.tf"),
        "module \"api\" {\n  source = \"./modules/api\"\n  type   = \"MOCK\"\n}\n",
    )
    .unwrap();
    for path in [".", "modules/api", "modules/api/main.tf"] {
        assert!(!run(path).contains("invalid-type"), "{path}");
    }
    let call = "module \"api\" {\n  source = \"./modules/api\"\n  type   = \"MOK\"\n}\n";
    std::fs::write(dir.path().join("main.tf"), call).unwrap();
    for path in [".", "modules/api", "modules/api/main.tf", "main.tf"] {
        assert!(run(path).contains("invalid-type] `MOK` is not an integration type"), "{path}");
    }
}

#[test]
fn what_is_broken_in_one_file_is_one_finding() {
    let broken = "a {\n  b = \"c\n}\n\nd {\n  e = [1\n}\n\nf {\n  g =\n}\n";
    let (_, said) = check("main.tf", broken.to_owned() + INTEGRATION);
    let expected = "main.tf:2:7: error[hcl-parse-error] unclosed string: no closing `\"` on this line; \
                    and 2 more in this file\n";
    assert!(said.starts_with(expected), "{said}");
    assert_eq!(said.matches("hcl-parse-error").count(), 1, "{said}");
}

#[test]
fn a_mapping_without_quotes_is_told_to_take_them() {
    let (_, said) = check("main.tf", INTEGRATION.replace("UNKNOWN", "method.request.path.proxy"));
    assert!(said.contains("`method.request.path.proxy` is a mapping expression"), "{said}");
}
