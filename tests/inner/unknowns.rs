//! Of expressions over variables that are not known, whatever is decided is what Terraform decides:
//! `fixtures/conformance/unknowns.jsonl`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use crate::eval::{Environment, eval};
use crate::module::Module;
use crate::scope::ModuleScope;
use crate::source::Sources;
use crate::value::{Data, Kind, Number, Text, Truth, Value};
use serde_json::Value as Json;
use std::path::Path;

/// What Terraform refuses once the variables are known, whatever they are: it looks at no type of what is unknown here.
const REFUSED_LATER: [&str; 7] = [
    r#""a${var.names}""#,
    r#"format("a", var.text)"#,
    r#"format("%d", var.names)"#,
    r#"format("%d", "x", var.text)"#,
    "flatten(var.text)",
    "var.names ? 1 : 2",
    "element([], var.number)",
];

/// The variables that all expressions are about.
fn variables() -> &'static str {
    let text = include_str!("../../fixtures/conformance/unknowns.hcl.txt");
    text.split_once("---\n").unwrap().0
}

fn value(expr: &str) -> Value {
    let text = format!("{}\nlocals {{\n  it = {expr}\n}}\n", variables());
    let source = Sources::default().add(Path::new("main.tf"), text.as_str());
    let module = Module::of_text(source, &text);
    let scope = ModuleScope::new(&module);
    eval(&module.local("it").unwrap().value, Environment::new(&*scope))
}

fn kind(expected: &Json) -> Option<Kind> {
    Some(match expected {
        Json::Null => return None,
        Json::Bool(_) => Kind::Bool,
        Json::Number(_) => Kind::Number,
        Json::String(_) => Kind::String,
        Json::Array(_) => Kind::Sequence,
        Json::Object(_) => Kind::Mapping,
    })
}

/// Whether nothing that is decided of a value is otherwise in Terraform.
fn agrees(value: &Value, expected: &Json) -> bool {
    if value.is_refused() {
        return false;
    }
    if expected.get("unknown").is_some() {
        return true;
    }
    match (&value.data, expected) {
        (Data::Null, _) | (_, Json::Null) => {
            value.is_null() != Truth::from(*expected != Json::Null)
        }
        (Data::Bool(a), Json::Bool(b)) => a == b,
        (Data::Number(a), Json::Number(b)) => *a == b.to_string().parse::<Number>().unwrap(),
        (Data::String(a), Json::String(b)) => a.equals(&Text::known(b.as_str())) != Truth::False,
        (Data::Sequence(_, a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| agrees(a, b))
        }
        (Data::Mapping(_, a), Json::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, a)| b.get(&**key).is_some_and(|b| agrees(&a.value, b)))
        }
        (Data::Unknown(unknown), _) => {
            unknown.kind.is_none_or(|known| Some(known) == kind(expected))
        }
        _ => false,
    }
}

/// How much is known of a value that Terraform knows, at least in part.
fn is_as_known(value: &Value, expected: &Json) -> bool {
    if expected.get("unknown").is_some() {
        return true;
    }
    match (&value.data, expected) {
        (Data::Unknown(_), _) => false,
        (Data::Sequence(_, a), Json::Array(b)) => a.iter().zip(b).all(|(a, b)| is_as_known(a, b)),
        (Data::Mapping(_, a), Json::Object(b)) => {
            a.iter().all(|(key, a)| b.get(&**key).is_some_and(|b| is_as_known(&a.value, b)))
        }
        _ => value.is_wholly_known(),
    }
}

#[test]
fn what_is_decided_is_what_terraform_decides() {
    let (mut known, mut less, mut refused, mut not_refused) = (0, 0, 0, 0);
    let (mut unknown, mut more) = (0, 0);
    let mut wrong = Vec::new();
    for line in include_str!("../../fixtures/conformance/unknowns.jsonl").lines() {
        let record: Json = serde_json::from_str(line).unwrap();
        let expr = record["expr"].as_str().unwrap();
        let value = value(expr);
        match (record.get("error"), record.get("value")) {
            (Some(_), _) if value.is_refused() => refused += 1,
            (Some(_), _) if !value.is_wholly_known() => not_refused += 1,
            (None, Some(expected)) if agrees(&value, expected) => {
                if is_as_known(&value, expected) {
                    known += 1;
                } else {
                    less += 1;
                }
            }
            (None, None) if value.is_wholly_known() || REFUSED_LATER.contains(&expr) => more += 1,
            (None, None) if !value.is_refused() => unknown += 1,
            _ => wrong.push(format!("{line}\n  {:?}", value.data)),
        }
    }
    println!("where Terraform knows: {known} as much is known, {less} less");
    println!("where Terraform does not know: {unknown} unknown, {more} known");
    println!("where Terraform refuses: {refused} refused, {not_refused} not");
    assert!(wrong.is_empty(), "{} disagreements:\n{}", wrong.len(), wrong.join("\n"));
}
