use super::{Facts, Filter, Imports, Wanted, World, same_block};
use crate::graph::{Gives, Handing};
use crate::module::Module;
use crate::scope::ModuleScope;
use crate::source::Sources;
use crate::value::{BlockValue, Data, Truth, Value};
use std::path::Path;
use std::sync::Arc;

/// No two resources have the same id, whether it is read of them or, of the root, of their API.
const FACTS: Facts = Facts {
    handing: Handing {
        gives: |_| Gives::Nothing,
        carries: |_, _| &[],
        tells: |_, taken, wanted| taken == wanted,
    },
    identifies: |symbol| match symbol.path.first().map(|name| &**name) {
        Some("id") if symbol.address.resource_type().ends_with("_resource") => Some("resource"),
        Some("id") => Some("object"),
        Some("root_resource_id") => Some("resource"),
        _ => None,
    },
    imports: Imports { types: &[], argument: "body", blocks: |_, _| Vec::new() },
};

/// What a search finds, by the names of the blocks, and whether there may be others.
fn found(text: &str, r#type: &str, like: &str, arguments: &[&str]) -> (Vec<String>, bool) {
    with(text, |world| {
        let all = world.resources("a");
        let like = all.iter().find(|found| &*found.block.address.labels[1] == like).unwrap();
        let wanted = |name: &&str| ((*name).into(), Wanted::Value(like.block.written(name)));
        let filter: Filter = arguments.iter().map(wanted).collect();
        let matching = world.matching(r#type, &filter);
        let names = matching.blocks.iter().map(|block| block.address.labels[1].to_string());
        (names.collect(), matching.may_be_more)
    })
}

fn with<T>(text: &str, ask: impl FnOnce(&World) -> T) -> T {
    let sources = Sources::default();
    let module = Module::of_text(sources.add(Path::new("main.tf"), text), text);
    ask(&World::of(ModuleScope::new(&module), FACTS))
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn what_is_known_is_equal_or_not() {
    let text = r#"
variable "u" {}
resource "a" "one" {
  x = "GET"
  y = 200
}
resource "b" "same" {
  x = "GET"
  y = "200"
}
resource "b" "other" {
  x = "POST"
  y = 200
}
"#;
    assert_eq!(found(text, "b", "one", &["x", "y"]), (names(&["same"]), false));
    let with_unknown = format!("{text}resource \"b\" \"any\" {{\n  x = var.u\n  y = 200\n}}\n");
    assert_eq!(found(&with_unknown, "b", "one", &["x", "y"]), (names(&["same"]), true));
    // What is compared and differs is not any.
    let elsewhere = with_unknown.replace("x = var.u\n  y = 200", "x = var.u\n  y = 201");
    assert_eq!(found(&elsewhere, "b", "one", &["x", "y"]), (names(&["same"]), false));
}

#[test]
fn ids_of_two_objects_differ_and_two_variables_may_not() {
    let text = r#"
variable "u" {}
variable "v" {}
resource "aws_api_gateway_resource" "one" {}
resource "aws_api_gateway_resource" "two" {}
resource "a" "id" {
  x = aws_api_gateway_resource.one.id
}
resource "a" "variable" {
  x = var.u
}
resource "b" "one" {
  x = aws_api_gateway_resource.one.id
}
resource "b" "two" {
  x = aws_api_gateway_resource.two.id
}
resource "b" "root" {
  x = aws_api_gateway_rest_api.api.root_resource_id
}
"#;
    assert_eq!(found(text, "b", "id", &["x"]), (names(&["one"]), false));
    assert_eq!(found(text, "b", "variable", &["x"]), (names(&[]), true));
    let variables = format!(
        "{text}resource \"b\" \"u\" {{\n  x = var.u\n}}\nresource \"b\" \"v\" {{\n  x = var.v\n}}\n"
    );
    assert_eq!(found(&variables, "b", "variable", &["x"]), (names(&["u"]), true));
}

#[test]
fn of_an_unknown_number_of_blocks_none_is_certain() {
    let text = r#"
variable "u" {}
resource "a" "one" {
  x = "GET"
}
resource "b" "some" {
  count = var.u
  x     = "GET"
}
resource "b" "others" {
  count = var.u
  x     = "POST"
}
resource "b" "two" {
  count = 2
  x     = "GET"
}
"#;
    assert_eq!(found(text, "b", "one", &["x"]), (names(&["two", "two"]), true));
    let without =
        text.replace("\"GET\"\n}\nresource \"b\" \"others", "\"PUT\"\n}\nresource \"b\" \"others");
    assert_eq!(found(&without, "b", "one", &["x"]), (names(&["two", "two"]), false));
}

#[test]
fn a_block_as_a_value_means_a_reference_to_it() {
    let text = r#"
resource "aws_lambda_function" "f" {
  function_name = "f"
}
resource "aws_lambda_function" "g" {
  function_name = "g"
}
resource "b" "by_name" {
  x = aws_lambda_function.f.function_name
}
resource "b" "by_arn" {
  x = aws_lambda_function.f.arn
}
resource "b" "other" {
  x = aws_lambda_function.g.arn
}
"#;
    let search = |text: &str| {
        with(text, |world| {
            let functions = world.resources("aws_lambda_function");
            let wanted = Wanted::Block(functions[0].block.clone());
            let matching = world.matching("b", &vec![("x".into(), wanted)]);
            assert_eq!(same_block(&functions[0].block, &functions[1].block), Truth::False);
            (matching.blocks.len(), matching.may_be_more)
        })
    };
    assert_eq!(search(text), (2, false));
    assert_eq!(
        search(&format!("{text}resource \"b\" \"literal\" {{\n  x = \"f\"\n}}\n")),
        (2, true)
    );
}

#[test]
fn an_id_may_be_what_someone_has_written_down() {
    let text = r#"
resource "aws_api_gateway_rest_api" "one" {}
resource "a" "id" {
  x = aws_api_gateway_rest_api.one.id
}
resource "a" "text" {
  x = "a1b2c3"
}
"#;
    with(text, |world| {
        let all = world.resources("a");
        let (id, text) = (all[0].block.written("x"), all[1].block.written("x"));
        assert_eq!(world.same(&id, &text), Truth::Unknown);
        assert_eq!(world.same(&id, &id), Truth::True);
    });
}

#[test]
fn what_may_be_meant_is_found_whether_or_not_it_is_certain() {
    let text = r#"
variable "u" {}
resource "a" "one" {
  x = "GET"
}
resource "b" "same" {
  x = "GET"
}
resource "b" "other" {
  x = "POST"
}
resource "b" "unknown" {
  x = var.u
}
resource "b" "perhaps" {
  count = var.u
  x     = "GET"
}
"#;
    with(text, |world| {
        let filter: Filter = vec![("x".into(), Wanted::Value(Value::string("GET")))];
        let found = world.perhaps_matching("b", &filter);
        let mut found: Vec<_> =
            found.blocks.iter().map(|block| block.address.labels[1].to_string()).collect();
        found.sort();
        assert_eq!(found, ["perhaps", "same", "unknown"]);
    });
}

#[test]
fn what_many_blocks_have_in_common_is_looked_for_once() {
    let block = |n| format!("resource \"b\" \"n{n}\" {{\n  x = 1\n}}\n");
    let many = (0..50).map(block).collect::<Vec<_>>().concat();
    with(&many, |world| {
        let blocks = world.resources("b");
        let of = |block: &BlockValue| vec![("x".into(), Wanted::Value(block.written("x")))];
        let found: Vec<_> =
            blocks.iter().map(|it| world.matching("b", &of(&it.block)).list()).collect();
        assert_eq!(world.searches.looks.get(), 1);
        let elements = |value: &Value| match &value.data {
            Data::Sequence(_, elements) => Arc::as_ptr(elements),
            _ => panic!("{value:?}"),
        };
        assert!(found.iter().all(|list| elements(list) == elements(&found[0])));
    });
}
