//! The same configuration says the same in native and in JSON syntax.

use crate::check::Linter;
use crate::files::{Files, Memory};
use crate::finding::Finding;
use crate::page::{Pack, Page};
use crate::source::SourceId;
use crate::syntax::json::{parse, parse_attributes};
use std::path::Path;

/// What is said of a module of these files, and the text under each place.
fn check(linter: &Linter, texts: &[(&str, &str)]) -> Vec<(Finding, String)> {
    let dir = Path::new("folder");
    let disk =
        texts.iter().fold(Memory::new(), |disk, (name, text)| disk.with(dir.join(name), *text));
    let files = Files::on(disk, [dir]);
    let report = linter.check(&files, dir, false);
    let under = |finding: &Finding| {
        files.sources().get(finding.span.source).text[finding.span.range()].to_owned()
    };
    let with_text = |finding| {
        let text = under(&finding);
        (finding, text)
    };
    report.findings.into_iter().map(with_text).collect()
}

fn builtin() -> Linter {
    Linter::new(Pack::builtin(), &["interpolation-only-expression".to_owned()]).unwrap()
}

/// Rule, message and address, sorted.
fn said(found: &[(Finding, String)]) -> Vec<(String, String, Option<String>)> {
    let line = |(finding, _): &(Finding, String)| {
        (finding.rule.to_string(), finding.message.clone(), finding.address.clone())
    };
    let mut lines: Vec<_> = found.iter().map(line).collect();
    lines.sort();
    lines
}

/// The rules of what is said, with the text under each place, in the order of the text.
fn places(found: &[(Finding, String)]) -> Vec<(&str, &str)> {
    found.iter().map(|(finding, under)| (&*finding.rule, under.as_str())).collect()
}

const NATIVE: &str = r#"
variable "type" {
  type    = string
  default = "HTTP_PROXY"
}

locals {
  hosts = { PUT = "ftp://a.example.com", PATCH = "https://b.example.com" }
}

resource "aws_api_gateway_integration" "missing" {
  rest_api_id = "api"
  resource_id = "r"
  http_method = "GET"
  type        = var.type

  integration_http_method = "FETCH"
  timeout_milliseconds    = 10

  request_parameters = {
    "integration.request.header.X-Team" = "orders"
  }

  tls_config {
    insecure_skip_verification = true
  }

  lifecycle {
    ignore_changes = [cache_namespace]
  }

  depends_on = [aws_api_gateway_method.get]
}

resource "aws_api_gateway_integration" "each" {
  for_each                = local.hosts
  rest_api_id             = "api"
  resource_id             = "r"
  http_method             = each.key
  type                    = "HTTP"
  integration_http_method = "GET"
  uri                     = "${each.value}/orders"
  passthrough_behavior    = "WHEN_NO_MATCH"

  dynamic "tls_config" {
    for_each = [true]
    content {
      insecure_skip_verification = tls_config.value
    }
  }
}

resource "aws_api_gateway_integration" "lambda" {
  rest_api_id             = "api"
  resource_id             = "r"
  http_method             = "POST"
  type                    = "AWS_PROXY"
  integration_http_method = "FETCH"
  uri                     = aws_lambda_function.f.arn
  integration_uri         = "x"
}

resource "aws_lambda_function" "f" {
  image_uri    = "f:1"
  package_type = "Image"
}

resource "aws_api_gateway_method" "get" {
  rest_api_id   = "api"
  resource_id   = "r"
  http_method   = "GET"
  authorization = "NONE"
}
"#;

const JSON: &str = r#"{
  "//": "the same",
  "variable": {"type": {"type": "string", "default": "HTTP_PROXY"}},
  "locals": {"hosts": {"PUT": "ftp://a.example.com", "PATCH": "https://b.example.com"}},
  "resource": {
    "aws_api_gateway_method": {"get": {
      "rest_api_id": "api",
      "resource_id": "r",
      "http_method": "GET",
      "authorization": "NONE"
    }},
    "aws_api_gateway_integration": {
      "missing": {
        "//": "no uri",
        "rest_api_id": "api",
        "resource_id": "r",
        "http_method": "GET",
        "type": "${var.type}",
        "integration_http_method": "FETCH",
        "timeout_milliseconds": 10,
        "request_parameters": {"integration.request.header.X-Team": "orders"},
        "tls_config": {"insecure_skip_verification": true},
        "lifecycle": {"ignore_changes": ["cache_namespace"]},
        "depends_on": ["aws_api_gateway_method.get"]
      },
      "each": [{
        "for_each": "${local.hosts}",
        "rest_api_id": "api",
        "resource_id": "r",
        "http_method": "${each.key}",
        "type": "HTTP",
        "integration_http_method": "GET",
        "uri": "${each.value}/orders",
        "passthrough_behavior": "WHEN_NO_MATCH",
        "dynamic": {"tls_config": {
          "for_each": [true],
          "content": {"insecure_skip_verification": "${tls_config.value}"}
        }}
      }]
    }
  }
}"#;

const LAMBDA: &str = r#"{"resource": [{"aws_api_gateway_integration": [{"lambda": {
  "rest_api_id": "api",
  "resource_id": "r",
  "http_method": "POST",
  "type": "AWS_PROXY",
  "integration_http_method": "F\u0045TCH",
  "uri": "\u0024{aws_lambda_function.f.arn}",
  "integration_uri": "x"
}}]}, {"aws_lambda_function": {"f": {"image_uri": "f:1", "package_type": "Image"}}}]}"#;

#[test]
fn both_syntaxes_say_the_same() {
    let linter = builtin();
    let native = check(&linter, &[("main.tf", NATIVE)]);
    let json = check(&linter, &[("main.tf.json", JSON), ("lambda.tofu.json", LAMBDA)]);
    assert!(native.len() >= 7, "{:#?}", said(&native));
    assert_eq!(said(&json), said(&native));
}

#[test]
fn findings_lie_under_the_places_to_change() {
    let found = check(&builtin(), &[("main.tf.json", JSON)]);
    let expected = [
        ("missing-uri", "var.type"),
        ("invalid-http-method", r#""FETCH""#),
        ("timeout-out-of-range", "10"),
        ("mapping-value-invalid", r#""orders""#),
        ("tls-skip-verification", "true"),
        ("http-uri-not-http", r#""${each.value}/orders""#),
        ("tls-skip-verification", "tls_config.value"),
    ];
    assert_eq!(places(&found), expected);
    let found = check(&builtin(), &[("main.tf.json", LAMBDA)]);
    let expected = [
        ("invalid-http-method", r#""F\u0045TCH""#),
        ("lambda-arn-instead-of-invoke-arn", "aws_lambda_function.f.arn"),
        ("unsupported-argument", r#""integration_uri""#),
    ];
    assert_eq!(places(&found), expected);
}

#[test]
fn no_fix_is_written_into_json() {
    let linter = builtin();
    let native = check(&linter, &[("main.tf", NATIVE)]);
    assert!(native.iter().any(|(finding, _)| finding.fix.is_some()));
    let json = check(&linter, &[("main.tf.json", JSON), ("lambda.tf.json", LAMBDA)]);
    assert!(json.iter().all(|(finding, _)| finding.fix.is_none()));
}

/// A page that looks into a nested block.
const PAGE: &str = r#"# insecure

It is insecure.

```hcl rule
rule "insecure" {
  severity = "error"
  fails    = "call"

  resource "aws_api_gateway_integration" {
    when = length(self.tls_config) == 1
    assert {
      condition     = !self.tls_config[0].insecure_skip_verification
      error_message = "insecure"
      at            = self.tls_config[0].insecure_skip_verification
    }
  }
}
```

## Bad

```hcl bad
resource "aws_api_gateway_integration" "a" { #~ insecure
}
```

## Good

```hcl good
```

## References

- <https://example.com>
"#;

#[test]
fn pages_see_nested_blocks_alike() {
    let mut pack = Pack::default();
    pack.add(Page::read(Path::new("x/insecure.md"), PAGE.into()).unwrap()).unwrap();
    let linter = Linter::new(pack, &[]).unwrap();
    let native = check(&linter, &[("main.tf", NATIVE)]);
    let json = check(&linter, &[("main.tf.json", JSON)]);
    assert_eq!(said(&native), said(&json));
    assert_eq!(places(&json), [("insecure", "true"), ("insecure", "tls_config.value")]);
    let array = JSON.replace(
        r#"{"insecure_skip_verification": true}"#,
        r#"[{"insecure_skip_verification": true}]"#,
    );
    assert_eq!(said(&check(&linter, &[("main.tf.json", &array)])), said(&json));
}

fn integration(uri: &str) -> String {
    format!(
        r#"{{"resource": {{"aws_api_gateway_integration": {{"a": {{"type": "HTTP", "uri": {uri}}}}}}}}}"#
    )
}

/// What is said of the address in the last file.
fn of_uri(texts: &[(&str, &str)]) -> Vec<String> {
    let found = check(&builtin(), texts);
    let about = found.into_iter().filter(|(finding, _)| finding.rule.contains("uri"));
    about.map(|(_, under)| under).collect()
}

#[test]
fn overrides_in_json_are_merged() {
    let native = r#"resource "aws_api_gateway_integration" "a" {
        type = "HTTP"
        uri  = "https://a.example.com"
    }"#;
    let change = integration(r#""ftp://a""#);
    for name in ["override.tf.json", "x_override.tf.json", "override.tofu.json"] {
        assert_eq!(of_uri(&[("main.tf", native), (name, &change)]), [r#""ftp://a""#], "{name}");
    }
    let fixed = r#"resource "aws_api_gateway_integration" "a" { uri = "https://a" }"#;
    assert!(of_uri(&[("main.tf.json", &change), ("override.tf", fixed)]).is_empty());
}

#[test]
fn opentofu_reads_its_own_file_of_the_name() {
    let (bad, good) = (integration(r#""ftp://a""#), integration(r#""https://a""#));
    assert!(of_uri(&[("main.tf.json", &bad), ("main.tofu.json", &good)]).is_empty());
    let native = r#"resource "aws_api_gateway_integration" "b" {}"#;
    assert_eq!(of_uri(&[("main.tf.json", &bad), ("main.tofu", native)]), [r#""ftp://a""#]);
    assert!(of_uri(&[(".main.tf.json", &bad), ("main.tf.json~", &bad)]).is_empty());
}

#[test]
fn what_is_no_json_is_a_finding() {
    for (text, message, under) in [
        ("", "the file is empty", ""),
        ("[1]", "an object is expected here, with what is in the block", "1"),
        ("{\"resource\": {},}", "trailing comma after the last element", ","),
    ] {
        let found = check(&builtin(), &[("main.tf.json", text)]);
        let [(finding, place)] = found.as_slice() else { panic!("{text}: {found:?}") };
        assert_eq!(&*finding.rule, "hcl-parse-error");
        assert_eq!((finding.message.as_str(), place.as_str()), (message, under));
        assert!(finding.help.is_some());
    }
}

#[test]
fn a_file_that_is_no_json_leaves_the_others_to_be_checked() {
    let found =
        check(&builtin(), &[("a.tf.json", "{"), ("b.tf.json", &integration(r#""ftp://a""#))]);
    let rules: Vec<_> = found.iter().map(|(finding, _)| &*finding.rule).collect();
    assert!(
        rules.contains(&"hcl-parse-error") && rules.contains(&"http-uri-not-http"),
        "{rules:?}"
    );
}

#[test]
fn no_text_makes_it_panic() {
    let text = format!("[{LAMBDA}, {JSON}]");
    for (at, _) in text.char_indices() {
        let (before, after) = text.split_at(at);
        let rest = after.chars().skip(1).collect::<String>();
        for sign in ["", "\"", "\\", "{", "]", "$", "\n", "\\ud83d", "é", "\u{feff}"] {
            parse(SourceId::PAGE, &format!("{before}{sign}{rest}"), &());
        }
        parse(SourceId::PAGE, before, &());
        parse_attributes(SourceId::PAGE, after);
    }
}
