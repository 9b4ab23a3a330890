//! Where it is not certain that Terraform makes one block before another, nothing is said of their order.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::check::Linter;
use crate::module::Module;
use crate::page::Pack;
use crate::source::Sources;
use std::path::Path;

const API: &str = r#"
resource "aws_api_gateway_rest_api" "api" {
  name = "orders"
}
resource "aws_api_gateway_method" "list" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}
"#;

/// An integration that names its method by a word, with something beside it.
fn integration(beside: &str) -> String {
    format!(
        r#"
resource "aws_api_gateway_integration" "list" {{
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_rest_api.api.root_resource_id
  http_method             = "GET"
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://example.com/orders"
  {beside}
}}
"#
    )
}

/// What is said of the order of the method and its integration.
fn said(text: &str) -> Vec<String> {
    let sources = Sources::default();
    let source = sources.add(Path::new("main.tf"), text);
    let linter = Linter::new(Pack::builtin(), &[]).unwrap();
    let report = linter.check_module(&Module::of_text(source, text), &sources);
    let orders = report.findings.into_iter().filter(|it| &*it.rule == "implicit-method-dependency");
    orders.map(|finding| finding.help.unwrap_or_default()).collect()
}

#[test]
fn a_method_that_is_not_waited_for_is_found_and_named_as_the_module_names_it() {
    let help = "write `http_method = aws_api_gateway_method.list.http_method`";
    assert_eq!(said(&[API, &integration("")].concat()), [help]);
}

#[test]
fn what_is_imported_is_not_made() {
    for to in ["aws_api_gateway_method.list", "aws_api_gateway_integration.list"] {
        let import = format!("import {{\n  to = {to}\n  id = \"a1/b2/GET\"\n}}\n");
        assert_eq!(said(&[API, &integration(""), &import].concat()), [""; 0], "{to}");
    }
}

#[test]
fn a_dependency_that_is_misspelt_may_be_the_one() {
    let beside = "depends_on = [aws_api_gateway_method.lists]";
    assert_eq!(said(&[API, &integration(beside)].concat()), [""; 0]);
}

#[test]
fn of_two_blocks_of_one_address_nothing_is_certain() {
    let other = integration("")
        .replace("\"GET\"\n  type", "aws_api_gateway_method.list.http_method\n  type");
    assert_eq!(said(&[API, &integration(""), &other].concat()), [""; 0]);
}
