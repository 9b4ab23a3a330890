//! The version of the provider in `.terraform.lock.hcl` counts beside the constraints of all modules.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

use gatelint::check::{Linter, run};
use gatelint::files::Files;
use gatelint::finding::{Fails, Severity};
use gatelint::page::Pack;
use globset::GlobSet;

const DEPLOYMENT: &str = "deployment-removed-arguments";

/// A root that makes a stage as version 6 of the provider does not let it any more, and asks for an attribute that no
/// version from 4 to 5 has.
const ROOT: &str = r#"
resource "aws_api_gateway_rest_api" "api" {
  name = "orders"
}

resource "aws_api_gateway_deployment" "api" {
  rest_api_id = aws_api_gateway_rest_api.api.id
  stage_name  = "prod"
}

output "owner" {
  value = aws_api_gateway_rest_api.api.wholly_made_up
}
"#;

/// A lock with that version of a provider.
fn lock(source: &str, version: &str) -> String {
    format!(
        "# This file is maintained automatically by \"terraform init\".\n\n\
         provider \"{source}\" {{\n  version     = \"{version}\"\n  constraints = \">= 3.0.0\"\n  \
         hashes = [\n    \"h1:abc=\",\n    \"zh:def\",\n  ]\n}}\n"
    )
}

fn aws(version: &str) -> String {
    lock("registry.terraform.io/hashicorp/aws", version)
}

/// How sure a rule is of what it finds, and when that fails, in a root and a lock in one of its folders.
fn found(rule: &str, constraint: &str, lock: Option<(&str, &str)>) -> Option<(Severity, Fails)> {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path().canonicalize().unwrap();
    let required = format!(
        "terraform {{\n  required_providers {{\n    aws = {{\n      source  = \"hashicorp/aws\"\n      \
         version = \"{constraint}\"\n    }}\n  }}\n}}\n"
    );
    std::fs::create_dir(root.join("called")).unwrap();
    std::fs::write(root.join("called/main.tf"), "output \"id\" {\n  value = 1\n}\n").unwrap();
    let call = "module \"called\" {\n  source = \"./called\"\n}\n";
    std::fs::write(root.join("main.tf"), format!("{required}{call}{ROOT}")).unwrap();
    if let Some((folder, text)) = lock {
        std::fs::write(root.join(folder).join(".terraform.lock.hcl"), text).unwrap();
    }
    let (files, none) = (Files::within([root.clone()]), GlobSet::empty());
    let linter = Linter::new(Pack::builtin(), &[]).unwrap();
    let findings = run(&linter, &files, &[root], &none).unwrap().findings;
    let mut of_rule = findings.into_iter().filter(|finding| &*finding.rule == rule);
    of_rule.next().map(|finding| (finding.severity, finding.fails))
}

fn deployment(constraint: &str, lock: &str) -> Option<(Severity, Fails)> {
    found(DEPLOYMENT, constraint, Some((".", lock)))
}

const REMOVED: Option<(Severity, Fails)> = Some((Severity::Error, Fails::Plan));
const MAY_BE_REMOVED: Option<(Severity, Fails)> = Some((Severity::Warning, Fails::Plan));
const DEPRECATED: Option<(Severity, Fails)> = Some((Severity::Warning, Fails::Never));

#[test]
fn the_locked_version_runs() {
    assert_eq!(found(DEPLOYMENT, ">= 3.0", None), MAY_BE_REMOVED);
    assert_eq!(deployment(">= 3.0", &aws("3.62.0")), None);
    assert_eq!(deployment(">= 3.0", &aws("5.80.0")), DEPRECATED);
    assert_eq!(deployment(">= 3.0", &aws("6.2.0")), REMOVED);
    assert_eq!(deployment(">= 3.0", &lock("registry.opentofu.org/hashicorp/aws", "3.62.0")), None);
}

#[test]
fn a_lock_rules_out_what_other_versions_may_have() {
    let unknown = |lock: Option<&str>| {
        found("unknown-attribute", ">= 3.0", lock.map(|text| (".", text))).is_some()
    };
    assert!(!unknown(None));
    assert!(!unknown(Some(&aws("3.62.0"))));
    assert!(unknown(Some(&aws("5.80.0"))));
}

#[test]
fn what_is_no_lock_of_the_provider_and_the_root_says_nothing() {
    for text in [
        "",
        "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"3.62.0\"\n",
        "provider \"registry.terraform.io/hashicorp/aws\" {}\n",
        "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = 3\n}\n",
        &aws("latest"),
        &lock("registry.terraform.io/hashicorp/random", "3.62.0"),
        &lock("registry.terraform.io/acme/aws", "3.62.0"),
    ] {
        assert_eq!(deployment(">= 3.0", text), MAY_BE_REMOVED, "{text}");
    }
    let beside_called = Some(("called", &*aws("3.62.0")));
    assert_eq!(found(DEPLOYMENT, ">= 3.0", beside_called), MAY_BE_REMOVED);
}

#[test]
fn beside_a_lock_that_contradicts_the_constraints_nothing_is_certain() {
    assert_eq!(found(DEPLOYMENT, ">= 6.0", None), REMOVED);
    assert_eq!(deployment(">= 6.0", &aws("5.80.0")), None);
}

#[test]
fn what_is_only_deprecated_does_not_fail() {
    assert_eq!(found(DEPLOYMENT, "~> 5.0", None), DEPRECATED);
    assert_eq!(found(DEPLOYMENT, ">= 5.0, < 7.0", None), MAY_BE_REMOVED);
}
