//! A test: what is decided of an address of which not all is known stays so, whatever the rest turns out to be.

use super::{Aws, http, lambda, service, uri};
use crate::ask::{Function, Knowledge as _, Site, call};
use crate::module::Module;
use crate::scope::ModuleScope;
use crate::source::Sources;
use crate::value::{Data, Piece, Text, Truth, Value};
use crate::world::World;
use proptest::prelude::*;
use std::path::Path;
use std::rc::Rc;

/// Beginnings that random ones seldom hit.
const BEGINNINGS: [&str; 6] = [
    "",
    "arn:aws:apigateway:us-east-1:lambda:",
    "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/",
    "arn:aws:apigateway:us-east-1:",
    "arn:aws:",
    "http://",
];

/// Pieces of addresses. Together they make right ones, and many that are not.
const FRAGMENTS: [&str; 22] = [
    "",
    "/",
    ":81",
    "10.0.0.1",
    "https://example.com",
    "{id}",
    "arn:aws:",
    "apigateway:",
    "us-east-1:",
    "lambda:",
    "s3:",
    "x.sqs:",
    "iam:",
    "path/",
    "action/",
    "2015-03-31/functions/",
    "2021-11-15/functions/",
    "arn:aws:lambda:us-east-1:123456789012:function:f",
    "path/2015-03-31/functions/f",
    "/invocations",
    "/response-streaming-invocations",
    "${stageVariables.x}",
];

/// What stands in place of a piece that is not known: a name, without a colon or what ends a host.
const NAMES: [&str; 6] = ["f", "us-east-1", "aws", "lambda", "8080", "orders.example.com"];

/// What else may stand at the end of an ARN.
const PATHS: [&str; 5] = ["", "f/invocations", "/invocations", "path/f", "action/"];

/// A piece of an address.
#[derive(Debug, Clone)]
enum Part {
    Written(&'static str),
    /// What is not known before the world is applied.
    Later(&'static str),
}

fn address() -> impl Strategy<Value = Vec<Part>> {
    let part = prop_oneof![
        3 => prop::sample::select(FRAGMENTS.to_vec()).prop_map(Part::Written),
        1 => prop::sample::select(NAMES.to_vec()).prop_map(Part::Later),
    ];
    let beginning = prop::sample::select(BEGINNINGS.to_vec()).prop_map(Part::Written);
    (beginning, prop::collection::vec(part, 0..6))
        .prop_map(|(beginning, rest)| std::iter::once(beginning).chain(rest).collect())
}

fn value(parts: &[Part], is_applied: bool) -> Value {
    let piece = |part: &Part| match part {
        Part::Later(_) if !is_applied => Piece::Unknown(None),
        Part::Later(text) | Part::Written(text) => Piece::Known((*text).into()),
    };
    Value::new(Data::String(Text::of(parts.iter().map(piece))))
}

/// What the functions answer; `None` where that is not known.
fn answers(
    families: &[&[Function]],
    address: &Value,
    site: &Site,
) -> Vec<(&'static str, Option<String>)> {
    let answer = |value: &Value| match value.is_null() {
        Truth::True => Some("null".to_owned()),
        _ => crate::convert::to_text(value)?.as_known().map(str::to_owned),
    };
    let arguments = [address.clone()];
    families
        .iter()
        .copied()
        .flatten()
        .map(|function| (function.name, answer(&call(function, &arguments, site))))
        .collect()
}

/// The first function of which the answer is another one when all is known.
fn changed(families: &[&[Function]], parts: &[Part]) -> Option<String> {
    let module = Module::of_text(Sources::default().add(Path::new("main.tf"), ""), "");
    let scope = ModuleScope::new(&module);
    let world = World::of(Rc::clone(&scope), Aws.facts());
    let site = Site::new(&scope, &world, &Aws, false);
    let before = answers(families, &value(parts, false), &site);
    let after = answers(families, &value(parts, true), &site);
    let mut both = before.into_iter().zip(after);
    let differs = both.find(|((_, before), (_, after))| before.is_some() && before != after);
    differs.map(|((name, before), (_, after))| format!("{name}: {before:?} became {after:?}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_decided_of_a_host_stays_so(parts in address()) {
        prop_assert_eq!(changed(&[http::FUNCTIONS], &parts), None);
    }

    #[test]
    fn what_is_decided_of_an_arn_stays_so(
        mut parts in address(),
        end in prop::option::of(prop::sample::select(PATHS.to_vec())),
    ) {
        parts.extend(end.map(Part::Later));
        let families = [lambda::FUNCTIONS, service::FUNCTIONS, uri::FUNCTIONS];
        prop_assert_eq!(changed(&families, &parts), None);
    }
}
