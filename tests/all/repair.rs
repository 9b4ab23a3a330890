//! `--fix`: what is written to the disk, and what is not.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const GET: &str = "resource \"aws_api_gateway_integration\" \"i\" {\n  rest_api_id             = \"a\"\n  resource_id             = \"r\"\n  http_method             = \"GET\"\n  integration_http_method = \"GET\" # read\n  type                    = \"AWS_PROXY\"\n  uri                     = aws_lambda_function.f.invoke_arn\n}\n\nresource \"aws_lambda_function\" \"f\" {\n  function_name = \"f\"\n  role          = \"arn:aws:iam::123456789012:role/f\"\n}\n";

/// A mock whose repair adds an argument with a longer name than the others have.
const MOCK: &str = "resource \"aws_api_gateway_integration\" \"m\" {\n  rest_api_id = \"a\"\n  resource_id = \"r\"\n  http_method = \"GET\"\n  type        = \"MOCK\"\n}\n";

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join(".git")).unwrap();
    for (name, text) in files {
        fs::create_dir_all(dir.path().join(name).parent().unwrap()).unwrap();
        fs::write(dir.path().join(name), text).unwrap();
    }
    dir
}

fn gatelint(dir: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.arg("check").args(arguments).current_dir(dir).env("NO_COLOR", "1").output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The names of what lies in a folder.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn only_the_place_is_written() {
    let dir = folder(&[("main.tf", GET)]);
    let output = gatelint(dir.path(), &["--fix"]);
    let fixed = GET.replace("= \"GET\" # read", "= \"POST\" # read");
    assert_eq!(fs::read_to_string(dir.path().join("main.tf")).unwrap(), fixed);
    assert_eq!(text(&output.stderr), "1 finding repaired in 1 file\n");
    assert_eq!(names(dir.path()), [".git", "main.tf"]);
    let again = gatelint(dir.path(), &["--fix"]);
    assert_eq!(text(&again.stderr), "");
    assert_eq!(fs::read_to_string(dir.path().join("main.tf")).unwrap(), fixed);
}

#[test]
fn windows_line_ends_and_the_byte_order_mark_stay() {
    let before = format!("\u{feff}{}", [GET, MOCK].concat().replace('\n', "\r\n"));
    let dir = folder(&[("main.tf", &before)]);
    gatelint(dir.path(), &["--fix"]);
    let after = fs::read_to_string(dir.path().join("main.tf")).unwrap();
    assert!(after.starts_with('\u{feff}') && after.contains("statusCode"), "{after}");
    assert_eq!(after.matches('\n').count(), after.matches("\r\n").count());
    assert_eq!(after.matches("\r\n").count(), before.matches("\r\n").count() + 2);
}

#[test]
fn what_was_formatted_stays_formatted() {
    let dir = folder(&[("main.tf", MOCK)]);
    gatelint(dir.path(), &["--fix"]);
    let after = fs::read_to_string(dir.path().join("main.tf")).unwrap();
    let expected = "resource \"aws_api_gateway_integration\" \"m\" {\n  rest_api_id          = \"a\"\n  resource_id          = \"r\"\n  http_method          = \"GET\"\n  type                 = \"MOCK\"\n  passthrough_behavior = \"WHEN_NO_MATCH\"\n  request_templates    = { \"application/json\" = \"{\\\"statusCode\\\": 200}\" }\n}\n";
    assert_eq!(after, expected);
}

#[test]
fn a_diff_changes_nothing() {
    let dir = folder(&[("a/main.tf", GET)]);
    let output = gatelint(dir.path(), &["--diff"]);
    assert_eq!(output.status.code(), Some(1));
    let diff = text(&output.stdout);
    assert!(diff.starts_with("--- a/a/main.tf\n+++ b/a/main.tf\n@@ "), "{diff}");
    assert!(diff.contains("\n-  integration_http_method = \"GET\" # read\n+  integration_http_method = \"POST\" # read\n"), "{diff}");
    assert_eq!(fs::read_to_string(dir.path().join("a/main.tf")).unwrap(), GET);
    fs::write(dir.path().join("a/main.tf"), GET.replace("\"GET\" #", "\"POST\" #")).unwrap();
    let output = gatelint(dir.path(), &["--diff"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), String::new()));
}

#[test]
fn the_exit_code_counts_what_is_left() {
    let dir = folder(&[("main.tf", &GET.replace("\"GET\" # read", "\"GET\""))]);
    // The permission is missing afterwards too.
    let output = gatelint(dir.path(), &["--fix", "--format", "concise"]);
    let shown = text(&output.stdout);
    assert!(!shown.contains("lambda-non-post"), "{shown}");
    assert_eq!(output.status.code().unwrap() == 1, shown.contains("error["), "{shown}");
    let output = gatelint(dir.path(), &["--fix-only"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), String::new()));
}

#[cfg(unix)]
#[test]
fn a_file_is_written_where_its_link_leads_and_keeps_its_mode() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};

    let dir = folder(&[("shared/get.tf", GET), ("app/main.tf", "")]);
    let (real, link) = (dir.path().join("shared/get.tf"), dir.path().join("app/get.tf"));
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
    symlink("../shared/get.tf", &link).unwrap();
    gatelint(dir.path(), &["--fix", "app"]);
    assert!(fs::read_to_string(&real).unwrap().contains("= \"POST\" # read"));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn a_read_only_file_is_named_and_no_other_is_written() {
    let dir = folder(&[("a.tf", GET), ("b.tf", MOCK)]);
    let path = dir.path().join("b.tf");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let output = gatelint(dir.path(), &["--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`b.tf` is read-only"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(dir.path().join("a.tf")).unwrap(), GET);
    assert_eq!(names(dir.path()), [".git", "a.tf", "b.tf"]);
}

#[test]
fn what_terraform_has_fetched_is_not_written() {
    let fetched = ".terraform/modules/m/main.tf";
    let call = "module \"m\" {\n  source = \"acme/m/aws\"\n}\n";
    let index = "{\"Modules\":[{\"Key\":\"m\",\"Source\":\"acme/m/aws\",\"Dir\":\".terraform/modules/m\"}]}";
    let dir =
        folder(&[("main.tf", call), (fetched, GET), (".terraform/modules/modules.json", index)]);
    let output = gatelint(dir.path(), &["--fix", "--format", "concise"]);
    assert!(text(&output.stdout).contains("lambda-non-post"), "{}", text(&output.stdout));
    assert_eq!(fs::read_to_string(dir.path().join(fetched)).unwrap(), GET);
}

/// An integration whose method comes from elsewhere.
fn taken(name: &str, method: &str) -> String {
    let integration = GET.split_once("\n\n").unwrap().0;
    let integration = integration.replace("\"GET\" # read", method);
    integration.replace("\"i\"", &format!("\"{name}\"")).replace("aws_lambda_function.f", "var.f")
        + "\n\n"
}

const FUNCTION: &str = "variable \"f\" {\n  default = {\n    invoke_arn = \"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:f/invocations\"\n  }\n}\n";

#[test]
fn a_value_is_repaired_where_it_comes_from_and_who_else_has_it_is_said() {
    let variable = "variable \"method\" {\n  default = \"GET\" # for all\n}\n";
    let output = "output \"method\" {\n  value = var.method\n}\n";
    let used = [&taken("a", "var.method"), &taken("b", "var.method"), FUNCTION, output].concat();
    let dir = folder(&[("main.tf", &used), ("variables.tf", variable)]);
    let safe = gatelint(dir.path(), &["--diff"]);
    assert_eq!((safe.status.code(), text(&safe.stdout)), (Some(0), String::new()));
    let output = gatelint(dir.path(), &["--diff", "--unsafe-fixes"]);
    let diff = text(&output.stdout);
    assert!(
        diff.contains("\n-  default = \"GET\" # for all\n+  default = \"POST\" # for all\n"),
        "{diff}"
    );
    assert_eq!(diff.matches("\n-").count(), 1, "{diff}");
    let said = "2 findings would be repaired in 1 file\nthe value that repairs `lambda-non-post` in `variables.tf` is also used by `aws_api_gateway_integration.a.integration_http_method`, `output.method.value`\nthe value that repairs `lambda-non-post` in `variables.tf` is also used by `aws_api_gateway_integration.b.integration_http_method`, `output.method.value`\n";
    assert_eq!(text(&output.stderr), said);
    gatelint(dir.path(), &["--fix-only", "--unsafe-fixes"]);
    let after = fs::read_to_string(dir.path().join("variables.tf")).unwrap();
    assert_eq!(after, variable.replace("GET", "POST"));
    assert_eq!(fs::read_to_string(dir.path().join("main.tf")).unwrap(), used);
}

#[test]
fn callers_variables_files_local_values_and_elements_are_where_a_value_comes_from() {
    let module = ["variable \"method\" {}\n\n", &taken("a", "var.method"), FUNCTION].concat();
    let call = "module \"m\" {\n  source = \"./m\"\n  method = \"GET\"\n}\n";
    let local = "locals {\n  m = { get = { method = \"GET\" }, put = { method = \"GET\" } }\n}\n\n";
    let each = taken("a", "each.value.method").replace("{\n", "{\n  for_each = local.m\n\n");
    let each = [local, &each, FUNCTION].concat();
    let line = "method = \"GET\"\n";
    let cases: [(&[(&str, &str)], &str); 4] = [
        (&[("main.tf", call), ("m/main.tf", &module)], "main.tf"),
        (&[("main.tf", &module), ("terraform.tfvars", line)], "terraform.tfvars"),
        (
            &[
                ("main.tf", &module.replace("var.method", "local.l")),
                ("l.tf", "locals {\n  l = \"GET\"\n}\n"),
            ],
            "l.tf",
        ),
        (&[("main.tf", &each)], "main.tf"),
    ];
    for (files, changed) in cases {
        let dir = folder(files);
        gatelint(dir.path(), &["--fix-only", "--unsafe-fixes"]);
        for (name, text) in files {
            let after = fs::read_to_string(dir.path().join(name)).unwrap();
            let expected = if *name == changed {
                text.replace("\"GET\"", "\"POST\"").replace(
                    "http_method             = \"POST\"",
                    "http_method             = \"GET\"",
                )
            } else {
                (*text).to_owned()
            };
            assert_eq!(after, expected, "{name}");
        }
    }
}

#[test]
fn calls_that_are_wrong_alike_are_repaired_together_or_not_at_all() {
    let module = ["variable \"method\" {}\n\n", &taken("a", "var.method"), FUNCTION].concat();
    let call =
        |method: &str| format!("module \"m\" {{\n  source = \"../m\"\n  method = {method}\n}}\n");
    let (get, put) = (call("\"GET\""), call("\"PUT\""));
    let files = [("m/main.tf", &*module), ("a/main.tf", &get), ("b/main.tf", &put)];
    let dir = folder(&files);
    let output = gatelint(dir.path(), &["--fix-only", "--unsafe-fixes"]);
    assert_eq!(text(&output.stderr), "1 finding repaired in 2 files\n");
    for name in ["a/main.tf", "b/main.tf"] {
        assert_eq!(fs::read_to_string(dir.path().join(name)).unwrap(), call("\"POST\""));
    }
    let dir = folder(&files);
    let output = gatelint(dir.path(), &["--fix-only", "--unsafe-fixes", "--diff"]);
    assert_eq!(output.status.code(), Some(2));
    fs::set_permissions(dir.path().join("b/main.tf"), read_only(&dir.path().join("b/main.tf")))
        .unwrap();
    let output = gatelint(dir.path(), &["--fix-only", "--unsafe-fixes"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(dir.path().join("a/main.tf")).unwrap(), get);
}

fn read_only(path: &Path) -> fs::Permissions {
    let mut permissions = fs::metadata(path).unwrap().permissions();
    permissions.set_readonly(true);
    permissions
}

#[test]
fn what_others_outside_of_the_named_folder_may_have_is_not_changed() {
    let module = ["output \"method\" {\n  value = \"GET\"\n}\n"].concat();
    let root =
        ["module \"m\" {\n  source = \"../m\"\n}\n\n", &taken("a", "module.m.method"), FUNCTION]
            .concat();
    let files = [("m/main.tf", &*module), ("a/main.tf", &root)];
    let dir = folder(&files);
    gatelint(dir.path(), &["--fix-only", "--unsafe-fixes", "a"]);
    assert_eq!(fs::read_to_string(dir.path().join("m/main.tf")).unwrap(), module);
    gatelint(dir.path(), &["--fix-only", "--unsafe-fixes"]);
    assert!(fs::read_to_string(dir.path().join("m/main.tf")).unwrap().contains("POST"));
}

#[test]
fn a_part_of_a_value_and_a_secret_are_not_repaired_where_they_come_from() {
    let part = [
        "variable \"verb\" {\n  default = \"get\"\n}\n\n",
        &taken("a", "upper(var.verb)"),
        FUNCTION,
    ]
    .concat();
    let secret = [
        "variable \"method\" {\n  default   = \"GET\"\n  sensitive = true\n}\n\n",
        &taken("a", "var.method"),
        FUNCTION,
    ]
    .concat();
    for text in [part, secret] {
        let dir = folder(&[("main.tf", &text)]);
        gatelint(dir.path(), &["--fix-only", "--unsafe-fixes"]);
        assert_eq!(fs::read_to_string(dir.path().join("main.tf")).unwrap(), text);
    }
}

#[test]
fn a_diff_shows_no_secret() {
    let mock = MOCK
        .replace("}\n", "}\n\nresource \"aws_db_instance\" \"d\" {\n  password = \"hunter2\"\n}\n");
    let dir = folder(&[("main.tf", &mock)]);
    let diff = text(&gatelint(dir.path(), &["--diff"]).stdout);
    assert!(diff.contains("+  request_templates") && !diff.contains("hunter2"), "{diff}");
}
