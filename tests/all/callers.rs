//! What sets the variables of a module other than a `module` block that is followed.

use crate::elsewhere::rules;

/// A module whose default is wrong.
const TIMEOUT: &str = r#"
variable "timeout" {
  default = 10
}
variable "other" {
  default = 1
}
resource "aws_api_gateway_integration" "orders" {
  rest_api_id          = "abc"
  resource_id          = "def"
  http_method          = "GET"
  type                 = "MOCK"
  timeout_milliseconds = var.timeout
}
"#;

fn is_timeout_found(files: &[(&str, &str)]) -> bool {
    let files = [&[("modules/api/main.tf", TIMEOUT)], files].concat();
    rules(&files, "modules").iter().any(|rule| rule == "timeout-out-of-range")
}

#[test]
fn a_unit_of_terragrunt_sets_inputs() {
    let unit =
        |source: &str, rest: &str| format!("terraform {{\n  source = \"{source}\"\n}}\n{rest}");
    let found = |text: &str| is_timeout_found(&[("live/api/terragrunt.hcl", text)]);
    let local = "../../modules//api";
    assert!(is_timeout_found(&[]));
    assert!(!found(&unit(local, "inputs = {\n  timeout = 29000\n}\n")));
    assert!(found(&unit(local, "inputs = {\n  timeout = 1\n}\n")));
    assert!(found(&unit(local, "inputs = {\n  other = 2\n}\n")));
    assert!(found(&unit("../../modules//web", "inputs = {\n  timeout = 29000\n}\n")));
    for (source, rest) in [
        (local, "locals {\n  timeout = 29000\n}\ninputs = {\n  timeout = local.timeout\n}\n"),
        (local, "inputs = {\n  timeout = dependency.x.outputs.timeout\n}\n"),
        (local, "inputs = merge(local.common, {\n  other = 1\n})\n"),
        (local, "include \"root\" {\n  path = find_in_parent_folders(\"missing.hcl\")\n}\n"),
        ("${get_repo_root()}/modules/api", "inputs = {\n  timeout = 29000\n}\n"),
        (
            "${local.base}/../modules/api",
            "locals {\n  base = dirname(find_in_parent_folders())\n}\ninputs = {\n  timeout = 29000\n}\n",
        ),
        (
            "git::git@github.com:shop/infra.git//modules/api?ref=v1",
            "inputs = {\n  timeout = 29000\n}\n",
        ),
        ("${local.missing}", "inputs = {\n  timeout = 29000\n}\n"),
    ] {
        assert!(!found(&unit(source, rest)), "{source} {rest}");
    }
    let included = "include \"root\" {\n  path = find_in_parent_folders(\"root.hcl\")\n}\n";
    let root = ("live/root.hcl", "inputs = {\n  timeout = 29000\n}\n");
    let by_include = unit(local, included);
    assert!(!is_timeout_found(&[root, ("live/api/terragrunt.hcl", &by_include)]));
    let own = unit(local, &format!("{included}inputs = {{\n  timeout = 1\n}}\n"));
    assert!(is_timeout_found(&[root, ("live/api/terragrunt.hcl", &own)]));
    // What it sets in the folder of the module; its own variables file wins.
    let here = ("modules/api/terragrunt.hcl", "inputs = {\n  timeout = 29000\n}\n");
    assert!(!is_timeout_found(&[here]));
    assert!(is_timeout_found(&[here, ("modules/api/terraform.tfvars", "timeout = 1\n")]));
    // Several units set different things.
    let one = unit(local, "inputs = {\n  timeout = 1\n}\n");
    let other = unit(local, "inputs = {\n  timeout = 29000\n}\n");
    assert!(!is_timeout_found(&[
        ("live/a/terragrunt.hcl", &one),
        ("live/b/terragrunt.hcl", &other)
    ]));
}

#[test]
fn a_component_of_a_stack_and_a_computed_source_set_inputs() {
    let component = |value: &str| {
        format!(
            "component \"api\" {{\n  source = \"./modules/api\"\n  inputs = {{\n    timeout = {value}\n  }}\n}}\n"
        )
    };
    assert!(!is_timeout_found(&[("main.tfcomponent.hcl", &component("var.timeout"))]));
    assert!(!is_timeout_found(&[("main.tfcomponent.hcl", &component("29000"))]));
    assert!(is_timeout_found(&[("main.tfstack.hcl", &component("1"))]));
    let call = |source: &str| {
        format!(
            "variable \"p\" {{}}\nmodule \"m\" {{\n  source  = {source}\n  timeout = 29000\n}}\n"
        )
    };
    assert!(!is_timeout_found(&[("app/main.tf", &call("var.p"))]));
    assert!(!is_timeout_found(&[("app/main.tf", &call("\"../modules/${var.p}\""))]));
    assert!(is_timeout_found(&[("app/main.tf", &call("\"../other/${var.p}\""))]));
}

/// A domain name whose certificate another provider makes.
const DOMAIN: &str = r#"
terraform {
  required_providers {
    aws = {
      source                = "hashicorp/aws"
      configuration_aliases = [aws.certificates]
    }
  }
}
resource "aws_acm_certificate" "orders" {
  provider          = aws.certificates
  domain_name       = "orders.example.com"
  validation_method = "DNS"
}
resource "aws_api_gateway_domain_name" "orders" {
  domain_name              = "orders.example.com"
  regional_certificate_arn = aws_acm_certificate.orders.arn
  endpoint_configuration {
    types = ["REGIONAL"]
  }
}
"#;

#[test]
fn a_call_hands_on_the_region_of_a_provider() {
    let found = |region: &str, default: &str| {
        let root = format!(
            r#"
provider "aws" {{
  region = {region}
}}
provider "aws" {{
  alias  = "us"
  region = "us-east-1"
}}
variable "region" {{
  default = "eu-west-1"
}}
module "domain" {{
  source    = "./domain"
  providers = {{ aws = {default}, aws.certificates = aws.us }}
}}
"#
        );
        let files = [("main.tf", &*root), ("domain/main.tf", DOMAIN)];
        rules(&files, ".").iter().any(|rule| rule == "regional-certificate-other-region")
    };
    assert!(found("\"eu-west-1\"", "aws"));
    assert!(!found("\"eu-west-1\"", "aws.us"));
    assert!(!found("var.region", "aws"));
}

#[test]
fn a_stack_puts_off_what_it_cannot_know_yet() {
    let module = "variable \"name\" {\n  default = \"orders\"\n}\n\
                  resource \"aws_api_gateway_rest_api\" \"orders\" {\n  name = var.name\n}\n\
                  resource \"aws_api_gateway_api_key\" \"orders\" {\n  \
                  count = aws_api_gateway_rest_api.orders.id == \"a\" ? 1 : 0\n  name  = \"a\"\n}\n";
    let is_found = |files: &[(&str, &str)]| {
        let files = [&[("modules/api/main.tf", module)], files].concat();
        rules(&files, "modules").iter().any(|rule| rule == "instances-known-after-apply")
    };
    let component = "component \"api\" {\n  source = \"./modules/api\"\n  \
                     inputs = {\n    name = \"carts\"\n  }\n}\n";
    assert!(is_found(&[]));
    assert!(!is_found(&[("main.tfcomponent.hcl", component)]));
}
