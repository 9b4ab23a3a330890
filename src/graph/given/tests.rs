use crate::graph::tests::{CHILD, Configuration};

#[test]
fn what_a_block_hands_on_is_given_away() {
    let root = r#"
resource "t" "direct" {}
resource "t" "local" {}
resource "t" "through" {}
resource "t" "ordered" {}
resource "t" "other" {
  x = t.through.id
}
locals {
  l = t.local.id
}
resource "t" "run" {}
resource "t" "function" {}
resource "t" "named" {}
resource "name" "n" {
  x = t.named.id
}
resource "name" "unused" {
  x = t.through.id
}
resource "script" "s" {
  x    = [t.direct.id, local.l, t.other.id, name.n.x]
  runs = t.run.id
  nested {
    runs = t.run.arn
  }
  y = provider::t::read(t.function.id)

  # It may look for what is there by the time that it runs.
  depends_on = [t.ordered]
}
"#;
    let configuration = Configuration::new(&[("main.tf", root)]);
    for given in ["t.direct", "t.local", "t.other", "t.ordered", "t.function", "t.named"] {
        assert!(configuration.is_given_away(given), "{given}");
    }
    for kept in ["t.through", "t.run"] {
        assert!(!configuration.is_given_away(kept), "{kept}");
    }
}

#[test]
fn what_is_kept_is_of_use_by_itself_and_code_finds_the_rest() {
    let root = r#"
resource "t" "kept" {}
resource "part" "kept" {
  whole = t.kept.id
}
resource "store" "s" {
  x = t.kept.id
}
resource "t" "run" {}
module "m" {
  source = "./m"
  x      = t.run.id
}
resource "script" "s" {
  x = t.run.id
}
resource "t" "by_part" {}
resource "part" "given" {
  whole = t.by_part.id
}
resource "store" "part" {
  x = part.given.id
}
resource "t" "by_name" {}
resource "part" "named" {
  whole = t.by_name.id
}
resource "store" "name" {
  x = part.named.name
}
"#;
    let part = "variable \"x\" {}\nresource \"part\" \"p\" {\n  whole = var.x\n}\n";
    let configuration = Configuration::new(&[("main.tf", root), ("m/main.tf", part)]);
    let is_given = |block, attribute| configuration.is_attribute_given_away(block, attribute);
    assert!(is_given("t.kept", Some("id")));
    assert!(!is_given("t.kept", Some("root")));
    assert!(!is_given("part.kept", None));
    // What runs with an id finds all that belongs to it.
    assert!(is_given("t.run", Some("root")));
    assert!(is_given("module.m: part.p", None));
    // The id of a part tells that of the whole, its name does not.
    assert!(is_given("t.by_part", Some("id")));
    assert!(!is_given("t.by_name", None));
    assert!(is_given("part.named", Some("name")));
}

#[test]
fn what_outputs_of_the_root_take_is_given_away() {
    let root = r#"
resource "t" "direct" {}
resource "t" "local" {}
resource "t" "through" {}
resource "t" "resource" {
  x = t.through.id
}
resource "t" "ordered" {}
locals {
  l = { a = [t.local.id] }
}
module "m" {
  source   = "./m"
  for_each = { a = t.element.id }
  x        = each.value
}
resource "t" "element" {}
module "p" {
  source = "./p"
  x      = t.passed.id
}
resource "t" "passed" {}
module "q" {
  source = "./p"
  x      = t.kept.id
}
resource "t" "kept" {}
output "o" {
  value      = [t.direct.id, local.l, t.resource.id, module.m["a"].other, module.p]
  depends_on = [t.ordered]
}
"#;
    let pass = "variable \"x\" {}\noutput \"x\" {\n  value = var.x\n}\n";
    let files = [("main.tf", root), ("m/main.tf", CHILD), ("p/main.tf", pass)];
    let configuration = Configuration::new(&files);
    for given in [
        "t.direct",
        "t.local",
        "t.resource",
        "t.passed",
        "local.l",
        "module.m: t.other",
        "module.p",
        "t.missing",
    ] {
        assert!(configuration.is_given_away(given), "{given}");
    }
    // The element reaches a resource of the module only.
    for kept in ["t.through", "t.ordered", "t.kept", "t.element", "module.m: t.inner", "module.q"] {
        assert!(!configuration.is_given_away(kept), "{kept}");
    }
    let element = root.replace("module.m[\"a\"].other", "module.m[\"a\"].x");
    let files = [("main.tf", element.as_str()), ("m/main.tf", pass), ("p/main.tf", pass)];
    assert!(Configuration::new(&files).is_given_away("t.element"));
}
