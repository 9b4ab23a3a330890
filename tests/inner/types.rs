//! What a variable makes of a value, as Terraform does: `fixtures/conformance/types.jsonl`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use crate::eval::{Environment, constant, eval};
use crate::files::Files;
use crate::module::{Input, Inputs, Module};
use crate::scope::ModuleScope;
use crate::types::Variable;
use crate::value::{Data, Mapping, Number, Sensitive, Sequence, Value};
use serde_json::Value as Json;
use std::fmt::Write as _;
use std::path::Path;

/// Where gatelint knows a value and Terraform 1.11 refuses the variable, and why that is right.
const KNOWN_ALL_THE_SAME: [(&str, &str); 2] = [
    (r#""string""#, "Terraform takes quoted types up to 0.14"),
    (
        "object({ a = string, a = number })",
        "the reader takes the last of two keys, which are refused here alone",
    ),
];

struct Case {
    json: Json,
}

impl Case {
    fn text(&self, name: &str) -> Option<&str> {
        self.json.get(name).and_then(Json::as_str)
    }

    fn constraint(&self) -> &str {
        self.text("constraint").unwrap()
    }

    fn module(&self, files: &Files) -> Module {
        let mut text = "variable \"it\" {\n".to_owned();
        for (name, key) in [
            ("type", "constraint"),
            ("default", "default"),
            ("nullable", "nullable"),
            ("sensitive", "sensitive"),
        ] {
            if let Some(value) = self.text(key).filter(|value| *value != "(none)") {
                writeln!(text, "  {name} = {value}").unwrap();
            }
        }
        text += "}\n";
        if let Some(given) = self.text("given").filter(|given| *given != "(unset)") {
            writeln!(text, "locals {{\n  given = {given}\n}}").unwrap();
        }
        let mut module =
            Module::of_text(files.sources().add(Path::new("main.tf"), text.as_str()), &text);
        if let Some(given) = self.text("given_with_var") {
            let given = if given == "(empty)" { "" } else { given };
            let inputs = [Input::Variable("it".to_owned(), given.to_owned())];
            module.set(&Inputs::read(files, &inputs).unwrap());
        }
        module
    }

    /// What gatelint makes of it; `None` where the variable is refused or nothing is known.
    fn value(&self) -> Option<Value> {
        let files = Files::new([]);
        let module = self.module(&files);
        let block = module.block(module.position("variable", &["it"])?)?;
        let scope = ModuleScope::new(&module);
        let expr = module.local("given").or_else(|| module.inputs.get("it"));
        let given = expr.map(|given| match self.text("given") {
            Some(_) => eval(&given.value, Environment::new(&*scope)),
            None => constant(&given.value),
        });
        Variable::read(block)?.value(given).filter(|value| !value.is_refused())
    }
}

fn cases() -> Vec<Case> {
    let text = include_str!("../../fixtures/conformance/types.jsonl");
    text.lines().map(|line| Case { json: serde_json::from_str(line).unwrap() }).collect()
}

fn same(value: &Value, expected: &Json) -> bool {
    match (&value.data, expected) {
        (Data::Null, Json::Null) => true,
        (Data::Bool(a), Json::Bool(b)) => a == b,
        (Data::Number(a), Json::Number(b)) => *a == b.to_string().parse::<Number>().unwrap(),
        (Data::String(a), Json::String(b)) => a.as_known() == Some(b),
        (Data::Sequence(_, a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Data::Mapping(_, a), Json::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, a)| b.get(&**key).is_some_and(|b| same(&a.value, b)))
        }
        _ => false,
    }
}

/// The outermost word of the type.
fn word(value: &Value) -> Option<&'static str> {
    Some(match &value.data {
        Data::Null | Data::Block(_) | Data::Unknown(_) => return None,
        Data::Bool(_) => "bool",
        Data::Number(_) => "number",
        Data::String(_) => "string",
        Data::Sequence(Sequence::List, _) => "list",
        Data::Sequence(Sequence::Set, _) => "set",
        Data::Sequence(Sequence::Tuple, _) => "tuple",
        Data::Mapping(Mapping::Map, _) => "map",
        Data::Mapping(Mapping::Object, _) => "object",
    })
}

#[test]
fn variables_take_what_terraform_takes() {
    let (mut wrong, mut unknown, mut known, mut refused) = (Vec::new(), Vec::new(), 0, 0);
    for case in cases() {
        let value = case.value();
        match (value, case.json.get("error")) {
            (None, Some(_)) => refused += 1,
            (Some(value), Some(_)) if matches!(value.data, Data::Unknown(_)) => refused += 1,
            (Some(_), Some(_))
                if KNOWN_ALL_THE_SAME.iter().any(|(type_, _)| *type_ == case.constraint()) =>
            {
                known += 1;
            }
            (Some(value), None) => {
                let (expected, r#type) = (&case.json["value"], case.text("type").unwrap());
                let hidden = case.text("printed").unwrap().contains("(sensitive value)");
                if !value.is_wholly_known() {
                    unknown.push(case.json.to_string());
                } else if same(&value, expected)
                    && word(&value).is_none_or(|word| r#type.starts_with(word))
                    && (value.sensitive != Sensitive::No) == hidden
                {
                    known += 1;
                } else {
                    wrong.push(format!("{}\n  {value:?}", case.json));
                }
            }
            (value, _) => wrong.push(format!("{}\n  {value:?}", case.json)),
        }
    }
    let all = known + refused + unknown.len() + wrong.len();
    println!("{all} types: {known} known, {refused} refused, {} unknown", unknown.len());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert!(unknown.is_empty(), "\n{}", unknown.join("\n"));
}
