//! Nothing outside of the workspace is read. Each test has a text outside that would be found wrong if it were read, and
//! the same way inside, where it is.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use gatelint::check::{Input, Inputs};
use gatelint::check::{Linter, run};
use gatelint::files::Files;
use gatelint::page::Pack;
use globset::GlobSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// What lies outside: no `type` that there is, so that it shows in a message if it is read.
const OUTSIDE: &str = "OUTSIDE";

/// A workspace, and a folder beside it that is none of its business.
struct Place {
    dir: TempDir,
}

impl Place {
    fn new() -> Self {
        let place = Self { dir: TempDir::new().unwrap() };
        place.write("workspace/.git/HEAD", "");
        for folder in ["outside", "workspace/inside"] {
            place.write(&format!("{folder}/type.txt"), OUTSIDE);
            place.write(&format!("{folder}/TYPE.{OUTSIDE}"), "");
            place.write(&format!("{folder}/module/main.tf"), &output(OUTSIDE));
        }
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().canonicalize().unwrap().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The messages of all findings in the module in `workspace/app`.
    fn messages(&self, inputs: &[Input]) -> Vec<String> {
        let paths = [self.path("workspace/app")];
        let files = Files::new(paths.iter().map(PathBuf::as_path));
        let inputs = Inputs::read(&files, inputs).unwrap();
        let linter = Linter::new(Pack::builtin(), &[]).unwrap().with_inputs(inputs);
        let outcome = run(&linter, &files, &paths, &GlobSet::empty()).unwrap();
        // That it is not read is said where a module is called.
        let findings = outcome.findings.into_iter();
        let findings = findings.filter(|finding| &*finding.rule != "module-not-followed");
        findings.map(|finding| finding.message).collect()
    }

    /// Whether the text is read, if the type of an integration is this expression.
    fn reads(&self, r#type: &str) -> bool {
        self.write("workspace/app/main.tf", &integration(r#type));
        self.says_type()
    }

    fn says_type(&self) -> bool {
        let messages = self.messages(&[]);
        assert!(messages.iter().all(|message| message.contains(OUTSIDE)), "{messages:?}");
        !messages.is_empty()
    }
}

fn output(value: &str) -> String {
    format!("output \"type\" {{\n  value = \"{value}\"\n}}\n")
}

fn integration(r#type: &str) -> String {
    format!(
        r#"
resource "aws_api_gateway_integration" "it" {{
  rest_api_id = "api"
  resource_id = "resource"
  http_method = "GET"
  type        = {type}
}}
"#
    )
}

/// Expressions that give the text in the file or the folder at `FOLDER`.
const READING: [&str; 6] = [
    r#"file("FOLDER/type.txt")"#,
    r#"templatefile("FOLDER/type.txt", {})"#,
    r#"base64decode(filebase64("FOLDER/type.txt"))"#,
    r#"trimprefix(one(fileset("FOLDER", "TYPE.*")), "TYPE.")"#,
    r#"fileexists("FOLDER/type.txt") ? "OUTSIDE" : "MOCK""#,
    r#"filemd5("FOLDER/type.txt") == md5("OUTSIDE") ? "OUTSIDE" : "MOCK""#,
];

/// Whether each expression reads what lies there.
fn each_reads(place: &Place, folder: &str) -> [bool; 6] {
    READING.map(|expression| place.reads(&expression.replace("FOLDER", folder)))
}

#[test]
fn expressions_read_inside_of_the_workspace_alone() {
    let place = Place::new();
    for inside in ["../inside", "${path.module}/../inside", "${path.root}/../inside"] {
        assert_eq!(each_reads(&place, inside), [true; 6], "{inside}");
    }
    for outside in ["../../outside", "${path.module}/../../outside", "./../inside/../../outside"] {
        assert_eq!(each_reads(&place, outside), [false; 6], "{outside}");
    }
}

#[test]
fn an_absolute_path_is_no_way_out() {
    let place = Place::new();
    let folder = |path: &str| place.path(path).to_str().unwrap().to_owned();
    assert_eq!(each_reads(&place, &folder("workspace/inside")), [true; 6]);
    assert_eq!(each_reads(&place, &folder("outside")), [false; 6]);
    assert_eq!(each_reads(&place, "~"), [false; 6]);
}

#[cfg(unix)]
#[test]
fn a_link_is_no_way_out() {
    use std::os::unix::fs::symlink;
    let place = Place::new();
    for name in ["inside", "outside"] {
        let target = if name == "inside" { "workspace/inside" } else { "outside" };
        symlink(place.path(target), place.path(&format!("workspace/to-{name}"))).unwrap();
        let folder = format!("workspace/files-{name}");
        std::fs::create_dir(place.path(&folder)).unwrap();
        for file in ["type.txt", "TYPE.OUTSIDE"] {
            symlink(place.path(target).join(file), place.path(&folder).join(file)).unwrap();
        }
    }
    assert_eq!(each_reads(&place, "../to-inside"), [true; 6]);
    assert_eq!(each_reads(&place, "../to-outside"), [false; 6]);
    // Where the file itself is a link, `fileset` knows nothing.
    assert_eq!(each_reads(&place, "../files-inside"), [true, true, true, false, true, true]);
    assert_eq!(each_reads(&place, "../files-outside"), [false; 6]);
    assert!(!place.reads(r#"one(fileset("..", "to-outside/*.txt"))"#));
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let place = Place::new();
    let pipe = place.path("workspace/inside/pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    assert!(!place.reads(r#"file("../inside/pipe")"#));
    assert!(!place.reads(r#"file("../inside")"#));
}

#[test]
fn a_file_that_is_too_large_is_not_known() {
    let place = Place::new();
    let read = r#"substr(file("../inside/large.txt"), 0, 7)"#;
    let text = |bytes: usize| OUTSIDE.to_owned() + &" ".repeat(bytes - OUTSIDE.len());
    place.write("workspace/inside/large.txt", &text(1024 * 1024));
    assert!(place.reads(read));
    place.write("workspace/inside/large.txt", &text(1024 * 1024 + 1));
    assert!(!place.reads(read));
}

/// Whether the outputs of a module are read that lies in `dir`, relative to the root or absolute, if the manifest says so.
fn reads_fetched(place: &Place, dir: &Path) -> bool {
    let dir = serde_json::to_string(dir).unwrap();
    let source = r#""Source":"registry.terraform.io/a/b/aws""#;
    let manifest = format!(r#"{{"Modules":[{{"Key":"m",{source},"Dir":{dir}}}]}}"#);
    place.write("workspace/app/.terraform/modules/modules.json", &manifest);
    let call = "module \"m\" {\n  source = \"a/b/aws\"\n}\n";
    place.write("workspace/app/main.tf", &(integration("module.m.type") + call));
    place.says_type()
}

#[test]
fn the_manifest_of_modules_is_no_way_out() {
    let place = Place::new();
    place.write("workspace/app/.terraform/modules/m/main.tf", &output(OUTSIDE));
    assert!(reads_fetched(&place, Path::new(".terraform/modules/m")));
    assert!(reads_fetched(&place, Path::new("../inside/module")));
    assert!(reads_fetched(&place, &place.path("workspace/inside/module")));
    assert!(!reads_fetched(&place, Path::new("../../outside/module")));
    assert!(!reads_fetched(&place, &place.path("outside/module")));
    #[cfg(unix)]
    {
        let link = place.path("workspace/app/.terraform/modules/link");
        std::os::unix::fs::symlink(place.path("outside/module"), link).unwrap();
        assert!(!reads_fetched(&place, Path::new(".terraform/modules/link")));
    }
}

#[test]
fn of_a_manifest_that_is_out_of_date_nothing_is_said() {
    let place = Place::new();
    place.write("workspace/empty/README.md", "");
    for dir in [".terraform/modules/gone", "../empty", ".", "../../nowhere"] {
        assert!(!reads_fetched(&place, Path::new(dir)), "{dir}");
    }
}

#[test]
fn a_local_call_is_no_way_out() {
    let place = Place::new();
    let reads = |dir: &str| {
        let call = format!("module \"m\" {{\n  source = \"{dir}\"\n}}\n");
        place.write("workspace/app/main.tf", &(integration("module.m.type") + &call));
        place.says_type()
    };
    assert!(reads("../inside/module"));
    assert!(!reads("../../outside/module"));
}

#[test]
fn what_the_user_names_is_read_wherever_it_lies() {
    let place = Place::new();
    place.write("outside/it.tfvars", &format!("type = \"{OUTSIDE}\"\n"));
    let main = integration("var.type") + "variable \"type\" {}\n";
    place.write("workspace/app/main.tf", &main);
    assert!(place.messages(&[]).is_empty());
    let messages = place.messages(&[Input::File(place.path("outside/it.tfvars"))]);
    assert!(messages.len() == 1 && messages[0].contains(OUTSIDE), "{messages:?}");
}

/// A module elsewhere in the workspace is where Terragrunt may write.
#[test]
fn what_terragrunt_writes_may_declare_a_name() {
    let place = Place::new();
    place.write(
        "workspace/app/main.tf",
        "resource \"aws_api_gateway_rest_api\" \"a\" {\n  name = var.name\n}\n",
    );
    let undeclared = ["`var.name` is not declared"];
    let generate = |contents: &str| {
        let text =
            format!("generate \"x\" {{\n  path     = \"x.tf\"\n  contents = \"{contents}\"\n}}\n");
        place.write("workspace/live/root.hcl", &text);
    };
    assert_eq!(place.messages(&[]), undeclared);
    generate(r#"provider \"aws\" {}"#);
    assert_eq!(place.messages(&[]), undeclared);
    generate(r#"variable \"name\" {}"#);
    assert!(place.messages(&[]).is_empty());
}

/// In a folder that Terragrunt runs in anything may be written.
#[test]
fn beside_a_terragrunt_file_names_may_be_declared() {
    for name in ["terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl"] {
        let place = Place::new();
        place.write(
            "workspace/app/main.tf",
            "resource \"aws_api_gateway_rest_api\" \"a\" {\n  name = var.name\n}\n",
        );
        place.write(&format!("workspace/app/{name}"), "");
        assert!(place.messages(&[]).is_empty(), "{name}");
    }
}
