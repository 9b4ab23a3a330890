//! How long a check of generated modules takes, from the texts to the findings.
//!
//! `cargo bench`; numbers of items are per second of work, so that a change shows as a ratio.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]
#![allow(clippy::disallowed_methods, reason = "writes what is measured on")]

use divan::counter::ItemsCount;
use gatelint::check::{Linter, run};
use gatelint::files::{Files, Memory};
use gatelint::page::Pack;
use globset::GlobSet;
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    divan::main();
}

/// A module of that many resources with a method and an integration each, with variables and local values between.
fn module(integrations: usize) -> String {
    let mut text = String::from(
        r#"
variable "region" {
  default = "eu-west-1"
}

locals {
  prefix = "arn:aws:apigateway:${var.region}:lambda:path/2015-03-31/functions"
}

resource "aws_api_gateway_rest_api" "api" {
  name = "api"
}
"#,
    );
    for n in 0..integrations {
        let _ = write!(
            text,
            r#"
resource "aws_api_gateway_resource" "r{n}" {{
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "r{n}"
}}

resource "aws_api_gateway_method" "r{n}" {{
  rest_api_id        = aws_api_gateway_rest_api.api.id
  resource_id        = aws_api_gateway_resource.r{n}.id
  http_method        = "GET"
  authorization      = "NONE"
  request_parameters = {{ "method.request.path.id" = true }}
}}

resource "aws_api_gateway_integration" "r{n}" {{
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.r{n}.id
  http_method             = aws_api_gateway_method.r{n}.http_method
  integration_http_method = "{method}"
  type                    = "AWS_PROXY"
  uri                     = "${{local.prefix}}/${{aws_lambda_function.f{n}.arn}}/invocations"
  request_parameters      = {{ "integration.request.path.id" = "method.request.path.id" }}
}}
"#,
            method = if n % 10 == 0 { "GET" } else { "POST" },
        );
    }
    text
}

fn linter() -> Linter {
    Linter::new(Pack::builtin(), &[]).unwrap()
}

/// Reading all pages, which every run begins with.
#[divan::bench(max_time = 2)]
fn pages() -> usize {
    Pack::builtin().pages().count()
}

/// What is found in a module of one file.
fn found(linter: &Linter, text: &str) -> usize {
    let file = Path::new("main.tf");
    let files = Files::on(Memory::new().with(file, text), [file]);
    run(linter, &files, &[file.to_path_buf()], &GlobSet::empty()).unwrap().findings.len()
}

/// The time should grow with the number of integrations, and no faster.
#[divan::bench(max_time = 2, args = [100, 1_000, 5_000])]
fn check(bencher: divan::Bencher, integrations: usize) {
    let text = module(integrations);
    let linter = linter();
    bencher.counter(ItemsCount::new(integrations)).bench(|| found(&linter, &text));
}

/// A tree on the disk, from the walk to the findings.
#[divan::bench(max_time = 2, args = [10, 100])]
fn tree(bencher: divan::Bencher, modules: usize) {
    let dir = tempfile::tempdir().unwrap();
    for n in 0..modules {
        let folder = dir.path().join(format!("m{n}"));
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("main.tf"), module(20)).unwrap();
    }
    let linter = linter();
    bencher.counter(ItemsCount::new(modules)).bench(|| {
        let files = Files::within([dir.path().canonicalize().unwrap()]);
        let none = GlobSet::empty();
        run(&linter, &files, &[dir.path().to_path_buf()], &none).unwrap().findings.len()
    });
}

/// An API of that many resources, each with all that belongs to it: a method, an integration, responses, a function and
/// its permission; and a deployment that refers to all of them.
fn api(resources: usize) -> String {
    let mut text =
        String::from("resource \"aws_api_gateway_rest_api\" \"api\" {\n  name = \"api\"\n}\n");
    for n in 0..resources {
        let _ = write!(
            text,
            r#"
resource "aws_api_gateway_resource" "r{n}" {{
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "r{n}"
}}

resource "aws_api_gateway_method" "r{n}" {{
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.r{n}.id
  http_method   = "GET"
  authorization = "NONE"
}}

resource "aws_api_gateway_integration" "r{n}" {{
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.r{n}.id
  http_method             = aws_api_gateway_method.r{n}.http_method
  integration_http_method = "POST"
  type                    = "AWS"
  uri                     = aws_lambda_function.r{n}.invoke_arn
}}

resource "aws_api_gateway_method_response" "r{n}" {{
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_resource.r{n}.id
  http_method = aws_api_gateway_method.r{n}.http_method
  status_code = "200"
}}

resource "aws_api_gateway_integration_response" "r{n}" {{
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_resource.r{n}.id
  http_method = aws_api_gateway_integration.r{n}.http_method
  status_code = aws_api_gateway_method_response.r{n}.status_code
}}

resource "aws_lambda_function" "r{n}" {{
  function_name = "r{n}"
}}

resource "aws_lambda_permission" "r{n}" {{
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.r{n}.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${{aws_api_gateway_rest_api.api.execution_arn}}/*/GET/r{n}"
}}
"#,
        );
    }
    let responses = (0..resources).map(|n| format!("aws_api_gateway_integration_response.r{n}, "));
    let _ = write!(
        text,
        r#"
resource "aws_api_gateway_deployment" "api" {{
  rest_api_id = aws_api_gateway_rest_api.api.id

  triggers = {{
    redeployment = sha1(jsonencode([{}]))
  }}

  lifecycle {{
    create_before_destroy = true
  }}
}}
"#,
        responses.collect::<String>()
    );
    text
}

/// What belongs together is found without comparing each block with each: the time should grow with the number of blocks.
#[divan::bench(max_time = 4, args = [500, 1_000, 5_000])]
fn relations(bencher: divan::Bencher, resources: usize) {
    let text = api(resources);
    let linter = linter();
    bencher.counter(ItemsCount::new(resources)).bench(|| found(&linter, &text));
}

/// What a root of a large repository holds: one API, and calls of the modules that every root shares.
fn repository(dir: &Path, roots: usize, children: usize) {
    for child in 0..children {
        let folder = dir.join(format!("modules/m{child}"));
        std::fs::create_dir_all(&folder).unwrap();
        let variables = "variable \"api\" {}\n\nvariable \"host\" {\n  type = string\n}\n";
        let outputs = "\noutput \"ids\" {\n  value = [aws_api_gateway_integration.r0.id]\n}\n";
        let own = module(2).replace("aws_api_gateway_rest_api.api.id", "var.api.id");
        let own = own.replace("aws_api_gateway_rest_api.api.root_resource_id", "var.host");
        std::fs::write(folder.join("main.tf"), [variables, &own, outputs].concat()).unwrap();
    }
    for root in 0..roots {
        let folder = dir.join(format!("roots/r{root}"));
        std::fs::create_dir_all(&folder).unwrap();
        let mut text =
            String::from("resource \"aws_api_gateway_rest_api\" \"api\" {\n  name = \"api\"\n}\n");
        for child in 0..children {
            let _ = write!(
                text,
                "\nmodule \"m{child}\" {{\n  source = \"../../modules/m{child}\"\n  api    = aws_api_gateway_rest_api.api\n  host   = \"h{root}\"\n}}\n",
            );
        }
        std::fs::write(folder.join("main.tf"), text).unwrap();
    }
}

/// Many roots that each call the same modules. The time should grow with the number of calls: roots times children.
#[divan::bench(max_time = 4, args = [(50, 40), (100, 40), (200, 40), (200, 20), (200, 10)])]
fn calls(bencher: divan::Bencher, (roots, children): (usize, usize)) {
    let dir = tempfile::tempdir().unwrap();
    repository(dir.path(), roots, children);
    let linter = linter();
    bencher.counter(ItemsCount::new(roots * children)).bench(|| {
        let files = Files::within([dir.path().canonicalize().unwrap()]);
        let none = GlobSet::empty();
        run(&linter, &files, &[dir.path().to_path_buf()], &none).unwrap().findings.len()
    });
}
