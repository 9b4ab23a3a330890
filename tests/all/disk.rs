//! What is read, whatever the disk that it lies on, and however a path is written.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on stops")]

use gatelint::check::{Linter, RunError, run};
use gatelint::files::{Disk, Files, Memory, Overlay, WalkError};
use gatelint::page::Pack;
use gatelint::report::{Format, View, render};
use globset::GlobSet;
use std::path::{Path, PathBuf};

const WRONG: &str = r#"
resource "aws_api_gateway_integration" "it" {
  rest_api_id = "api"
  resource_id = "resource"
  http_method = "GET"
  type        = "WRONG"
}
"#;

fn check(disk: impl Disk + 'static, path: &str) -> Result<String, WalkError> {
    let paths = [PathBuf::from(path)];
    let files = Files::on(disk, paths.iter().map(PathBuf::as_path));
    let linter = Linter::new(Pack::builtin(), &[]).unwrap();
    let found = run(&linter, &files, &paths, &GlobSet::empty());
    let outcome = found.map_err(|error| match error {
        RunError::Walk(error) => error,
        RunError::Config(_) | RunError::Document(_) => {
            unreachable!("nothing is configured, and no document named")
        }
    })?;
    Ok(render(Format::Concise, &outcome, &files, &Pack::builtin(), View::default()))
}

fn finds(found: &Result<String, WalkError>, place: &str) -> bool {
    found.as_ref().unwrap().contains(&format!("{place}: error[invalid-type]"))
}

#[test]
fn a_buffer_lies_over_its_file_however_the_path_is_written() {
    let disk = || Memory::new().with("app/main.tf", "locals {}\n");
    assert_eq!(check(disk(), "app/main.tf").unwrap(), "");
    for buffer in ["app/main.tf", "./app/main.tf", "/here/app/main.tf", "other/../app/main.tf"] {
        for named in ["app/main.tf", "./app/./main.tf", "/here/app/main.tf", "app", "."] {
            let disk = Overlay::over(disk()).with(Path::new(buffer), WRONG);
            let found = check(disk, named);
            assert!(finds(&found, "app/main.tf:6:17"), "{buffer} {named}: {found:?}");
        }
    }
}

#[test]
fn a_buffer_may_be_a_file_that_is_not_there_yet() {
    let disk = || Memory::new().with("app/variables.tf", "variable \"a\" {}\n");
    for path in ["app/new.tf", "./app/new.tf", "/here/app/new.tf"] {
        let found = check(Overlay::over(disk()).with(Path::new("app/new.tf"), WRONG), path);
        assert!(finds(&found, "app/new.tf:6:17"), "{path}: {found:?}");
    }
    let nowhere = Overlay::over(disk()).with(Path::new("no/new.tf"), WRONG);
    assert_eq!(check(nowhere, "no/new.tf"), Err(WalkError::NoFolder(PathBuf::from("no"))));
    assert_eq!(check(disk(), "app/new.tf"), Err(WalkError::NotFound(PathBuf::from("app/new.tf"))));
}

#[test]
fn a_file_has_one_name_however_it_is_read() {
    let disk = Memory::new().with("app/main.tf", "locals {}\n");
    let files = Files::on(disk, [Path::new(".")]);
    let names = ["app/main.tf", "./app/main.tf", "/here/app/main.tf", "app/../app/main.tf"];
    let names = names.map(|path| files.read(Path::new(path)).unwrap().id);
    assert_eq!(names, [names[0]; 4]);
    assert_eq!(files.sources().get(names[0]).path, Path::new("app/main.tf"));
}

/// Who calls a module is seen without reading what has nothing to do with it.
#[test]
fn callers_are_found_wherever_they_lie() {
    let module = "variable \"type\" {\n  default = \"MOCK\"\n}\n";
    let module = module.to_owned() + &WRONG.replace("\"WRONG\"", "var.type");
    let call = |source: &str| {
        format!("module \"m\" {{\n  source = \"{source}\"\n  type   = \"WRONG\"\n}}\n")
    };
    for (folder, source) in
        [("live/a", "../../modules/it"), ("modules/it/test", "../"), ("a", "./../modules//it")]
    {
        let disk = Memory::new()
            .with(".git/HEAD", "")
            .with("modules/it/main.tf", module.as_str())
            .with("unrelated/main.tf", "module \"x\" {\n  source = \"a/b/aws\"\n")
            .with(format!("{folder}/main.tf"), call(source));
        for named in ["modules/it", "modules/it/main.tf"] {
            let found = check(disk.clone(), named);
            assert!(finds(&found, "modules/it/main.tf:9:17"), "{folder} {named}: {found:?}");
        }
    }
}

#[test]
fn what_nobody_looks_into_is_left_out_unless_it_is_named() {
    let disk = ["node_modules/a", ".hidden/a", "a/.hidden"]
        .iter()
        .fold(Memory::new().with("a/main.tf", "locals {}\n"), |disk, folder| {
            disk.with(format!("{folder}/main.tf"), WRONG)
        });
    assert_eq!(check(disk.clone(), ".").unwrap(), "");
    assert!(finds(&check(disk, ".hidden"), ".hidden/a/main.tf:6:17"));
}
