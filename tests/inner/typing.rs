//! What is half typed changes nothing of what is found around it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use crate::check::Linter;
use crate::module::Module;
use crate::page::Pack;
use crate::source::Sources;
use std::path::Path;

/// An API of which several blocks have findings. `{}` stands inside of an integration that has none.
const API: &str = r#"
resource "aws_api_gateway_rest_api" "api" {
  name = "shop"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "get" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_method" "put" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "PUT"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "get" {
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.get.http_method
  integration_http_method = "GET"
  type                    = "HTTP"
{}
  uri                     = "https://shop.example.com/orders"
}

resource "aws_api_gateway_integration_response" "get" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = aws_api_gateway_method.get.http_method
  status_code = "200"
}

resource "aws_api_gateway_deployment" "live" {
  rest_api_id = aws_api_gateway_rest_api.api.id
}
"#;

/// What is found in the API with that text inside: the rules with the block that each is about, the integration aside;
/// and what is found in the integration.
fn found_around(linter: &Linter, inside: &str) -> (Vec<String>, Vec<String>) {
    let text = API.replace("{}\n", &format!("{inside}\n"));
    let sources = Sources::default();
    let source = sources.add(Path::new("main.tf"), text.as_str());
    let report = linter.check_module(&Module::of_text(source, &text), &sources);
    let mut of: (Vec<String>, Vec<String>) = Default::default();
    for finding in &report.findings {
        match finding.address.as_deref() {
            Some("aws_api_gateway_integration.get") => of.1.push(finding.rule.to_string()),
            Some(address) => of.0.push(format!("{} {address}", finding.rule)),
            // Of what is typed there: that it cannot be read, or that there is no such function.
            None => {}
        }
    }
    of.0.sort();
    of
}

fn linter() -> Linter {
    Linter::new(Pack::builtin(), &[]).unwrap()
}

#[test]
fn half_an_argument_changes_nothing_around_its_block() {
    let linter = linter();
    let (around, inside) = found_around(&linter, "");
    assert!(around.len() >= 5 && inside.is_empty(), "{around:?} {inside:?}");
    for half in [
        "  connection_id =",
        "  connection_id",
        "  credentials = \"abc",
        "  credentials = \"${aws",
        "  cache_key_parameters = [1,",
        "  connection_id = aws_api_gateway_vpc_link.",
        "  connection_id = one(",
        "  tls_config {",
        "  request_parameters = {",
        "  request_parameters = {\n    \"a\" = \"b\"",
        "  request_templates = <<",
        "  request_templates = <<EOF",
        "  request_templates = {\n    \"a\" = <<EOF\n${",
        "  /* why",
        "  }",
        "  ]",
        "%%%",
    ] {
        let (now, own) = found_around(&linter, half);
        assert_eq!(now, around, "{half}");
        assert!(own.is_empty(), "{half}: {own:?}");
    }
}

#[test]
fn typing_in_one_argument_changes_nothing_around_its_block() {
    let linter = linter();
    let (around, _) = found_around(&linter, "");
    for argument in [
        "  timeout_milliseconds = 29000",
        "  request_templates = {\n    \"application/json\" = \"${jsonencode({ a = [1] })}\"\n  }",
        "  tls_config {\n    insecure_skip_verification = false\n  }",
    ] {
        for (at, character) in argument.char_indices() {
            let (before, after) = argument.split_at(at);
            let rest = &after[character.len_utf8()..];
            let typed = ["", "\"", "{", "}", "(", "]", "${", "<<E\n", "\n", "="];
            let changed = typed
                .map(|piece| [format!("{before}{piece}{after}"), format!("{before}{piece}{rest}")]);
            for text in changed.into_iter().flatten().chain([before.to_owned()]) {
                assert_eq!(found_around(&linter, &text).0, around, "{text}");
            }
        }
    }
}

#[test]
fn what_stands_between_blocks_hides_none() {
    let linter = linter();
    let (around, _) = found_around(&linter, "");
    for half in [
        "word",
        "two words",
        "resource",
        "resource \"aws_sqs_queue\" \"x",
        "resource \"aws_sqs_queue\" \"x\" {",
        "locals {\n  a =\n}",
        "variable \"x {\n}",
        "x =",
        "{",
        "}",
        "\"",
        "/* why",
        "<<EOF",
    ] {
        let text = format!("\n}}\n{half}\n\nresource \"aws_api_gateway_resource\" \"other\" {{");
        let text = API.replace("{}\n", "").replacen(
            "\n}\n\nresource \"aws_api_gateway_resource\" \"orders\" {",
            &text.replace("other", "orders"),
            1,
        );
        let sources = Sources::default();
        let source = sources.add(Path::new("main.tf"), text.as_str());
        let report = linter.check_module(&Module::of_text(source, &text), &sources);
        let mut now: Vec<String> = report
            .findings
            .iter()
            .filter_map(|it| Some(format!("{} {}", it.rule, it.address.as_ref()?)))
            .collect();
        now.sort();
        assert_eq!(now, around, "{half}");
    }
}

#[test]
fn a_block_that_is_being_typed_may_be_the_missing_one() {
    let text = API.replace("{}\n", "") + "resource \"aws_api_gateway_integration\" \"put";
    let sources = Sources::default();
    let source = sources.add(Path::new("main.tf"), text.as_str());
    let report = linter().check_module(&Module::of_text(source, &text), &sources);
    let mut rules = report.findings.iter().map(|finding| &*finding.rule);
    assert!(!rules.any(|rule| rule == "method-without-integration"));
}
