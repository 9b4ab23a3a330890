#![allow(clippy::disallowed_methods, reason = "writes files for a server to read")]
//! What counts for a check on the command line counts for the server: baselines, variables, callers.

use super::super::Given;
use super::client::Client;
use super::{MAIN, codes, range};
use crate::baseline::Baseline;
use crate::check::{Choice, Linter, run};
use crate::files::Files;
use crate::module::Input;
use crate::page::Pack;
use globset::GlobSet;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is said under the pointer at some words of a file, which is open with that text.
fn hover(client: &mut Client, name: &str, text: &str, words: &str) -> String {
    client.open(name, text);
    let at = range(text, words)["start"].clone();
    let asked = json!({ "textDocument": { "uri": client.uri(name) }, "position": at });
    let hover = client.ask("textDocument/hover", asked);
    hover["contents"]["value"].as_str().unwrap_or_default().to_owned()
}

const CALL: &str = "module \"orders\" {\n  source = \"./orders\"\n  method = \"POST\"\n}\n";

fn with_call(call: &str) -> Client {
    let client = Client::new(&json!({}));
    std::fs::create_dir(client.path("orders")).unwrap();
    std::fs::create_dir(client.path(".git")).unwrap();
    std::fs::write(client.path("main.tf"), call).unwrap();
    client
}

#[test]
fn the_value_of_the_only_call_is_shown_and_not_the_default() {
    let mut client = with_call(CALL);
    let said = hover(&mut client, "orders/main.tf", MAIN, "var.method");
    assert!(said.contains("```hcl\nPOST\n```"), "{said}");
    assert!(said.contains("the argument `method` of the call, `main.tf:3`"), "{said}");
    assert!(!said.contains("GET"), "{said}");
    assert!(client.end());
}

#[test]
fn of_several_calls_each_is_shown() {
    let other = CALL.replace("\"orders\" {", "\"other\" {").replace("POST", "PATCH");
    let plain = |name: &str| format!("module \"{name}\" {{\n  source = \"./orders\"\n}}\n");
    let mut client = with_call(&format!("{CALL}{other}{}{}", plain("third"), plain("fourth")));
    let said = hover(&mut client, "orders/main.tf", MAIN, "var.method");
    let block = "aws_api_gateway_integration.orders";
    for (place, value) in [
        (format!("`module.orders.{block}` (called in `main.tf:1`)"), "POST"),
        (format!("`module.other.{block}` (called in `main.tf:5`)"), "PATCH"),
        (
            format!(
                "`module.third.{block}` (called in `main.tf:9`), `module.fourth.{block}` (called in `main.tf:12`)"
            ),
            "GET",
        ),
    ] {
        assert!(said.contains(&format!("in {place}:\n```hcl\n{value}\n```")), "{said}");
    }
    assert!(client.end());
}

#[test]
fn of_several_instances_each_is_shown() {
    let mut client = Client::new(&json!({}));
    let text = "locals {\n  paths = { a = \"x\", b = \"y\" }\n}\nresource \"aws_api_gateway_resource\" \"r\" {\n  for_each    = local.paths\n  rest_api_id = \"1\"\n  parent_id   = \"2\"\n  path_part   = each.value\n}\n";
    let said = hover(&mut client, "main.tf", text, "each.value");
    for (key, value) in [("a", "x"), ("b", "y")] {
        let words = format!("in `aws_api_gateway_resource.r[\"{key}\"]`:\n```hcl\n{value}\n```");
        assert!(said.contains(&words), "{said}");
    }
    let same = hover(&mut client, "main.tf", text, "\"1\"");
    assert!(same.contains("```hcl\n1\n```") && !same.contains("in `"), "{same}");
    assert!(client.end());
}

#[test]
fn what_a_baseline_lists_is_not_shown() {
    let mut client = Client::new(&json!({}));
    let config = |text: &str| std::fs::write(client.path(".gatelint.hcl"), text).unwrap();
    config("baseline = \"known\"\n");
    std::fs::create_dir(client.path(".git")).unwrap();
    std::fs::write(client.path("main.tf"), MAIN).unwrap();
    let files = Files::new([client.path("main.tf").as_path()]);
    let linter = Linter::of(Pack::builtin(), &Choice::default()).unwrap();
    let found = run(&linter, &files, &[client.path("main.tf")], &GlobSet::empty()).unwrap();
    let written = Baseline::of(&found.findings, &files).written();
    std::fs::write(client.path("known"), &written).unwrap();
    client.open("main.tf", MAIN);
    assert_eq!(client.diagnostics("main.tf"), [Value::Null; 0]);
    // Another finding is none of those.
    let text = MAIN.replace("\"AWS_PROXY\"", "\"AWS_PROXI\"");
    client.open("main.tf", &text);
    assert_eq!(codes(&client.diagnostics("main.tf")), ["invalid-type"]);
    // Without the file nothing is left out, and that is said.
    std::fs::remove_file(client.path("known")).unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    client.open("main.tf", MAIN);
    assert_eq!(codes(&client.diagnostics("main.tf")), ["lambda-non-post"]);
    let said = client.message();
    assert!(said.contains("the baseline `") && said.contains("cannot be read"), "{said}");
    assert!(client.end());
}

#[test]
fn what_sets_variables_for_a_check_sets_them_here() {
    let given = |inputs: Vec<Input>, environment: &[(&str, &str)]| {
        let set = environment.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        Given::new(inputs, set.collect()).unwrap()
    };
    let set = Input::Variable("method".to_owned(), "POST".to_owned());
    for given in [given(Vec::new(), &[("method", "POST")]), given(vec![set], &[("method", "PUT")])]
    {
        let mut client = Client::of_server(&json!({}), given);
        client.open("main.tf", MAIN);
        assert!(client.diagnostics("main.tf").is_empty());
        let said = hover(&mut client, "main.tf", MAIN, "var.method");
        assert!(said.contains("```hcl\nPOST\n```"), "{said}");
        assert!(client.end());
    }
}

#[test]
fn a_variables_file_that_was_named_is_read_again_when_it_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().canonicalize().unwrap().join("prod.tfvars");
    std::fs::write(&path, "method = \"POST\"\n").unwrap();
    let given = Given::new(vec![Input::File(path.clone())], BTreeMap::new()).unwrap();
    let watches =
        json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let mut client = Client::of_server(&watches, given);
    std::fs::create_dir(client.path(".git")).unwrap();
    client.open("main.tf", MAIN);
    assert!(client.diagnostics("main.tf").is_empty());
    std::fs::write(&path, "method = \"GET\"\n").unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let found = client.diagnostics("main.tf");
    assert_eq!(codes(&found), ["lambda-non-post"]);
    let related = &found[0]["relatedInformation"][0]["location"];
    assert!(related["uri"].as_str().unwrap().ends_with("prod.tfvars"), "{related}");
    // Its text stays while others change.
    let document = json!({ "uri": client.uri("main.tf"), "version": 2 });
    let change = json!([{ "text": format!("\n{MAIN}") }]);
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": change }),
    );
    let found = client.diagnostics("main.tf");
    assert_eq!(found[0]["relatedInformation"][0]["location"], *related);
    std::fs::remove_file(&path).unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let said = client.message();
    assert!(said.contains("prod.tfvars` cannot be read"), "{said}");
    assert!(client.end());
}

#[test]
fn of_several_sets_of_inputs_each_is_shown() {
    let mut client = Client::new(&json!({}));
    std::fs::create_dir(client.path(".git")).unwrap();
    let config = "inputs \"prod\" {\n  var_files = [\"prod.tfvars\"]\n}\ninputs \"test\" {\n  var_files = [\"test.tfvars\"]\n}\n";
    std::fs::write(client.path(".gatelint.hcl"), config).unwrap();
    for (name, method) in [("prod", "POST"), ("test", "PUT")] {
        let text = format!("method = \"{method}\"\n");
        std::fs::write(client.path(&format!("{name}.tfvars")), text).unwrap();
    }
    let said = hover(&mut client, "main.tf", MAIN, "var.method");
    for (name, method) in [("prod", "POST"), ("test", "PUT")] {
        let block = "aws_api_gateway_integration.orders";
        let words = format!("in `{block}` with `inputs \"{name}\"`:\n```hcl\n{method}\n```");
        assert!(said.contains(&words), "{said}");
    }
    let found = client.diagnostics("main.tf");
    assert_eq!(codes(&found), ["lambda-non-post"]);
    assert!(found[0]["message"].as_str().unwrap().contains("test"), "{found:?}");
    // A change of one of the files counts at once.
    client.open("test.tfvars", "method = \"POST\"\n");
    assert!(client.diagnostics("main.tf").is_empty());
    assert!(client.end());
}
