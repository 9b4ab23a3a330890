use crate::ask::Knowledge;
use crate::aws::Aws;
use crate::module::Module;
use crate::scope::ModuleScope;
use crate::source::Sources;
use crate::value::{BlockValue, Data, Value};
use crate::world::World;
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

/// The blocks that the document of an API stands for.
fn blocks(r#type: &str, document: &str) -> Vec<Arc<BlockValue>> {
    let text = format!("resource \"{type}\" \"a\" {{\nbody = jsonencode({{{document}}})\n}}");
    let sources = Sources::default();
    let module = Module::of_text(sources.add(Path::new("main.tf"), &*text), &text);
    let scope = ModuleScope::new(&module);
    let world = World::of(Rc::clone(&scope), Aws.facts());
    let derived = world.derived_in(&scope.path, &sources);
    derived.map(|derived| Arc::clone(&derived.found.block)).collect()
}

fn of<'b>(blocks: &'b [Arc<BlockValue>], address: &str) -> &'b BlockValue {
    let found = blocks.iter().find(|block| block.address.to_string() == address);
    found.unwrap_or_else(|| {
        let all: Vec<String> = blocks.iter().map(|block| block.address.to_string()).collect();
        panic!("no {address} among {all:?}")
    })
}

fn keys(value: &Value) -> Vec<&str> {
    match &value.data {
        Data::Mapping(_, entries) => entries.keys().map(|key| &**key).collect(),
        _ => panic!("{value:?}"),
    }
}

const DOCUMENT: &str = r##"
  openapi = "3.0.1"
  components = {
    parameters = { Page = { name = "page", in = "query" } }
    securitySchemes = {
      token = { type = "apiKey", name = "X-Token", in = "header", x-amazon-apigateway-authorizer = { type = "token", authorizerUri = "arn:x" } }
    }
  }
  x-amazon-apigateway-gateway-responses = { DEFAULT_4XX = { statusCode = 400 } }
  paths = {
    "/orders/{id}" = {
      parameters = [{ "$ref" = "#/components/parameters/Page" }]
      get = {
        responses = { 200 = { headers = { Location = {} } }, default = {} }
        x-amazon-apigateway-integration = {
          type            = "http"
          passthroughBehavior = "when_no_match"
          timeoutInMillis = 1000
          tlsConfig       = { insecureSkipVerification = true }
          responses       = { default = { statusCode = 200 }, "4.." = { statusCode = "404" } }
        }
      }
    }
  }
"##;

#[test]
fn a_document_of_a_rest_api_stands_for_its_resources() {
    let blocks = blocks("aws_api_gateway_rest_api", DOCUMENT);
    let method = of(&blocks, "aws_api_gateway_method.a: GET /orders/{id}");
    assert_eq!(
        keys(&method.written("request_parameters")),
        [
            "method.request.header.X-Token",
            "method.request.path.id",
            "method.request.querystring.page"
        ]
    );
    let integration = of(&blocks, "aws_api_gateway_integration.a: GET /orders/{id}");
    assert_eq!(integration.written("type").as_str(), Some("HTTP"));
    assert_eq!(integration.written("passthrough_behavior").as_str(), Some("WHEN_NO_MATCH"));
    assert!(matches!(integration.written("tls_config").data, Data::Sequence(..)));
    let same = |name| integration.written(name).symbol() == method.written(name).symbol();
    assert!(same("rest_api_id") && same("resource_id"));
    let responses: Vec<_> = blocks
        .iter()
        .filter(|block| block.resource_type() == "aws_api_gateway_integration_response")
        .map(|block| {
            let word = |name| block.written(name).as_str().map(str::to_owned);
            (word("selection_pattern"), word("status_code"))
        })
        .collect();
    let text = |word: &str| Some(word.to_owned());
    assert_eq!(responses, [(text("4.."), text("404")), (None, text("200"))]);
    let authorizer = of(&blocks, "aws_api_gateway_authorizer.a: authorizer token");
    assert_eq!(authorizer.written("type").as_str(), Some("TOKEN"));
    let gateway = of(&blocks, "aws_api_gateway_gateway_response.a: gateway response DEFAULT_4XX");
    assert_eq!(gateway.written("status_code").as_str(), Some("400"));
}

#[test]
fn a_document_of_an_http_api_stands_for_integrations_and_authorizers() {
    let blocks = blocks("aws_apigatewayv2_api", DOCUMENT);
    let integration = of(&blocks, "aws_apigatewayv2_integration.a: GET /orders/{id}");
    assert_eq!(integration.written("integration_type").as_str(), Some("HTTP"));
    of(&blocks, "aws_apigatewayv2_authorizer.a: authorizer token");
    assert!(matches!(integration.written("response_parameters").data, Data::Null));
    assert!(!blocks.iter().any(|block| block.resource_type() == "aws_api_gateway_method"));
}

#[test]
fn what_an_http_api_changes_of_responses_is_a_nested_block_for_each_status() {
    let document = r#"paths = { "/a" = { get = { x-amazon-apigateway-integration = {
      type = "http_proxy"
      responseParameters = { "403" = { "overwrite:statuscode" = "404" }, "5xx" = {} }
    } } } }"#;
    let blocks = blocks("aws_apigatewayv2_api", document);
    let integration = of(&blocks, "aws_apigatewayv2_integration.a: GET /a");
    let Data::Sequence(_, parameters) = integration.written("response_parameters").data else {
        panic!("no blocks");
    };
    let of_block = |value: &Value| match &value.data {
        Data::Block(block) => {
            let status = block.written("status_code").as_str().map(str::to_owned);
            (status, keys(&block.written("mappings")).join(","))
        }
        _ => panic!("no block"),
    };
    let found: Vec<_> = parameters.iter().map(of_block).collect();
    let status = |status: &str| Some(status.to_owned());
    assert_eq!(
        found,
        [(status("403"), "overwrite:statuscode".into()), (status("5xx"), String::new())]
    );
    let unknown = r#"paths = { "/a" = { get = { x-amazon-apigateway-integration = {
      type = "http_proxy"
      responseParameters = var.parameters
    } } } }"#;
    let blocks = self::blocks("aws_apigatewayv2_api", unknown);
    let integration = of(&blocks, "aws_apigatewayv2_integration.a: GET /a");
    assert!(matches!(integration.written("response_parameters").data, Data::Unknown(_)));
}

#[test]
fn of_what_is_not_known_nothing_is_missing() {
    let document = r#"paths = { "/a" = { get = {
      responses = var.responses
      x-amazon-apigateway-integration = { type = "http", responses = var.responses }
    } } }"#;
    let blocks = blocks("aws_api_gateway_rest_api", document);
    for kind in ["aws_api_gateway_method_response", "aws_api_gateway_integration_response"] {
        let response = of(&blocks, &format!("{kind}.a: GET /a"));
        assert!(!response.is_whole, "{kind}");
        assert!(!matches!(response.written("status_code").data, Data::Null), "{kind}");
    }
}
