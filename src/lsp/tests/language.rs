#![allow(clippy::disallowed_methods, reason = "writes files for a server to read")]
//! What the server knows of the language: symbols, definitions, completions, lenses.

use super::client::Client;
use super::range;
use serde_json::{Value, json};

const API: &str = r#"variable "name" {
  default = "orders"
}

locals {
  title = "API of ${var.name}"
}

resource "aws_api_gateway_rest_api" "api" {
  name = local.title

  endpoint_configuration {
    types = ["REGIONAL"]
  }
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = var.name
}

resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "get" {
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.get.http_method
  type                    = "AWS_PROXY"
  integration_http_method = "POST"
  uri                     = module.backend.invoke_arn
  request_templates = {
    "application/json" = file("${path.module}/template.vtl")
  }
}

module "backend" {
  source = "./backend"
  title  = local.title
}

resource "aws_apigatewayv2_api" "web" {
  name          = "web"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "web" {
  api_id             = aws_apigatewayv2_api.web.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = "https://example.com/${var.name}"
}

resource "aws_apigatewayv2_route" "web" {
  api_id    = aws_apigatewayv2_api.web.id
  route_key = "ANY /{proxy+}"
  target    = "integrations/${aws_apigatewayv2_integration.web.id}"
}
"#;

const BACKEND: &str = r#"variable "title" {
  type = string
}

resource "aws_lambda_function" "f" {
  function_name = var.title
  role          = "arn:aws:iam::123456789012:role/r"
}

output "invoke_arn" {
  value = aws_lambda_function.f.invoke_arn
}
"#;

fn client() -> Client {
    let text = json!({ "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } });
    let mut client = Client::new(&json!({ "textDocument": text }));
    std::fs::create_dir(client.path("backend")).unwrap();
    std::fs::write(client.path("backend/main.tf"), BACKEND).unwrap();
    std::fs::write(client.path("template.vtl"), "{}").unwrap();
    client.open("main.tf", API);
    client
}

fn about(client: &Client) -> Value {
    json!({ "textDocument": { "uri": client.uri("main.tf") } })
}

#[test]
fn routes_are_listed_as_what_they_are_about() {
    let mut client = client();
    let asked = about(&client);
    let symbols = client.ask("textDocument/documentSymbol", asked.clone());
    let names = |symbols: &Value| -> Vec<String> {
        let symbols = symbols.as_array().unwrap().iter();
        symbols.map(|symbol| symbol["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        names(&symbols),
        [
            "var.name",
            "locals",
            "aws_api_gateway_rest_api.api",
            "aws_api_gateway_resource.orders",
            "GET /orders → Lambda",
            "GET /orders → Lambda",
            "module.backend",
            "aws_apigatewayv2_api.web",
            "aws_apigatewayv2_integration.web",
            "ANY /{proxy+} → https://example.com/orders",
        ]
    );
    assert_eq!(symbols[4]["detail"], "aws_api_gateway_method.get");
    assert_eq!(names(&symbols[1]["children"]), ["title"]);
    assert_eq!(names(&symbols[2]["children"]), ["endpoint_configuration"]);
    let above = client.ask("textDocument/codeLens", asked);
    let titles: Vec<(&Value, &str)> = above
        .as_array()
        .unwrap()
        .iter()
        .map(|lens| (&lens["range"]["start"]["line"], lens["command"]["title"].as_str().unwrap()))
        .collect();
    let line = |header: &str| range(API, header)["start"]["line"].clone();
    let api = line("resource \"aws_api_gateway_rest_api\"");
    let integration = line("resource \"aws_api_gateway_integration\"");
    let web = line("resource \"aws_apigatewayv2_api\"");
    assert_eq!(
        titles,
        [
            (&api, "1 route: GET /orders → Lambda"),
            (&integration, "GET /orders → Lambda"),
            (&web, "1 route: ANY /{proxy+} → https://example.com/orders"),
        ]
    );
    assert!(client.end());
}

#[test]
fn symbols_are_a_list_where_they_are_not_nested() {
    let mut client = Client::new(&json!({}));
    client.open("terraform.tfvars", "name = \"a\"\n");
    client.open("main.tf", "locals {\n  a = 1\n}\n");
    let mut asked = about(&client);
    let symbols = client.ask("textDocument/documentSymbol", asked.clone());
    assert_eq!((&symbols[0]["name"], &symbols[1]["name"]), (&json!("locals"), &json!("a")));
    assert_eq!(symbols[1]["containerName"], "locals");
    asked["textDocument"]["uri"] = client.uri("terraform.tfvars");
    assert_eq!(client.ask("textDocument/documentSymbol", asked)[0]["name"], "name");
    assert!(client.end());
}

#[test]
fn what_is_named_leads_to_where_it_is_declared() {
    let mut client = client();
    let mut leads = |words: &str, skip: usize, file: &str, text: &str, to: Option<&str>| {
        let mut asked = about(&client);
        let mut at = range(API, words)["start"].clone();
        at["character"] = (at["character"].as_u64().unwrap() + skip as u64).into();
        asked["position"] = at;
        let found = client.ask("textDocument/definition", asked);
        assert_eq!(found["uri"], client.uri(file), "{words}: {found}");
        let start =
            to.map_or(json!({ "line": 0, "character": 0 }), |to| range(text, to)["start"].clone());
        assert_eq!(found["range"]["start"], start, "{words}");
    };
    leads("var.name}", 5, "main.tf", API, Some("variable \"name\""));
    leads("local.title\n\n", 7, "main.tf", API, Some("title = \"API"));
    leads(
        "aws_api_gateway_resource.orders.id",
        3,
        "main.tf",
        API,
        Some("resource \"aws_api_gateway_resource\""),
    );
    leads(
        "module.backend.invoke_arn",
        20,
        "backend/main.tf",
        BACKEND,
        Some("output \"invoke_arn\""),
    );
    leads("title  = local", 2, "backend/main.tf", BACKEND, Some("variable \"title\""));
    leads("\"./backend\"", 3, "backend/main.tf", BACKEND, None);
    leads("/template.vtl", 2, "template.vtl", "", None);
    leads(
        "aws_apigatewayv2_integration.web.id}",
        5,
        "main.tf",
        API,
        Some("resource \"aws_apigatewayv2_integration\""),
    );
    // A key says nothing.
    let mut asked = about(&client);
    asked["position"] = range(API, "rest_api_id")["start"].clone();
    assert_eq!(client.ask("textDocument/definition", asked), Value::Null);
    assert!(client.end());
}

/// What is offered at the end of some words, in the file where they are typed.
fn offered(client: &mut Client, typed: &str) -> Vec<(String, String)> {
    let text = format!("{API}\n{typed}");
    let position = json!({
        "line": text.matches('\n').count(),
        "character": text.rsplit('\n').next().unwrap().len(),
    });
    let document = json!({ "uri": client.uri("main.tf"), "version": 2 });
    let changes = json!([{ "text": format!("{text}\n}}\n") }]);
    client.tell(
        "textDocument/didChange",
        json!({ "textDocument": document, "contentChanges": changes }),
    );
    let mut asked = about(client);
    asked["position"] = position;
    let found = client.ask("textDocument/completion", asked);
    let words = |item: &Value| {
        let detail = item["detail"].as_str().unwrap_or_default().to_owned();
        (item["textEdit"]["newText"].as_str().unwrap().to_owned(), detail)
    };
    found.as_array().unwrap().iter().map(words).collect()
}

#[test]
fn what_may_be_written_is_offered() {
    let mut client = client();
    let names = |found: &[(String, String)]| -> Vec<String> {
        found.iter().map(|(name, _)| name.clone()).collect()
    };
    let block = "resource \"aws_api_gateway_integration\" \"x\" {\n";
    let types = ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"];
    for typed in ["  type = \"", "  type = \"AWS_PR", "  rest_api_id =\n  type = \""] {
        assert_eq!(names(&offered(&mut client, &format!("{block}{typed}"))), types, "{typed}");
    }
    let found = offered(&mut client, &format!("{block}  rest_api_id = \"1\"\n  "));
    assert_eq!(found[0], ("http_method = ".to_owned(), "string, required".to_owned()));
    assert!(names(&found).contains(&"tls_config {".to_owned()), "{found:?}");
    assert!(!names(&found).contains(&"rest_api_id = ".to_owned()), "{found:?}");
    let nested = offered(&mut client, &format!("{block}  tls_config {{\n    insec"));
    assert_eq!(names(&nested), ["insecure_skip_verification = "]);
    let value = |typed: &str| format!("{block}  uri = {typed}");
    assert_eq!(names(&offered(&mut client, &value("var."))), ["name"]);
    assert_eq!(names(&offered(&mut client, &value("\"${local."))), ["title"]);
    assert_eq!(names(&offered(&mut client, &value("module.backend."))), ["invoke_arn"]);
    assert_eq!(names(&offered(&mut client, &value("aws_api_gateway_method."))), ["get"]);
    let read = names(&offered(&mut client, &value("aws_api_gateway_rest_api.api.")));
    assert!(read.contains(&"execution_arn".to_owned()) && read.contains(&"name".to_owned()));
    assert_eq!(names(&offered(&mut client, &value("\"https://a."))), Vec::<String>::new());
    assert!(client.end());
}
