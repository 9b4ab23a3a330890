//! What may be made where gatelint does not see it, and what is certain all the same.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use gatelint::check::{Linter, run};
use gatelint::files::Files;
use gatelint::page::Pack;
use globset::GlobSet;
use std::path::PathBuf;

/// The rules that find something in a folder of a workspace of these files.
pub(crate) fn rules(files: &[(&str, &str)], folder: &str) -> Vec<String> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let root = dir.path().canonicalize().unwrap();
    let (files, paths): (_, [PathBuf; 1]) = (Files::within([root.clone()]), [root.join(folder)]);
    let none = GlobSet::empty();
    let linter = Linter::new(Pack::builtin(), &[]).unwrap();
    let outcome = run(&linter, &files, &paths, &none).unwrap();
    outcome.findings.into_iter().map(|finding| finding.rule.to_string()).collect()
}

fn finds(rule: &str, files: &[(&str, &str)]) -> bool {
    rules(files, "api").iter().any(|found| found == rule)
}

/// An integration of a function, which is given no permission.
fn function(name: &str) -> String {
    format!(
        r#"
variable "role" {{}}
variable "env" {{}}
locals {{
  name = "orders"
}}
resource "aws_api_gateway_rest_api" "api" {{
  name = "orders-api"
}}
resource "aws_api_gateway_method" "list" {{
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_rest_api.api.root_resource_id
  http_method   = "GET"
  authorization = "NONE"
}}
resource "aws_api_gateway_integration" "list" {{
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_rest_api.api.root_resource_id
  http_method             = aws_api_gateway_method.list.http_method
  integration_http_method = "POST"
  type                    = "AWS_PROXY"
  uri                     = aws_lambda_function.orders.invoke_arn
}}
resource "aws_lambda_function" "orders" {{
  function_name = {name}
  role          = var.role
  image_uri     = "orders:1"
  package_type  = "Image"
}}
"#
    )
}

const PERMISSION: &str = "missing-lambda-permission";

fn permission(name: &str) -> String {
    format!(
        "resource \"aws_lambda_permission\" \"orders\" {{\n  action = \"lambda:InvokeFunction\"\n  \
         principal = \"apigateway.amazonaws.com\"\n  function_name = {name}\n}}\n"
    )
}

#[test]
fn a_function_is_named_from_anywhere_in_the_workspace() {
    let api = function("\"orders\"");
    let is_found = |files: &[(&str, &str)]| {
        finds(PERMISSION, &[&[("api/main.tf", api.as_str())], files].concat())
    };
    assert!(is_found(&[]));
    assert!(!is_found(&[("permissions/main.tf", &permission("\"orders\""))]));
    let arn = "\"arn:aws:lambda:eu-west-1:123456789012:function:orders:live\"";
    assert!(!is_found(&[("permissions/main.tf", &permission(arn))]));
    assert!(is_found(&[("permissions/main.tf", &permission("\"orders-writer\""))]));

    // What a root does not say may be the name.
    let unknown = format!("variable \"f\" {{}}\n{}", permission("var.f"));
    assert!(!is_found(&[("permissions/main.tf", &unknown)]));
    let of_users = format!("variable \"f\" {{}}\n{}", permission("\"${var.f}-users\""));
    assert!(is_found(&[("permissions/main.tf", &of_users)]));
    let set = [
        ("permissions/main.tf", unknown.as_str()),
        ("permissions/terraform.tfvars", "f = \"users\"\n"),
    ];
    assert!(is_found(&set));

    // A module is evaluated where it is called, and not by itself.
    let call = "module \"p\" {\n  source = \"../modules/p\"\n  f      = \"users\"\n}\n";
    let module = ("modules/p/main.tf", unknown.as_str());
    assert!(is_found(&[module, ("users/main.tf", call)]));
    assert!(!is_found(&[module, ("users/main.tf", &call.replace("users", "orders"))]));

    // A data source finds it by its name, and what another root declares is another function.
    let data = format!(
        "data \"aws_lambda_function\" \"f\" {{\n  function_name = \"orders\"\n}}\n{}",
        permission("data.aws_lambda_function.f.arn")
    );
    assert!(!is_found(&[("permissions/main.tf", &data)]));
    assert!(is_found(&[("permissions/main.tf", &data.replace("\"orders\"\n", "\"users\"\n"))]));
    let own = format!(
        "resource \"aws_lambda_function\" \"f\" {{\n  function_name = \"orders\"\n}}\n{}",
        permission("aws_lambda_function.f.function_name")
    );
    assert!(is_found(&[("test/main.tf", &own)]));
}

#[test]
fn a_name_that_is_not_wholly_known_may_be_another() {
    let api = function("\"${var.env}-orders\"");
    let is_found = |name: &str| {
        finds(PERMISSION, &[("api/main.tf", &api), ("permissions/main.tf", &permission(name))])
    };
    assert!(!is_found("\"test-orders\""));
    assert!(is_found("\"test-users\""));
}

#[test]
fn a_script_or_a_module_that_is_not_read_may_name_a_function() {
    let is_found = |api: &str, files: &[(&str, &str)]| {
        finds(PERMISSION, &[&[("api/main.tf", api)], files].concat())
    };
    let literal = function("\"orders\"");
    let local = function("local.name");
    let silent = |more: &str| {
        for api in [&literal, &local] {
            let api = format!("{api}{more}");
            assert!(!is_found(&api, &[]), "{more}");
        }
    };
    silent(
        "resource \"null_resource\" \"x\" {\n  provisioner \"local-exec\" {\n    command = \"aws lambda \
         add-permission --function-name ${local.name}\"\n  }\n}\n",
    );
    silent(
        "module \"p\" {\n  source   = \"terraform-aws-modules/lambda/aws\"\n  function = \"orders\"\n}\n",
    );
    silent(
        "resource \"aws_cloudformation_stack\" \"p\" {\n  name = \"p\"\n  template_body = <<-EOT\n    \
         FunctionName: orders\n  EOT\n}\n",
    );
    let other = "module \"p\" {\n  source   = \"terraform-aws-modules/lambda/aws\"\n  function = \"users\"\n}\n";
    assert!(is_found(&format!("{literal}{other}"), &[]));

    // Of files that are not read those count that can do it, and those that name it.
    let script = ("permit.sh", "aws lambda add-permission --function-name \"$1\"\n");
    assert!(!is_found(&literal, &[script, ("deploy.sh", "./permit.sh orders\n")]));
    assert!(is_found(&literal, &[script]));
    assert!(is_found(&literal, &[("deploy.sh", "docker push orders\n")]));
    let module =
        "module \"p\" {\n  source = \"git::https://example.com/p.git\"\n  f = \"orders\"\n}\n";
    assert!(!is_found(&literal, &[("permissions/main.tf", module)]));
    let unit = "terraform {\n  source = \"git::https://example.com/p.git\"\n}\ninputs = {\n  f = \"orders\"\n}\n";
    assert!(!is_found(&literal, &[("permissions/terragrunt.hcl", unit)]));
}

/// An integration of a method that is not there.
const API: &str = r#"
resource "aws_api_gateway_rest_api" "api" {
  name = "orders-api"
}
resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "orders"
}
resource "aws_api_gateway_integration" "orders" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_resource.orders.id
  http_method = "GET"
  type        = "MOCK"
}
"#;

const METHOD: &str = "integration-without-method";

#[test]
fn an_id_that_is_kept_is_of_use_by_itself() {
    let is_found = |more: &str| {
        finds(METHOD, &[("api/main.tf", &format!("variable \"x\" {{}}\n{API}{more}"))])
    };
    assert!(is_found(""));
    let keeping = |value: &str| {
        format!(
            "resource \"aws_ssm_parameter\" \"p\" {{\n  name = \"p\"\n  type = \"String\"\n  value = {value}\n}}\n"
        )
    };
    assert!(is_found(&keeping("aws_api_gateway_rest_api.api.id")));
    assert!(is_found(&keeping("aws_api_gateway_resource.orders.path")));
    assert!(is_found(
        "output \"arn\" {\n  value = aws_api_gateway_rest_api.api.execution_arn\n}\n"
    ));
    let both = "\"${aws_api_gateway_rest_api.api.id}/${aws_api_gateway_resource.orders.id}\"";
    assert!(!is_found(&keeping(both)));
    assert!(!is_found(
        "output \"all\" {\n  value = [aws_api_gateway_rest_api.api, aws_api_gateway_resource.orders]\n}\n"
    ));
    // The id of a method or an integration has both in it.
    assert!(!is_found("output \"id\" {\n  value = aws_api_gateway_integration.orders.id\n}\n"));
    assert!(is_found("output \"type\" {\n  value = aws_api_gateway_integration.orders.type\n}\n"));
}

#[test]
fn what_runs_with_an_id_finds_the_rest() {
    let is_found = |more: &str| {
        finds(METHOD, &[("api/main.tf", &format!("variable \"x\" {{}}\n{API}{more}"))])
    };
    let id = "aws_api_gateway_rest_api.api.id";
    let script = "provisioner \"local-exec\" {\n    command = \"./deploy.sh\"\n  }";
    for more in [
        format!("resource \"null_resource\" \"x\" {{\n  triggers = {{ id = {id} }}\n  {script}\n}}\n"),
        format!("resource \"terraform_data\" \"x\" {{\n  depends_on = [aws_api_gateway_rest_api.api]\n  {script}\n}}\n"),
        format!("resource \"terraform_data\" \"x\" {{\n  depends_on = [aws_api_gateway_resource.orders]\n  {script}\n}}\n"),
        format!("data \"aws_lambda_invocation\" \"x\" {{\n  function_name = \"f\"\n  input = jsonencode({{ id = {id} }})\n}}\n"),
        format!("ephemeral \"aws_lambda_invocation\" \"x\" {{\n  function_name = \"f\"\n  payload = {id}\n}}\n"),
        format!("data \"external\" \"x\" {{\n  program = [\"./deploy.sh\", {id}]\n}}\n"),
        format!("resource \"local_file\" \"x\" {{\n  filename = \"id\"\n  content = {id}\n}}\n"),
        format!("resource \"aws_scheduler_schedule\" \"x\" {{\n  target {{\n    arn = var.x\n    input = {id}\n  }}\n}}\n"),
        format!("resource \"aws_cloudwatch_event_target\" \"x\" {{\n  rule = \"r\"\n  arn = var.x\n  input = {id}\n}}\n"),
        format!("resource \"aws_sfn_state_machine\" \"x\" {{\n  definition = jsonencode({{ id = {id} }})\n}}\n"),
        format!("action \"aws_lambda_invoke\" \"x\" {{\n  config {{\n    payload = {id}\n  }}\n}}\n"),
        format!("resource \"aws_lambda_function\" \"x\" {{\n  environment {{\n    variables = {{ API = {id} }}\n  }}\n}}\n"),
        format!("locals {{\n  x = provider::example::call({id})\n}}\n"),
        format!("module \"x\" {{\n  source = \"example.com/a/b/c\"\n  id = {id}\n}}\n"),
        "resource \"aws_api_gateway_rest_api_put\" \"x\" {\n  rest_api_id = aws_api_gateway_rest_api.api.id\n  body = var.x\n}\n".to_owned(),
        "resource \"aws_api_gateway_deployment\" \"x\" {\n  rest_api_id = aws_api_gateway_rest_api.api.id\n  lifecycle {\n    action_trigger {\n      events  = [after_create]\n      actions = [action.a.b]\n    }\n  }\n}\n".to_owned(),
        "resource \"aws_api_gateway_method_settings\" \"x\" {\n  rest_api_id = aws_api_gateway_rest_api.api.id\n  provisioner \"local-exec\" {\n    command = \"./x.sh ${self.rest_api_id}\"\n  }\n}\n".to_owned(),
        "import {\n  to = aws_api_gateway_method.orders\n  id = \"abc/def/GET\"\n}\n".to_owned(),
        "import {\n  to = aws_api_gateway_stage.x\n  id = \"${aws_api_gateway_rest_api.api.id}/${aws_api_gateway_resource.orders.id}\"\n}\n".to_owned(),
    ] {
        assert!(!is_found(&more), "{more}");
    }
    for more in [
        // Nothing runs.
        format!("resource \"null_resource\" \"x\" {{\n  triggers = {{ id = {id} }}\n}}\n"),
        format!("resource \"terraform_data\" \"x\" {{\n  input = {id}\n}}\n"),
        // It does not get the id.
        format!("resource \"null_resource\" \"x\" {{\n  {script}\n}}\n"),
        "resource \"aws_iam_policy\" \"x\" {\n  policy = aws_api_gateway_rest_api.api.execution_arn\n}\n".to_owned(),
        "import {\n  to = aws_api_gateway_rest_api.api\n  id = \"abc\"\n}\n".to_owned(),
        "import {\n  to = aws_api_gateway_stage.x\n  id = \"abc/test\"\n}\n".to_owned(),
    ] {
        assert!(is_found(&more), "{more}");
    }
    let other = "provider \"other\" {\n  id = aws_api_gateway_rest_api.api.id\n}\n";
    assert!(!is_found(other));
}

#[test]
fn an_api_is_found_by_its_name() {
    let is_found =
        |files: &[(&str, &str)]| finds(METHOD, &[&[("api/main.tf", API)], files].concat());
    let data =
        |name: &str| format!("data \"aws_api_gateway_rest_api\" \"api\" {{\n  name = {name}\n}}\n");
    assert!(!is_found(&[("more/main.tf", &data("\"orders-api\""))]));
    assert!(is_found(&[("more/main.tf", &data("\"users-api\""))]));
    let unknown = format!("variable \"n\" {{}}\n{}", data("var.n"));
    assert!(!is_found(&[("more/main.tf", &unknown)]));
    let script = "id=$(aws apigateway get-rest-apis --query \"items[?name=='orders-api'].id\")\naws apigateway put-method --rest-api-id $id\n";
    assert!(!is_found(&[("more.sh", script)]));
    assert!(is_found(&[("more.sh", &script.replace("orders-api", "users-api"))]));
    assert!(is_found(&[("test.sh", "curl https://orders-api.example.com/\n")]));
}

#[test]
fn what_is_there_without_being_written_is_not_missing() {
    let api = function("\"orders\"");
    let label = api.split("resource \"aws_lambda_function\" \"").nth(1).unwrap();
    let address = format!("aws_lambda_function.{}", label.split('"').next().unwrap());
    let is_found = |more: &str| finds(PERMISSION, &[("api/main.tf", &[&api, more].concat())]);
    assert!(is_found(""));
    // The object was there before, with all that belongs to it.
    assert!(!is_found(&format!("import {{\n  to = {address}\n  id = \"orders\"\n}}\n")));
    // Terraform forgets a permission that stays, or deletes it.
    let removed = |destroy: bool| {
        format!(
            "removed {{\n  from = aws_lambda_permission.p\n  lifecycle {{\n    destroy = {destroy}\n  }}\n}}\n"
        )
    };
    assert!(!is_found(&removed(false)));
    assert!(is_found(&removed(true)));
    // A data source of the same module finds the function.
    let data = format!(
        "data \"aws_lambda_function\" \"z\" {{\n  function_name = {address}.function_name\n}}\n{}",
        permission("data.aws_lambda_function.z.arn")
    );
    assert!(!is_found(&data));
    // A module that is not read waits for the function, and may find it by its name.
    let module = |waits_for: &str| {
        format!(
            "module \"m\" {{\n  source     = \"acme/m/aws\"\n  depends_on = [{waits_for}]\n}}\n"
        )
    };
    assert!(!is_found(&module(&address)));
    // Half a header may be that of a permission; what the permission is for may still be typed in another root.
    let half =
        permission("\"users\"").replace("\"aws_lambda_permission\"", "\"aws_lambda_permission");
    assert!(!is_found(&half));
    let typed = [("api/main.tf", api.as_str()), ("other/main.tf", &permission(""))];
    assert!(!finds(PERMISSION, &typed));
}

/// An argument that is named after `source` is no call of a module that is to be fetched.
#[test]
fn a_source_arn_calls_nothing() {
    let api = function("\"orders\"");
    let of_users = permission("\"users\"")
        .replace('}', "  source_arn = \"arn:aws:execute-api:::a/*/GET/orders\"\n}");
    let other = format!("# orders\nlocals {{\n  name = \"orders\"\n}}\n{of_users}");
    assert!(finds(PERMISSION, &[("api/main.tf", &api), ("other/main.tf", &other)]));
}
