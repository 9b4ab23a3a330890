//! What a new user is told, in folders as people have them: each transcript in `tests/first_steps/` is made in a folder of
//! its own. `UPDATE_EXPECTED=1 cargo test --test all first_steps` writes them anew, for a person to read.
//!
//! The last tests are about what may be overlooked: what was not looked at is said.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const MODULE: &str = r#"variable "type" {}

resource "aws_api_gateway_integration" "it" {
  rest_api_id = "api"
  resource_id = "resource"
  http_method = "GET"
  type        = var.type
}
"#;

const CALL: &str = r#"module "api" {
  source = "../../modules/api"
  type   = "MOK"
}
"#;

/// An integration of a type that there is not.
const WRONG: &str = r#"resource "aws_api_gateway_integration" "it" {
  rest_api_id = "api"
  resource_id = "resource"
  http_method = "GET"
  type        = "MOK"
}
"#;

struct Folder {
    dir: TempDir,
}

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Folder {
    fn new(texts: &[(&str, &str)]) -> Self {
        let folder = Self { dir: TempDir::new().unwrap() };
        for (path, text) in texts {
            folder.write(path, text);
        }
        folder
    }

    fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.dir.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Runs gatelint in a folder below; `FOLDER` in an argument is the folder's absolute path.
    fn run(&self, dir: &str, arguments: &[&str], input: &str) -> Said {
        let here = self.dir.path().canonicalize().unwrap();
        let here = here.to_str().unwrap();
        let mut gatelint = Command::new(env!("CARGO_BIN_EXE_gatelint"));
        gatelint
            .args(arguments.iter().map(|argument| argument.replace("FOLDER", here)))
            .current_dir(self.dir.path().join(dir))
            .env("NO_COLOR", "1");
        let output = crate::answer(&mut gatelint, input);
        let text =
            |bytes| without_unknowns(&String::from_utf8(bytes).unwrap()).replace(here, "FOLDER");
        Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// One line a finding.
    fn concise(&self, arguments: &[&str]) -> String {
        let said = self.run("", &[&["--format", "concise"], arguments].concat(), "");
        let beside: Vec<_> = said.err.lines().filter(|line| !is_summary(line)).collect();
        assert!(beside.is_empty(), "{beside:?}");
        said.out
    }

    fn summary(&self, dir: &str, arguments: &[&str]) -> String {
        let json = self.run(dir, &[&["--format", "json"], arguments].concat(), "").out;
        json.split_once("\"summary\"").unwrap().1.to_owned()
    }

    /// A command that people type, and what came of it.
    fn step(&self, transcript: &mut String, dir: &str, arguments: &[&str], input: &str) {
        let said = self.run(dir, arguments, input);
        let place = if dir.is_empty() { String::new() } else { format!("cd {dir}; ") };
        let pipe = if input.is_empty() { "" } else { "cat buffer | " };
        let arguments = [&["gatelint"], arguments].concat().join(" ");
        let _ = write!(transcript, "$ {place}{pipe}{arguments}\n{}{}", said.out, said.err);
        let _ = write!(transcript, "exit code {}\n\n", said.code.unwrap());
    }
}

/// Whether a line on standard error says how much was looked at.
fn is_summary(line: &str) -> bool {
    line.starts_with("Checked ") || line.starts_with("Not checked: ")
}

/// What was printed without the number of checks that depend on unknown values: it changes with every rule.
fn without_unknowns(said: &str) -> String {
    let lines = said.split_inclusive('\n').map(|line| match line.split_once("; ") {
        Some((before, after)) if after.ends_with("on values unknown here.\n") => {
            format!("{before}.\n")
        }
        _ => line.to_owned(),
    });
    lines.collect()
}

fn hold(name: &str, transcript: &str) {
    let path = Path::new("tests/first_steps").join(name).with_extension("txt");
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::create_dir_all("tests/first_steps").unwrap();
        std::fs::write(&path, transcript).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(expected, transcript, "{}", path.display());
}

#[test]
fn a_folder_without_a_repository() {
    let folder = Folder::new(&[
        ("envs/prod/main.tf", CALL),
        ("modules/api/main.tf", MODULE),
        ("modules/bucket/main.tf", "resource \"aws_s3_bucket\" \"b\" {}\n"),
    ]);
    let mut transcript = String::new();
    folder.step(&mut transcript, "", &["envs/prod"], "");
    folder.step(&mut transcript, "envs/prod", &[], "");
    folder.step(&mut transcript, "", &["--format", "concise", "envs/prod/main.tf"], "");
    folder.write(".git/HEAD", "");
    folder.step(&mut transcript, "", &["--format", "concise", "envs/prod"], "");
    hold("no-repository", &transcript);
}

#[test]
fn a_tarball() {
    let folder = Folder::new(&[
        ("api-1.0/envs/prod/main.tf", CALL),
        ("api-1.0/modules/api/main.tf", MODULE),
        ("api-1.0/main.tf", "module \"vpc\" {\n  source = \"example/vpc/aws\"\n}\n"),
        ("other/main.tf", WRONG),
    ]);
    let mut transcript = String::new();
    folder.step(&mut transcript, "api-1.0", &[], "");
    folder.step(&mut transcript, "", &["--format", "concise", "api-1.0"], "");
    hold("tarball", &transcript);
}

#[test]
fn a_submodule() {
    let folder = Folder::new(&[
        (".git/HEAD", ""),
        ("modules/api/main.tf", MODULE),
        ("vendor/shop/.git", "gitdir: ../../.git/modules/shop\n"),
        ("vendor/shop/main.tf", CALL),
    ]);
    let mut transcript = String::new();
    folder.step(&mut transcript, "vendor/shop", &[], "");
    folder.step(&mut transcript, "", &["--format", "concise"], "");
    hold("submodule", &transcript);
}

#[test]
fn a_broken_caller() {
    let folder = Folder::new(&[
        (".git/HEAD", ""),
        ("main.tf", "module \"api\" {\n  source = \"./api\"\n  type   =\n}\n"),
        ("api/main.tf", &format!("variable \"type\" {{}}\n\n{WRONG}")),
    ]);
    let mut transcript = String::new();
    folder.step(&mut transcript, "", &[], "");
    folder.step(&mut transcript, "", &["--format", "concise", "api"], "");
    folder.step(&mut transcript, "", &["--format", "concise", "api/main.tf"], "");
    folder.step(&mut transcript, "api", &["--format", "concise"], "");
    hold("broken-caller", &transcript);
}

#[test]
fn a_deleted_permission() {
    let api = r#"resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_rest_api.shop.root_resource_id
  http_method   = "POST"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_rest_api.shop.root_resource_id
  http_method             = aws_api_gateway_method.orders.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = aws_lambda_function.orders.invoke_arn
}

resource "aws_lambda_function" "orders" {
  function_name = "orders"
  role          = "arn:aws:iam::123456789012:role/orders"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "orders.zip"
}
"#;
    let permission = r#"resource "aws_lambda_permission" "orders" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.orders.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.shop.execution_arn}/*/POST/"
}
"#;
    let folder = Folder::new(&[
        (".git/HEAD", ""),
        ("main.tf", api),
        ("permissions.tf", permission),
        ("prod.tfvars", ""),
    ]);
    let mut transcript = String::new();
    folder.step(&mut transcript, "", &["permissions.tf"], "");
    folder.write("permissions.tf", "# There are none.\n");
    folder.step(&mut transcript, "", &["permissions.tf"], "");
    folder.step(&mut transcript, "", &["--format", "concise", "permissions.tf"], "");
    hold("deleted-permission", &transcript);
    let named = |path| folder.run("", &["--format", "json", path], "").out;
    assert!(named("permissions.tf").contains("\"named\": false"));
    assert!(named("main.tf").contains("\"named\": true"));
}

#[test]
fn standard_input() {
    let folder = Folder::new(&[(".git/HEAD", ""), ("main.tf", "locals {}\n")]);
    let mut transcript = String::new();
    for path in ["main.tf", "./main.tf", "FOLDER/main.tf", "FOLDER/new.tf"] {
        folder.step(&mut transcript, "", &["--format", "concise", "--stdin-filename", path], WRONG);
    }
    let broken = "locals {\n  a = = 1\n}\n";
    for path in ["FOLDER/main.tf", "prod.tfvars", "nowhere/main.tf"] {
        let arguments = ["--format", "concise", "--stdin-filename", path];
        folder.step(&mut transcript, "", &arguments, broken);
    }
    hold("standard-input", &transcript);
}

#[cfg(unix)]
#[test]
fn a_buffer_is_a_file_wherever_it_lies() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new(&[
        (".git/HEAD", ""),
        ("real/main.tf", "locals {}\n"),
        ("caller/main.tf", "module \"m\" {\n  source = \"../real\"\n}\n"),
    ]);
    symlink(folder.dir.path().join("real"), folder.dir.path().join("link")).unwrap();
    symlink("../real/main.tf", folder.dir.path().join("caller/linked.tf")).unwrap();
    for path in
        ["link/main.tf", "FOLDER/link/main.tf", "FOLDER/caller/../link/main.tf", "link/new.tf"]
    {
        let said = folder.run("", &["--format", "concise", "--stdin-filename", path], WRONG).out;
        let name = path.rsplit('/').next().unwrap();
        assert!(said.contains(&format!("{name}:5:17: error[invalid-type]")), "{path}: {said}");
    }
    let said =
        folder.run("", &["--format", "concise", "--stdin-filename", "caller/linked.tf"], WRONG);
    assert!(said.out.contains("caller/linked.tf:5:17: error[invalid-type]"), "{}", said.out);
}

#[test]
fn what_was_named_and_is_broken_is_said() {
    let broken = "locals {\n  a = = 1\n}\n";
    let folder = Folder::new(&[
        ("main.tf", "variable \"type\" {}\n"),
        ("broken.tf", broken),
        ("prod.tfvars", "type = = 1\n"),
        ("good.tfvars", "type = 1\n"),
    ]);
    assert!(folder.concise(&["broken.tf"]).contains("broken.tf:2:7: error[hcl-parse-error]"));
    assert!(folder.concise(&["prod.tfvars"]).contains("prod.tfvars:1:8: error[hcl-parse-error]"));
    assert!(!folder.concise(&["good.tfvars"]).contains("good.tfvars"));
    std::fs::remove_file(folder.dir.path().join("broken.tf")).unwrap();
    let said = folder.run("", &["--format", "concise", "--var-file", "prod.tfvars"], "");
    assert!(said.out.contains("prod.tfvars:1:8: error[hcl-parse-error]"), "{}", said.out);
    assert_eq!(said.code, Some(1));
    // What a broken file sets is not known.
    let main =
        WRONG.replace("\"MOK\"", "var.type") + "variable \"type\" {\n  default = \"MOK\"\n}\n";
    folder.write("main.tf", main);
    assert!(folder.concise(&[]).contains("invalid-type"));
    let said = folder.concise(&["--var-file", "prod.tfvars"]);
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_broken_root_hides_no_module_and_a_module_no_broken_root() {
    let call = "module \"m\" {\n  source = \"./m\"\n  foo =\n}\n";
    let folder = Folder::new(&[(".git/HEAD", ""), ("main.tf", call), ("m/main.tf", WRONG)]);
    for path in [".", "main.tf", "m/main.tf"] {
        let said = folder.concise(&[path]);
        assert!(
            said.contains("main.tf:3:") && said.contains("error[hcl-parse-error]"),
            "{path}: {said}"
        );
        assert!(said.contains("error[invalid-type]"), "{path}: {said}");
    }
    // Which module a broken file calls is not known for certain, so that nobody's defaults count.
    let module =
        WRONG.replace("\"MOK\"", "var.type") + "variable \"type\" {\n  default = \"MOK\"\n}\n";
    folder.write("m/main.tf", module);
    for broken in [
        "module \"m\" {\n  source = \"./m\"\n  type = \"MOCK\n",
        "module \"m\" { type = {\n source = \"./m\" }}\n{\n",
    ] {
        folder.write("main.tf", broken);
        let said = folder.concise(&[]);
        assert!(said.contains("hcl-parse-error") && !said.contains("invalid-type"), "{said}");
    }
}

#[test]
fn escapes_do_not_hide_a_type() {
    for (name, text) in [
        ("main.tf", WRONG.replace("_gateway", r"\u005fgateway")),
        ("main.tf", WRONG.replace("_gateway", r"\U0000005fgateway")),
        (
            "main.tf.json",
            r#"{"resource": {"aws_api\u005fgateway_integration": {"it": {"rest_api_id": "a",
                "resource_id": "b", "http_method": "GET", "type": "MOK"}}}}"#
                .to_owned(),
        ),
    ] {
        let folder = Folder::new(&[(name, text.as_str())]);
        let said = folder.concise(&[]);
        assert!(said.contains("error[invalid-type]"), "{text}: {said}");
    }
    let call = r#"{"mod\u0075le": {"m": {"source": "\u002e\/m"}}}"#;
    let folder = Folder::new(&[("main.tf.json", call), ("m/main.tf", WRONG)]);
    assert!(folder.summary("", &["main.tf.json"]).contains("\"files\": 2"));
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_is_read() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = Folder::new(&[]);
    let name = std::ffi::OsStr::from_bytes(b"ma\xffin.tf");
    std::fs::write(folder.dir.path().join(name), WRONG).unwrap();
    let said = folder.concise(&[]);
    assert!(said.contains(":5:17: error[invalid-type]"), "{said}");
}

#[cfg(unix)]
#[test]
fn links_out_of_the_workspace_are_said_and_not_entered() {
    use std::os::unix::fs::symlink;
    let outside = Folder::new(&[("main.tf", WRONG), ("deep/main.tf", WRONG)]);
    let folder = Folder::new(&[("main.tf", "locals {}\n")]);
    symlink(outside.dir.path(), folder.dir.path().join("link")).unwrap();
    assert_eq!(
        folder.concise(&[]),
        "link:1:1: note[module-not-followed] this folder was not checked: the link leads out of the workspace\n"
    );
    assert_eq!(folder.concise(&["--exclude", "link"]), "");
    // Neither does a call through a link make the workspace wider.
    folder.write("main.tf", "module \"m\" {\n  source = \"./link/deep\"\n}\n");
    let said = folder.concise(&["--exclude", "link"]);
    let expected = "main.tf:2:12: note[module-not-followed] `module.m` was not checked: ";
    assert!(said.starts_with(expected), "{said}");
    // A file that is named and is a link out of the workspace.
    folder.write(".git/HEAD", "");
    symlink(outside.dir.path().join("main.tf"), folder.dir.path().join("linked.tf")).unwrap();
    let said = folder.concise(&["linked.tf"]);
    assert!(said.contains("linked.tf:1:1: error[unreadable-file]"), "{said}");
}

#[test]
fn a_module_in_a_hidden_folder_is_followed() {
    let call = "module \"m\" {\n  source = \"./.modules/m\"\n}\n";
    let folder = Folder::new(&[("main.tf", call), (".modules/m/main.tf", WRONG)]);
    assert!(folder.concise(&[]).contains(".modules/m/main.tf:5:17: error[invalid-type]"));
}

#[test]
fn modules_that_are_not_followed_are_said_once() {
    let call =
        |name: &str, source: &str| format!("module \"{name}\" {{\n  source = {source}\n}}\n");
    let fetched = |name: &str| call(name, "\"example/x/aws\"");
    let folder = Folder::new(&[(".git/HEAD", "")]);
    folder.write("a/main.tf", fetched("one") + &fetched("two"));
    folder.write("b/main.tf", fetched("three"));
    let one = "a/main.tf:2:12: note[module-not-followed] `module.one` and 2 more modules were not checked: `terraform init` has not fetched them\n";
    assert_eq!(folder.concise(&[]), one);
    assert!(folder.summary("", &[]).contains("\"not_followed\": 3"));
    folder.write("b/api.tf", WRONG);
    assert_eq!(folder.concise(&[]).matches("module-not-followed").count(), 2);
    folder.write("b/main.tf", call("computed", "var.source"));
    assert!(folder.concise(&["b"]).contains("its `source` is unknown here"));
    let installed = r#"{"Modules":[{"Key":"one","Source":"example/x/aws","Dir":".terraform/modules/one"},
        {"Key":"two","Source":"example/x/aws","Dir":".terraform/modules/two"}]}"#;
    folder.write("a/.terraform/modules/modules.json", installed);
    folder.write("a/.terraform/modules/one/main.tf", "");
    let two = "a/main.tf:5:12: note[module-not-followed] `module.two` was not checked: `terraform init` has not fetched it\n";
    assert_eq!(folder.concise(&["a"]), two);
    folder.write("a/.terraform/modules/modules.json", "{");
    let broken = "2:12: note[module-not-followed] `module.one` and 1 more module were not checked: `.terraform/modules/modules.json`, which says where they are, cannot be read";
    assert!(folder.concise(&["a"]).contains(broken));
}

#[test]
fn a_call_that_leads_nowhere_matters_where_there_is_something_to_check() {
    let folder =
        Folder::new(&[(".git/HEAD", ""), ("main.tf", "module \"m\" {\n  source = \"./m\"\n}\n")]);
    let note = "main.tf:2:12: note[module-not-followed] `module.m` was not checked: its `source` does not exist\n";
    assert_eq!(folder.concise(&[]), note);
    folder.write("api.tf", WRONG);
    assert!(folder.concise(&[]).contains("main.tf:2:12: error[broken-module-call]"));
}

#[test]
fn the_numbers_are_the_same_wherever_one_stands() {
    let folder = Folder::new(&[
        (".git/HEAD", ""),
        ("envs/prod/main.tf", CALL),
        ("envs/prod/bucket/main.tf", "resource \"aws_s3_bucket\" \"b\" {}\n"),
        ("envs/dev/main.tf", CALL),
        ("modules/api/main.tf", MODULE),
    ]);
    let summary = folder.summary("", &["envs/prod"]);
    assert!(
        summary.contains("\"files\": 2") && summary.contains("\"passed_over\": 1"),
        "{summary}"
    );
    assert!(summary.contains("\"integrations\": 1"), "{summary}");
    assert_eq!(folder.summary("envs/prod", &[]), summary);
    assert_eq!(folder.summary("envs/prod", &["."]), summary);
    assert_eq!(folder.summary("envs/prod/bucket", &[".."]), summary);
    assert_eq!(folder.summary("envs", &["FOLDER/envs/prod"]), summary);
}
