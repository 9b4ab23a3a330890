//! How long the language server takes from a change to the diagnostics of the file, in a module of 100 files and 1,000
//! integrations: `cargo bench --bench typing`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "writes what is measured on, and talks to a program"
)]

use lsp_server::{Message, Notification, Request};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::BufReader;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

fn main() {
    divan::main();
}

const FILES: usize = 100;
/// In each file.
const INTEGRATIONS: usize = 10;

/// A file of resources with a method, an integration and its responses each.
fn file(number: usize) -> String {
    let mut text = String::new();
    for unit in 0..INTEGRATIONS {
        let name = format!("r{number}_{unit}");
        let _ = write!(
            text,
            r#"
resource "aws_api_gateway_resource" "{name}" {{
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "{name}"
}}

resource "aws_api_gateway_method" "{name}" {{
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.{name}.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}}

resource "aws_api_gateway_integration" "{name}" {{
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.{name}.id
  http_method             = aws_api_gateway_method.{name}.http_method
  integration_http_method = "POST"
  type                    = "AWS_PROXY"
  uri                     = aws_lambda_function.api.invoke_arn
}}
"#
        );
    }
    text
}

const MAIN: &str = r#"
resource "aws_api_gateway_rest_api" "api" {
  name = "api"
}

resource "aws_lambda_function" "api" {
  function_name = "api"
  role          = "arn:aws:iam::123456789012:role/api"
}

resource "aws_lambda_permission" "api" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.api.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.api.execution_arn}/*"
}
"#;

/// A server that was started, and a client that asks for diagnostics.
struct Talk {
    server: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    next: i32,
}

impl Talk {
    fn new(folder: &Path) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_gatelint"));
        let server = server.arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut server = server.spawn().unwrap();
        let to = server.stdin.take().unwrap();
        let from = BufReader::new(server.stdout.take().unwrap());
        let mut talk = Self { server, to, from, next: 0 };
        let capabilities = json!({
            "textDocument": { "diagnostic": {} },
            "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } },
        });
        let uri = format!("file://{}", folder.display());
        talk.ask("initialize", json!({ "capabilities": capabilities, "rootUri": uri }));
        talk.tell("initialized", json!({}));
        talk
    }

    fn tell(&mut self, method: &str, params: Value) {
        let note = Notification::new(method.to_owned(), params);
        Message::from(note).write(&mut self.to).unwrap();
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let request = Request::new(self.next.into(), method.to_owned(), params);
        Message::from(request).write(&mut self.to).unwrap();
        loop {
            let message = Message::read(&mut self.from).unwrap().unwrap();
            if let Message::Response(response) = message {
                return response.response_result.unwrap();
            }
        }
    }
}

impl Drop for Talk {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A letter of a path comes and goes.
#[divan::bench(max_time = 10)]
fn change(bencher: divan::Bencher) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: String| folder.path().canonicalize().unwrap().join(name);
    std::fs::create_dir(path(".git".to_owned())).unwrap();
    std::fs::write(path("main.tf".to_owned()), MAIN).unwrap();
    for number in 0..FILES {
        std::fs::write(path(format!("f{number}.tf")), file(number)).unwrap();
    }
    let mut talk = Talk::new(&path(String::new()));
    let uri = format!("file://{}", path("f50.tf".to_owned()).display());
    let text = file(50);
    let item = json!({ "uri": uri, "languageId": "terraform", "version": 1, "text": text });
    talk.tell("textDocument/didOpen", json!({ "textDocument": item }));
    let asked = json!({ "textDocument": { "uri": uri } });
    talk.ask("textDocument/diagnostic", asked.clone());
    let mut version = 1;
    bencher.bench_local(|| {
        version += 1;
        let document = json!({ "uri": uri, "version": version });
        let text =
            if version % 2 == 0 { text.replacen("\"GET\"", "\"PUT\"", 1) } else { text.clone() };
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        talk.tell("textDocument/didChange", params);
        talk.ask("textDocument/diagnostic", asked.clone())
    });
}
