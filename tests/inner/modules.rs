//! Whole modules, with what Terraform planned for their outputs: equal where gatelint knows.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::eval::Environment;
use crate::files::Files;
use crate::module::{Input, Inputs, Module};
use crate::schema::Schemas;
use crate::scope::ModuleScope;
use crate::tree::{Library, Tree};
use crate::value::{Data, Value};
use serde_json::Value as Json;
use std::path::{Path, PathBuf};

/// How many values were compared, and how many of them gatelint knew.
#[derive(Default)]
struct Share {
    known: usize,
    all: usize,
    /// The places of those that it did not know.
    unknown: Vec<String>,
}

/// What the arguments of `terraform plan` set.
fn inputs(folder: &Path) -> Vec<Input> {
    let arguments = std::fs::read_to_string(folder.join("arguments.txt")).unwrap_or_default();
    let arguments =
        arguments.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let input = |argument: &str| {
        if let Some(text) = argument.strip_prefix("-var=") {
            let (name, value) = text.split_once('=')?;
            return Some(Input::Variable(name.to_owned(), value.to_owned()));
        }
        argument.strip_prefix("-var-file=").map(|file| Input::File(folder.join(file)))
    };
    arguments.filter_map(input).collect()
}

fn compare(value: &Value, expected: &Json, at: &str, share: &mut Share, wrong: &mut Vec<String>) {
    share.all += 1;
    if expected.get("unknown") == Some(&Json::Bool(true)) {
        share.all -= 1;
        return;
    }
    let mut known = true;
    let agrees = match (&value.data, expected) {
        (Data::Unknown(unknown), _) => {
            known = false;
            !unknown.refused
        }
        (Data::Bool(a), Json::Bool(b)) => a == b,
        (Data::Number(a), Json::Number(b)) => a.to_string().parse::<f64>().ok() == b.as_f64(),
        (Data::String(text), Json::String(b)) => {
            if let Some(a) = text.as_known() {
                a == b
            } else {
                known = false;
                text.equals(&crate::value::Text::known(b.as_str())) != crate::value::Truth::False
            }
        }
        (Data::Sequence(_, a), Json::Array(b)) => {
            share.all -= 1;
            share.known = share.known.wrapping_sub(1);
            a.iter()
                .zip(b)
                .enumerate()
                .for_each(|(i, (a, b))| compare(a, b, &format!("{at}[{i}]"), share, wrong));
            a.len() == b.len()
        }
        (Data::Mapping(_, a), Json::Object(b)) => {
            share.all -= 1;
            share.known = share.known.wrapping_sub(1);
            for (key, entry) in a.iter() {
                let expected = b.get(&**key).unwrap_or(&Json::Null);
                compare(&entry.value, expected, &format!("{at}.{key}"), share, wrong);
            }
            a.keys().map(|key| &**key).eq(sorted(b))
        }
        // A resource has attributes that only the provider knows of.
        (Data::Block(_), Json::Object(_)) | (Data::Null, Json::Null) => true,
        _ => false,
    };
    share.known = share.known.wrapping_add(usize::from(known));
    if !known {
        share.unknown.push(at.to_owned());
    }
    if !agrees {
        wrong.push(format!("{at}: {:?} is not {expected}", value.data));
    }
}

fn sorted(object: &serde_json::Map<String, Json>) -> impl Iterator<Item = &str> {
    let mut keys: Vec<&str> = object.keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys.into_iter()
}

#[test]
fn outputs_are_what_terraform_plans() {
    let folders = Path::new("fixtures/conformance/modules").read_dir().unwrap();
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let (mut share, mut wrong, mut compared) = (Share::default(), Vec::new(), 0);
    for folder in folders {
        let expected: Json =
            serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap())
                .unwrap();
        let files = Files::within([folder.canonicalize().unwrap()]);
        let Ok(inputs) = Inputs::read(&files, &inputs(&folder)) else { continue };
        let mut module = Module::read(&files, &folder, &());
        module.set(&inputs);
        let library = Library::new(&files, Schemas::builtin());
        let tree = Tree::read(&library, &module);
        let scope = ModuleScope::root(&module, &tree, false);
        let Some(outputs) = expected.get("outputs").and_then(Json::as_object) else { continue };
        compared += 1;
        for (name, output) in outputs {
            let value =
                scope.output(name, Environment::new(&*scope)).unwrap_or_else(Value::anything);
            let at = format!("{}: {name}", folder.file_name().unwrap().to_string_lossy());
            compare(&value, output.get("value").unwrap_or(output), &at, &mut share, &mut wrong);
        }
    }
    // fileset: no match, a pattern that leads out of its folder, and `**.json`, which is read in several ways.
    let files = |line: &&String| line.starts_with("files-and-templates: ");
    let unknown: Vec<&String> = share.unknown.iter().filter(files).collect();
    let expected = ["empty", "sets[7]", "sets[9]"].map(|at| format!("files-and-templates: {at}"));
    assert_eq!(unknown, expected.iter().collect::<Vec<_>>());
    println!("{compared} modules: {} of {} values known", share.known, share.all);
    assert!(compared >= 40);
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
