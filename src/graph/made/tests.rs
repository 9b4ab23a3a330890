use super::{Made, attribute};
use crate::graph::tests::{Configuration, address};

/// What the output `made` of the root is made of: `module.module.type.name.attribute`, `*` for all of a block, `?` for what
/// is not followed.
fn made(files: &[(&str, &str)]) -> Vec<String> {
    Configuration::new(files).with(|graph| {
        let root = graph.places.first().unwrap();
        let expr = attribute(root, "output", "made", "value").unwrap();
        let name = |made: Made| match made {
            Made::Resource { module, labels, attribute } => {
                let attribute = attribute.unwrap_or("*");
                [module.as_slice(), &labels, &[attribute]].concat().join(".")
            }
            Made::Other => "?".to_owned(),
        };
        let mut names: Vec<_> =
            graph.made_of(&address("output.made"), expr).into_iter().map(name).collect();
        names.sort();
        names.dedup();
        names
    })
}

/// The same of an expression in a module with a local value, a variable, a data source and resources.
fn made_of(expr: &str) -> Vec<String> {
    let text = r#"
variable "v" {}
data "d" "d" {}
resource "t" "a" {}
resource "t" "b" {}
locals {
  b    = [t.b.uri, local.both]
  both = "${t.a.id}${local.b}"
}
"#;
    made(&[("main.tf", &format!("{text}output \"made\" {{\n  value = {expr}\n}}\n"))])
}

#[test]
fn constants_add_nothing() {
    assert_eq!(made_of(r#"sha1("1")"#), [""; 0]);
    assert_eq!(made_of(r#"{ a = join("", ["${path.module}", terraform.workspace]) }"#), [""; 0]);
}

#[test]
fn attributes_and_whole_blocks_are_told_apart() {
    assert_eq!(
        made_of("sha1(jsonencode([t.a, t.b[0].uri, t.b[*].id]))"),
        ["t.a.*", "t.b.id", "t.b.uri"]
    );
    assert_eq!(made_of(r#"resource.t.a["x"].id"#), ["t.a.id"]);
    assert_eq!(made_of("[for k, v in t.a : v.id if k != t.b.id]"), ["t.a.*", "t.b.id"]);
}

#[test]
fn local_values_are_followed_once() {
    assert_eq!(made_of("local.both"), ["t.a.id", "t.b.uri"]);
}

#[test]
fn a_literal_that_other_blocks_are_made_of_is_something_else() {
    let made_of = |routes: &str, value: &str, other: &str| {
        let locals = format!("locals {{\n  routes = {routes}\n  keys   = keys(local.routes)\n}}\n");
        let output =
            format!("resource \"t\" \"a\" {{}}\noutput \"made\" {{\n  value = {value}\n}}\n");
        made(&[("main.tf", &[&locals, &output, other].concat())])
    };
    let (routes, value) = (r#"{ "/orders" = "GET" }"#, "jsonencode(local.routes)");
    assert_eq!(made_of(routes, value, ""), [""; 0]);
    assert_eq!(
        made_of(routes, value, "resource \"t\" \"b\" {\n  for_each = toset(local.keys)\n}\n"),
        ["?"]
    );
    assert_eq!(
        made_of(
            routes,
            value,
            "module \"m\" {\n  source = \"./m\"\n  count  = length(local.routes)\n}\n"
        ),
        ["?"]
    );
    // What is nothing but a reference changes with what it leads to.
    assert_eq!(
        made_of("t.a.id", value, "resource \"t\" \"b\" {\n  x = local.routes\n}\n"),
        ["t.a.id"]
    );
}

#[test]
fn what_may_change_by_itself_is_something_else() {
    for expr in [
        "var.v",
        "data.d.d.id",
        "timestamp()",
        r#"file("x")"#,
        "local.none",
        "t.none.id",
        "each.key",
        "unheard_of(1)",
        "module.none.x",
    ] {
        assert_eq!(made_of(expr), ["?"], "{expr}");
    }
    assert_eq!(made_of("[t.a.id, uuid()]"), ["?", "t.a.id"]);
}

#[test]
fn calls_and_outputs_are_followed() {
    let root = r#"
resource "t" "a" {}
module "m" {
  source = "./m"
  given  = t.a.id
}
module "unread" {
  source = "example/unread/any"
  given  = t.a.id
}
output "made" {
  value = VALUE
}
"#;
    let module = r#"
variable "given" {}
variable "unset" {
  default = "x"
}
variable "required" {}
resource "t" "b" {}
output "given" {
  value = [var.given, var.unset]
}
output "b" {
  value = t.b
}
output "required" {
  value = var.required
}
"#;
    let made_of =
        |value| made(&[("main.tf", &root.replace("VALUE", value)), ("m/main.tf", module)]);
    assert_eq!(made_of("module.m.given"), ["t.a.id"]);
    assert_eq!(made_of("module.m.b.id"), ["m.t.b.*"]);
    assert_eq!(made_of("module.m.required"), ["?"]);
    assert_eq!(made_of("module.m.none"), ["?"]);
    assert_eq!(made_of("module.m"), ["?", "m.t.b.*", "t.a.id"]);
    assert_eq!(made_of("module.unread.x"), ["?"]);
}
