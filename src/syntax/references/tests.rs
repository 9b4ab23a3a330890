use crate::source::Sources;
use crate::syntax::parse;
use std::path::Path;

/// What the first block of the text refers to.
fn references(text: &str) -> Vec<String> {
    let source = Sources::default().add(Path::new("main.tf"), text);
    let parsed = parse(source, text, 0);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let block = &parsed.body.blocks[0];
    let all = block.references().into_iter().chain(block.depends_on());
    all.map(|reference| text[reference.span.range()].to_owned()).collect()
}

#[test]
fn names_that_are_bound_are_no_references() {
    let found = references(
        r#"locals {
  a = [for k, v in var.list : "${k}${v}${local.other}" if v != var.not]
  b = "%{ for x in local.list }${x}${y.z}%{ endfor }"
  c = { for v in var.v : v.id => v... }
  d = [[for v in var.w : v], v.after]
  e = var.map[local.key].name
  f = { (var.key) = value, bare = "text" }
}"#,
    );
    assert_eq!(
        found,
        [
            "var.list",
            "local.other",
            "var.not",
            "local.list",
            "y.z",
            "var.v",
            "var.w",
            "v.after",
            "var.map[local.key].name",
            "local.key",
            "var.key",
            "value",
        ]
    );
}

#[test]
fn iterators_are_bound_in_the_content() {
    let found = references(
        r#"resource "t" "r" {
  dynamic "rule" {
for_each = rule.outside
content {
  a = rule.value
  dynamic "inner" {
    for_each = rule.value.inner
    iterator = it
    content {
      b = it.value
      c = inner.value
      d = rule.key
    }
  }
}
  }
}"#,
    );
    assert_eq!(found, ["rule.outside", "inner.value"]);
}

#[test]
fn keywords_and_names_of_arguments_are_no_references() {
    let found = references(
        r#"resource "t" "r" {
  provider   = aws.west
  for_each   = var.all
  x          = each.value
  depends_on = [t.a, "t.b", module.m]
  lifecycle {
ignore_changes       = [tags, all]
replace_triggered_by = [t.c.id]
postcondition {
  condition = self.x == local.x
}
  }
  provisioner "local-exec" {
when       = destroy
on_failure = continue
command    = self.x
  }
}"#,
    );
    assert_eq!(
        found,
        [
            "var.all",
            "each.value",
            "t.c.id",
            "self.x",
            "local.x",
            "self.x",
            "t.a",
            "\"t.b\"",
            "module.m"
        ]
    );
    let variable = "variable \"v\" {\n  type = list(string)\n  validation {\n    condition = var.v != var.w\n  }\n}";
    assert_eq!(references(variable), ["var.v", "var.w"]);
}

#[test]
fn references_in_quotes_end_before_an_index() {
    let text = r#"resource "t" "r" {
  depends_on = ["t.a[0]", " t.b ", "module.m[\"a.b\"].c", "data.t.d"]
}"#;
    let source = Sources::default().add(Path::new("main.tf"), text);
    let parsed = parse(source, text, 0);
    let named = parsed.body.blocks[0].depends_on();
    let named: Vec<_> = named.iter().map(|to| (to.root, to.name(0), to.name(1))).collect();
    let expected = [
        ("t", Some("a"), None),
        ("t", Some("b"), None),
        ("module", Some("m"), None),
        ("data", Some("t"), Some("d")),
    ];
    assert_eq!(named, expected);
}
