#![allow(clippy::disallowed_methods, reason = "writes files for a server to read")]

mod client;
mod given;
mod language;
mod typing;

use super::{Given, serve_on};
use client::Client;
use lsp_server::{Connection, Message, Notification, Request};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const MAIN: &str = "variable \"method\" {\n  default = \"GET\"\n}\n\nresource \"aws_api_gateway_integration\" \"orders\" {\n  rest_api_id             = \"1\"\n  resource_id             = \"2\"\n  http_method             = \"ANY\"\n  type                    = \"AWS_PROXY\"\n  uri                     = \"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:123456789012:function:orders/invocations\"\n  integration_http_method = var.method\n}\n";

/// What a server is told that is started without more words.
fn given() -> Given {
    Given::new(Vec::new(), BTreeMap::new()).unwrap()
}

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic["code"].as_str().unwrap()).collect()
}

/// The range of the first place of some words in a text of one-byte characters.
fn range(text: &str, words: &str) -> Value {
    let at = |offset: usize| {
        let before = &text[..offset];
        let line = before.matches('\n').count();
        json!({ "line": line, "character": offset - before.rfind('\n').map_or(0, |end| end + 1) })
    };
    let start = text.find(words).unwrap();
    json!({ "start": at(start), "end": at(start + words.len()) })
}

/// The text after an edit of the workspace.
fn edited(text: &str, edit: &Value) -> String {
    let mut text = text.to_owned();
    for edit in edit.as_array().unwrap().iter().rev() {
        let encoding = super::position::Encoding::Utf16;
        let bytes = encoding.bytes(&text, serde_json::from_value(edit["range"].clone()).unwrap());
        text.replace_range(bytes, edit["newText"].as_str().unwrap());
    }
    text
}

#[test]
fn what_is_open_is_checked_and_what_changes_again() {
    let mut client = Client::new(&json!({}));
    client.open("main.tf", MAIN);
    let found = client.diagnostics("main.tf");
    assert_eq!(codes(&found), ["lambda-non-post"]);
    assert_eq!(found[0]["range"], range(MAIN, "var.method"));
    assert_eq!(found[0]["severity"], 1);
    assert!(found[0]["codeDescription"]["href"].as_str().unwrap().ends_with("lambda-non-post.md"));
    let related = &found[0]["relatedInformation"][0];
    assert_eq!(related["location"]["range"], range(MAIN, "\"GET\""));
    let changed = json!({ "range": range(MAIN, "GET"), "text": "POST" });
    let document = json!({ "uri": client.uri("main.tf"), "version": 2 });
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": [changed] }),
    );
    assert!(client.diagnostics("main.tf").is_empty());
    let closed = json!({ "textDocument": { "uri": client.uri("main.tf") } });
    client.tell("textDocument/didClose", closed);
    assert!(client.end());
}

#[test]
fn a_document_that_is_open_is_checked_if_it_is_one() {
    let mut client = Client::new(&json!({}));
    let document =
        "swagger: '2.0'\npaths: {/a: {get: {x-amazon-apigateway-integration: {type: TYPE}}}}\n";
    client.open("api.yaml", document);
    let found = client.diagnostics("api.yaml");
    assert_eq!(codes(&found), ["invalid-type"]);
    assert_eq!(found[0]["range"], range(document, "TYPE"));
    client.open("other.yaml", "a: 1\n");
    client.open("main.tf", MAIN);
    assert_eq!(codes(&client.diagnostics("main.tf")), ["lambda-non-post"]);
    assert!(client.end());
}

#[test]
fn other_files_of_the_module_count() {
    let mut client = Client::new(&json!({}));
    let (variables, rest) = MAIN.split_once("\n\n").unwrap();
    std::fs::write(client.path("variables.tf"), variables).unwrap();
    client.open("main.tf", rest);
    let found = client.diagnostics("main.tf");
    assert_eq!(codes(&found), ["lambda-non-post"]);
    assert_eq!(found[0]["relatedInformation"][0]["location"]["uri"], client.uri("variables.tf"));
    std::fs::write(client.path("variables.tf"), variables.replace("GET", "POST")).unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    assert!(client.diagnostics("main.tf").is_empty());
    assert!(client.end());
}

#[test]
fn a_half_typed_argument_leaves_the_others_findings() {
    let mut client = Client::new(&json!({}));
    let text = MAIN.replace("  type ", "  connection_id =\n  type ");
    client.open("main.tf", &text);
    let found = client.diagnostics("main.tf");
    assert!(codes(&found).contains(&"lambda-non-post"), "{found:?}");
    assert!(client.end());
}

#[test]
fn what_is_found_can_be_repaired_or_ignored() {
    let mut client = Client::new(&json!({}));
    let (_, block) = MAIN.split_once("\n\n").unwrap();
    let text = block.replace("var.method", "\"GET\"");
    client.open("main.tf", &text);
    let mut asked = json!({
        "textDocument": { "uri": client.uri("main.tf") },
        "range": range(&text, "\"GET\""),
        "context": { "diagnostics": [] },
    });
    let actions = client.ask("textDocument/codeAction", asked.clone());
    let titles: Vec<&str> =
        actions.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Fix `lambda-non-post`", "Ignore `lambda-non-post` here"]);
    assert_eq!(actions[0]["isPreferred"], true);
    let uri = client.uri("main.tf");
    let changed = |action: &Value| edited(&text, &action["edit"]["changes"][uri.as_str().unwrap()]);
    assert_eq!(changed(&actions[0]), text.replace("GET", "POST"));
    let comment = "\n  # gatelint: ignore[lambda-non-post] \n  integration_http_method";
    assert_eq!(changed(&actions[1]), text.replace("\n  integration_http_method", comment));
    // All at once, as on save.
    asked["context"] = json!({ "diagnostics": [], "only": ["source.fixAll"] });
    let all = client.ask("textDocument/codeAction", asked);
    assert_eq!(changed(&all[0]), text.replace("GET", "POST"));
    assert!(client.end());
}

#[test]
fn a_value_is_repaired_in_the_file_that_it_comes_from() {
    let mut client = Client::new(&json!({}));
    let (variables, rest) = MAIN.split_once("\n\n").unwrap();
    let rest = format!("{rest}\noutput \"method\" {{\n  value = var.method\n}}\n");
    std::fs::write(client.path("variables.tf"), variables).unwrap();
    client.open("main.tf", &rest);
    let asked = json!({
        "textDocument": { "uri": client.uri("main.tf") },
        "range": range(&rest, "var.method"),
        "context": { "diagnostics": [] },
    });
    let action = client.ask("textDocument/codeAction", asked)[0].clone();
    let title =
        "Fix `lambda-non-post` where the value comes from (also used by `output.method.value`)";
    assert_eq!((&action["title"], &action["isPreferred"]), (&json!(title), &json!(false)));
    let changes = action["edit"]["changes"].as_object().unwrap();
    let uri = client.uri("variables.tf");
    assert_eq!(changes.keys().collect::<Vec<_>>(), [uri.as_str().unwrap()]);
    let after = edited(variables, &changes[uri.as_str().unwrap()]);
    assert_eq!(after, variables.replace("GET", "POST"));
    assert!(client.end());
}

#[test]
fn what_is_under_the_pointer_is_explained() {
    let mut client = Client::new(&json!({}));
    client.open("main.tf", MAIN);
    let at = range(MAIN, "var.method")["start"].clone();
    let asked = json!({ "textDocument": { "uri": client.uri("main.tf") }, "position": at });
    let hover = client.ask("textDocument/hover", asked);
    let said = hover["contents"]["value"].as_str().unwrap();
    for words in
        ["lambda-non-post", "`integration_http_method`: string, optional", "GET", "`main.tf:2`"]
    {
        assert!(said.contains(words), "{words} in {said}");
    }
    assert!(client.end());
}

#[test]
fn who_asks_for_diagnostics_is_not_sent_them() {
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} } }));
    client.open("main.tf", MAIN);
    let asked = json!({ "textDocument": { "uri": client.uri("main.tf") } });
    let report = client.ask("textDocument/diagnostic", asked);
    assert_eq!(report["kind"], "full");
    assert_eq!(codes(report["items"].as_array().unwrap()), ["lambda-non-post"]);
    assert!(client.end());
}

#[test]
fn what_is_not_open_is_told_to_who_asks_for_everything() {
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} } }));
    let pull = |client: &mut Client, previous: &[Value]| {
        let asked = json!({ "previousResultIds": previous });
        let report = client.ask("workspace/diagnostic", asked);
        report["items"].as_array().unwrap().clone()
    };
    assert!(pull(&mut client, &[]).is_empty(), "a folder without Terraform is none");
    for name in ["a", "b"] {
        std::fs::create_dir(client.path(name)).unwrap();
        std::fs::write(client.path(&format!("{name}/main.tf")), MAIN).unwrap();
    }
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    client.open("a/main.tf", &MAIN.replace("GET", "POST"));
    let found = pull(&mut client, &[]);
    let of = |found: &[Value], uri: &Value| -> Value {
        found.iter().find(|report| report["uri"] == *uri).unwrap().clone()
    };
    let (a, b) = (client.uri("a/main.tf"), client.uri("b/main.tf"));
    assert_eq!((found.len(), &of(&found, &a)["version"]), (2, &json!(1)));
    assert!(of(&found, &a)["items"].as_array().unwrap().is_empty());
    assert_eq!(codes(of(&found, &b)["items"].as_array().unwrap()), ["lambda-non-post"]);
    // Who has been told is told what has changed.
    let previous: Vec<Value> = found
        .iter()
        .map(|report| json!({ "uri": report["uri"], "value": report["resultId"] }))
        .collect();
    assert!(pull(&mut client, &previous).iter().all(|report| report["kind"] == "unchanged"));
    std::fs::write(client.path("b/main.tf"), MAIN.replace("GET", "POST")).unwrap();
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    let found = pull(&mut client, &previous);
    assert_eq!(of(&found, &a)["kind"], "unchanged");
    assert_eq!(of(&found, &b)["items"], json!([]));
    let event = json!({ "added": [], "removed": [{ "uri": client.uri(""), "name": "a" }] });
    client.tell("workspace/didChangeWorkspaceFolders", json!({ "event": event }));
    assert_eq!(pull(&mut client, &[]).len(), 1, "what is open");
    let asked =
        json!({ "textDocument": { "uri": a }, "previousResultId": of(&found, &a)["resultId"] });
    assert_eq!(client.ask("textDocument/diagnostic", asked)["kind"], "unchanged");
    assert!(client.end());
}

#[test]
fn what_cannot_be_checked_does_not_look_clean() {
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} } }));
    std::fs::write(client.path(".gatelint.hcl"), "nonsense {}\n").unwrap();
    client.open("main.tf", MAIN);
    let asked = json!({ "textDocument": { "uri": client.uri("main.tf") } });
    let id = client.send("textDocument/diagnostic", asked);
    assert!(client.response(id).response_result.is_err());
    assert!(client.end());
}

#[test]
fn a_broken_configuration_stops_what_it_holds_for() {
    let mut client = Client::new(&json!({}));
    for folder in [".git", "a", "b"] {
        std::fs::create_dir(client.path(folder)).unwrap();
    }
    std::fs::write(client.path("a/.gatelint.hcl"), "exclude = []\nnonsense {}\n").unwrap();
    client.open("a/main.tf", MAIN);
    client.open("b/main.tf", MAIN);
    assert_eq!(codes(&client.diagnostics("b/main.tf")), ["lambda-non-post"]);
    let broken = client.diagnostics("a/.gatelint.hcl");
    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0]["range"]["start"], json!({ "line": 1, "character": 0 }));
    assert!(broken[0]["message"].as_str().unwrap().contains("nonsense"), "{broken:?}");
    let is_said = |note: &&Notification| note.method == "window/showMessage";
    assert_eq!(client.told.iter().filter(is_said).count(), 1);
    let of_a = client.uri("a/main.tf");
    assert!(!client.told.iter().any(|note| note.params["uri"] == of_a), "it is not known");
    // Said once, and again when it is repaired and broken again.
    client.tell("workspace/didChangeWatchedFiles", json!({ "changes": [] }));
    client.open("a/.gatelint.hcl", "exclude = []\n");
    assert_eq!(codes(&client.diagnostics("a/main.tf")), ["lambda-non-post"]);
    assert!(client.diagnostics("a/.gatelint.hcl").is_empty());
    assert_eq!(client.told.iter().filter(is_said).count(), 1);
    assert!(client.end());
}

#[test]
fn a_comment_stands_before_the_argument_that_a_text_is_in() {
    let mut client = Client::new(&json!({}));
    let document = "openapi: 3.0.1\ninfo: {title: a, version: \"1\"}\npaths:\n  /a:\n    get:\n      responses: {}\n      x-amazon-apigateway-integration:\n        type: http_proxy\n        uri: a.example.com\n";
    let text = format!(
        "resource \"aws_api_gateway_rest_api\" \"a\" {{\n  name = \"a\"\n  body = <<E\n{document}E\n}}\n"
    );
    client.open("main.tf", &text);
    let asked = json!({
        "textDocument": { "uri": client.uri("main.tf") },
        "range": range(&text, "a.example.com"),
        "context": { "diagnostics": [] },
    });
    let actions = client.ask("textDocument/codeAction", asked);
    let uri = client.uri("main.tf");
    let ignored = edited(&text, &actions[0]["edit"]["changes"][uri.as_str().unwrap()]);
    assert!(
        ignored.contains("\n  # gatelint: ignore[http-uri-not-http] \n  body = <<E"),
        "{ignored}"
    );
    assert!(client.end());
}

#[test]
fn nonsense_is_answered_and_ends_nothing() {
    let mut client = Client::new(&json!({}));
    client.tell("textDocument/didOpen", json!({ "textDocument": 1 }));
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": "untitled:1", "version": 1 }, "contentChanges": [] }),
    );
    for (method, params) in [("textDocument/none", json!({})), ("textDocument/hover", json!([1]))] {
        let id = client.send(method, params);
        assert!(client.response(id).response_result.is_err(), "{method}");
    }
    client.open("main.tf", MAIN);
    assert_eq!(codes(&client.diagnostics("main.tf")), ["lambda-non-post"]);
    assert!(client.end());
    let client = Client::new(&json!({}));
    client.tell("exit", Value::Null);
    assert!(!client.server.unwrap().join().unwrap().unwrap(), "it went without a word");
}

#[test]
fn a_request_that_is_cancelled_is_not_done() {
    let (server, client) = Connection::memory();
    let ask = |id: i32, method: &str, params: Value| {
        client.sender.send(Request::new(id.into(), method.to_owned(), params).into()).unwrap();
    };
    let tell = |method: &str, params: Value| {
        client.sender.send(Notification::new(method.to_owned(), params).into()).unwrap();
    };
    ask(1, "initialize", json!({ "capabilities": {} }));
    tell("initialized", json!({}));
    // All of it is there before the server looks.
    ask(2, "textDocument/hover", json!({}));
    tell("$/cancelRequest", json!({ "id": 2 }));
    ask(3, "shutdown", Value::Null);
    tell("exit", Value::Null);
    assert_eq!(serve_on(&server, &given()), Ok(true));
    let answers = client.receiver.try_iter().filter_map(|message| match message {
        Message::Response(response) => Some(response),
        _ => None,
    });
    let cancelled =
        answers.filter(|answer| answer.id == 2.into()).map(|answer| answer.response_result);
    let errors: Vec<i32> = cancelled.filter_map(|it| it.err().map(|error| error.code)).collect();
    assert_eq!(errors, [lsp_server::ErrorCode::RequestCanceled as i32]);
}

#[test]
fn text_is_changed_as_clients_say() {
    let mut client = Client::new(&json!({ "textDocument": { "diagnostic": {} } }));
    let text = MAIN.replace("variable", "# \u{1f600}e\u{301}\nvariable");
    client.open("main.tf", &text);
    let document = json!({ "uri": client.uri("main.tf"), "version": 2 });
    // UTF-16: the emoji are two.
    let after = |character: u32| json!({ "start": { "line": 0, "character": character }, "end": { "line": 0, "character": 6 } });
    let changes = json!([
        { "range": after(4), "text": "" },
        { "range": { "start": { "line": 2, "character": 13 }, "end": { "line": 2, "character": 16 } }, "text": "POST" },
    ]);
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": changes }),
    );
    let asked = json!({ "textDocument": { "uri": client.uri("main.tf") } });
    let report = client.ask("textDocument/diagnostic", asked);
    assert_eq!(report["items"].as_array().unwrap().len(), 0);
    assert!(client.end());
}
