#!/usr/bin/env python3
"""Writes Terraform configuration to measure on: `generate.py KIND FOLDER NUMBER...`.

    module FOLDER UNITS                    one module of so many units
    dense FOLDER MODULES UNITS             so many modules of so many units each
    calls FOLDER ROOTS CALLS               so many roots that call one module so many times each
    monorepo FOLDER FOLDERS FILES MATTER   so many folders of so many files, of which so many have to do with API Gateway
    instances FOLDER NUMBER                one block with so many instances
    keys FOLDER NUMBER                     one object with so many keys
    deployments FOLDER NUMBER              so many deployments and stages of one API
    files FOLDER NUMBER                    one module of so many files
    faults FOLDER NUMBER                   so many methods, and an integration of each with a fault
    imports FOLDER NUMBER                  so many units, of each of which a block is imported
    locals FOLDER NUMBER                   so many local values, each made of the one before, and deployments made of them
    permissions FOLDER UNITS               so many units of one function, with a permission for each
    nested FOLDER NUMBER                   one block with so many nested blocks
    line FOLDER                            a module of one line

A unit is a resource, a method, an integration, both responses, a function and its permission: seven blocks, 2 KB.
"""

import pathlib
import re
import sys

API = '''variable "name" {
  type    = string
  default = "orders"
}

variable "role" {
  type = string
}

resource "aws_api_gateway_rest_api" "api" {
  name = var.name
}
'''

UNIT = '''
resource "aws_api_gateway_resource" "r@" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  parent_id   = aws_api_gateway_rest_api.api.root_resource_id
  path_part   = "p@"
}

resource "aws_api_gateway_method" "m@" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  resource_id   = aws_api_gateway_resource.r@.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "i@" {
  rest_api_id             = aws_api_gateway_rest_api.api.id
  resource_id             = aws_api_gateway_resource.r@.id
  http_method             = aws_api_gateway_method.m@.http_method
  integration_http_method = "POST"
  type                    = "AWS"
  passthrough_behavior    = "WHEN_NO_TEMPLATES"
  uri                     = aws_lambda_function.f@.invoke_arn
  request_templates = {
    "application/json" = jsonencode({ id = "$input.params('id')" })
  }
}

resource "aws_api_gateway_method_response" "s@" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_resource.r@.id
  http_method = aws_api_gateway_method.m@.http_method
  status_code = "200"
}

resource "aws_api_gateway_integration_response" "t@" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  resource_id = aws_api_gateway_resource.r@.id
  http_method = aws_api_gateway_method.m@.http_method
  status_code = aws_api_gateway_method_response.s@.status_code
  depends_on  = [aws_api_gateway_integration.i@]
}

resource "aws_lambda_function" "f@" {
  function_name = "${var.name}-f@"
  role          = var.role
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  filename      = "f.zip"
}

resource "aws_lambda_permission" "q@" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.f@.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_api_gateway_rest_api.api.execution_arn}/*/${aws_api_gateway_method.m@.http_method}${aws_api_gateway_resource.r@.path}"
}
'''

ENDPOINT = '''variable "name" {
  type = string
}

variable "api" {
  type = object({ id = string, root = string, arn = string })
}

resource "aws_api_gateway_resource" "it" {
  rest_api_id = var.api.id
  parent_id   = var.api.root
  path_part   = var.name
}

resource "aws_api_gateway_method" "it" {
  rest_api_id   = var.api.id
  resource_id   = aws_api_gateway_resource.it.id
  http_method   = "GET"
  authorization = "AWS_IAM"
}

resource "aws_api_gateway_integration" "it" {
  rest_api_id             = var.api.id
  resource_id             = aws_api_gateway_resource.it.id
  http_method             = aws_api_gateway_method.it.http_method
  integration_http_method = "POST"
  type                    = "AWS_PROXY"
  uri                     = aws_lambda_function.it.invoke_arn
}

resource "aws_lambda_function" "it" {
  function_name = var.name
  role          = "arn:aws:iam::123456789012:role/it"
  handler       = "index.handler"
  runtime       = "nodejs20.x"
  filename      = "f.zip"
}

resource "aws_lambda_permission" "it" {
  statement_id  = "api"
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.it.function_name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${var.api.arn}/*/GET/${var.name}"
}
'''

CALL = '''
module "e@" {
  source = "../../modules/endpoint"
  name   = "e@"
  api = {
    id   = aws_api_gateway_rest_api.api.id
    root = aws_api_gateway_rest_api.api.root_resource_id
    arn  = aws_api_gateway_rest_api.api.execution_arn
  }
}
'''

BUCKET = '''resource "aws_s3_bucket" "b@" {
  bucket = "b@"
  tags = {
    team = "orders"
    cost = "@"
  }
}

resource "aws_iam_role" "r@" {
  name               = "r@"
  assume_role_policy = file("role.json")
}
'''


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def units(number):
    return [UNIT.replace("@", str(i)) for i in range(number)]


def module(root, number):
    write(root / "main.tf", API)
    all_units = units(number)
    for start in range(0, number, 250):
        write(root / f"units{start // 250}.tf", "".join(all_units[start : start + 250]))


def dense(root, modules, number):
    text = API + "".join(units(number))
    for m in range(modules):
        write(root / f"team{m // 100}" / f"service{m % 100}" / "main.tf", text)


def calls(root, roots, number):
    write(root / "modules" / "endpoint" / "main.tf", ENDPOINT)
    text = API + "".join(CALL.replace("@", str(i)) for i in range(number))
    for r in range(roots):
        write(root / "roots" / f"r{r}" / "main.tf", text)


def monorepo(root, folders, files, matter):
    for folder in range(folders):
        here = root / f"team{folder // 50}" / f"service{folder % 50}"
        for file in range(files):
            text = "".join(BUCKET.replace("@", str(3 * file + i)) for i in range(3))
            if file == 0 and matter and folder % (folders // matter) == 0:
                text += API + "".join(units(1))
            write(here / f"f{file}.tf", text)


def instances(root, number):
    block = UNIT.split("\n\n")[0].strip().replace("@", "").replace('"p"', '"p${count.index}"')
    head, rest = block.split("\n", 1)
    write(root / "main.tf", f"{API}\n{head}\n  count = {number}\n{rest}\n")


def keys(root, number):
    entries = "\n".join(f'    "k{i}" = "v{i}"' for i in range(number))
    write(root / "main.tf", f"{API}\nlocals {{\n  it = {{\n{entries}\n  }}\n}}\n\n"
          'resource "aws_api_gateway_stage" "it" {\n  rest_api_id = aws_api_gateway_rest_api.api.id\n'
          '  deployment_id = "d"\n  stage_name = "s"\n  variables = local.it\n}\n')


STAGE = '''
resource "aws_api_gateway_deployment" "d@" {
  rest_api_id = aws_api_gateway_rest_api.api.id

  triggers = {
    redeployment = sha1(jsonencode(%s))
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_api_gateway_stage" "d@" {
  rest_api_id   = aws_api_gateway_rest_api.api.id
  deployment_id = aws_api_gateway_deployment.d@.id
  stage_name    = "d@"
}
'''


def deployments(root, number):
    stages = [(STAGE % "aws_api_gateway_integration.i0").replace("@", str(i)) for i in range(number)]
    write(root / "main.tf", API + UNIT.replace("@", "0") + "".join(stages))


def files(root, number):
    write(root / "main.tf", API + UNIT.replace("@", "0"))
    for i in range(number):
        write(root / f"v{i}.tf", f'variable "v{i}" {{\n  default = "{i}"\n}}\n')


def faults(root, number):
    write(root / "main.tf", API + "".join(units(number)).replace('= "POST"', '= "PSOT"'))


def imports(root, number):
    of_unit = 'import {\n  to = aws_api_gateway_resource.r@\n  id = "a/r@"\n}\n'
    write(root / "main.tf", API + "".join(units(number)))
    write(root / "imports.tf", "".join(of_unit.replace("@", str(i)) for i in range(number)))


def locals_(root, number):
    values = "".join(f"  l{i} = local.l{i - 1}\n" for i in range(1, number))
    stages = [(STAGE % "local.l@").replace("@", str(i)) for i in range(number)]
    values = f"locals {{\n  l0 = aws_api_gateway_integration.i0.uri\n{values}}}\n"
    write(root / "main.tf", API + UNIT.replace("@", "0") + values + "".join(stages))


def permissions(root, number):
    # One function for all, with a permission for each route.
    of_one = "".join(units(number)).replace('aws_lambda_function.f', 'aws_lambda_function.f0#')
    of_one = re.sub(r"f0#\d+", "f0", of_one)
    write(root / "main.tf", API + of_one)


def nested(root, number):
    blocks = "  api_stages {\n    api_id = aws_api_gateway_rest_api.api.id\n    stage  = \"s@\"\n  }\n"
    blocks = "".join(blocks.replace("@", str(i)) for i in range(number))
    write(root / "main.tf", API + f'resource "aws_api_gateway_usage_plan" "it" {{\n  name = "it"\n{blocks}}}\n')


def line(root):
    write(root / "main.tf", 'resource "aws_api_gateway_rest_api" "api" { name = "orders" }\n')


ALL = (module, dense, calls, monorepo, instances, keys, deployments, files, faults, imports, locals_, permissions, nested, line)
KINDS = {f.__name__.rstrip("_"): f for f in ALL}


def generate(kind, folder, *numbers):
    KINDS[kind](pathlib.Path(folder), *numbers)


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in KINDS:
        sys.exit(__doc__)
    generate(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
