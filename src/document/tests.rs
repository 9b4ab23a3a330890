use super::{Document, read};
use crate::source::{Sources, Span};
use crate::value::test::text;
use crate::value::{Data, Kind, Origin, Value};
use std::path::Path;

/// What a text says that is written as it is.
fn document(written: &str) -> Option<Document> {
    let sources = Sources::default();
    let source = sources.add(Path::new("main.tf"), written.replace('?', "${x}"));
    let span = Span::new(source, 0, sources.get(source).text.len());
    let value = Value::new(Data::String(text(written)));
    read(&value.at(Some(Origin::written(span))), &sources)
}

/// The value at a way of names.
fn at(document: &Document, way: &str) -> Value {
    way.split('/').fold(document.root.clone(), |value, name| match &value.data {
        Data::Mapping(_, entries) => entries.get(name).unwrap().value.clone(),
        Data::Sequence(_, elements) => elements[name.parse::<usize>().unwrap()].clone(),
        _ => panic!("{name} in {value:?}"),
    })
}

fn start(value: &Value) -> u32 {
    value.origin.as_ref().unwrap().span.start
}

#[test]
fn yaml_is_read_with_its_places() {
    let document = document("a: {b: [1, x]}\nc: &d\n  e: 2.0\nf: *d\n<<: {g: yes}\n").unwrap();
    assert_eq!(at(&document, "a/b/1").as_str(), Some("x"));
    assert_eq!(start(&at(&document, "a/b/1")), 11);
    // A version is no number, and `yes` no boolean.
    assert_eq!(at(&document, "f/e").as_str(), Some("2.0"));
    assert_eq!(at(&document, "g").as_str(), Some("yes"));
}

#[test]
fn a_string_in_a_row_may_stand_as_far_out_as_its_key() {
    let written = "a:\n  b: {c: \"x \\\n  y\n  \\\"z\\\" ü\", d: 'e\n  f'}\n  g: h\n";
    let document = document(written).unwrap();
    assert_eq!(at(&document, "a/b/d").as_str(), Some("e f"));
    assert!(at(&document, "a/b/c").as_str().is_some_and(|it| it.ends_with("\"z\" ü")));
    assert_eq!(start(&at(&document, "a/g")) as usize, written.find('h').unwrap());
}

#[test]
fn json_is_read_with_its_places() {
    let document = document("{\n\t\"a\": [true, \"ü\", 7],\n\t\"b\": ?,\n\t\"c?\": 1}").unwrap();
    // One key is not known, so that there may be any.
    assert_eq!(document.root.kind(), Some(Kind::Mapping));
    assert!(!document.root.is_wholly_known());
    let document =
        self::document("{\n\t\"a\": [true, \"ü\", 7],\n\t\"b\": ?, \"c\": \"?\"}").unwrap();
    assert_eq!(at(&document, "a/1").as_str(), Some("ü"));
    let version = self::document("{\"a\": 2.0, \"b\": 2}").unwrap();
    assert_eq!(at(&version, "a").as_str(), Some("2.0"));
    assert_eq!(at(&version, "b").kind(), Some(Kind::Number));
    assert_eq!(start(&at(&document, "a/2")), 21);
    assert_eq!(at(&document, "b").kind(), None);
    assert_eq!(at(&document, "c").kind(), Some(Kind::String));
}

#[test]
fn what_is_not_known_is_unknown_by_itself() {
    let document = document("uri: https://?/x\nmethod: ?\ntag: !Sub a\nlast: z\n").unwrap();
    let Data::String(uri) = at(&document, "uri").data else { panic!("a string") };
    assert_eq!(uri, text("https://?/x"));
    assert_eq!(at(&document, "method").kind(), None);
    assert_eq!(at(&document, "tag").kind(), None);
    assert_eq!(at(&document, "last").as_str(), Some("z"));
    // `${x}` is longer than what is compared.
    assert_eq!(start(&at(&document, "last")), 51);
}

#[test]
fn what_closes_a_row_may_stand_anywhere() {
    let document =
        document("a:\n  b: {\n    ü: [\n      1,\n    ]\n  }\nc: |\n  {\n  }\n").unwrap();
    assert_eq!(start(&at(&document, "a/b/ü/0")), 26);
    assert_eq!(at(&document, "c").as_str(), Some("{\n}\n"));
}

#[test]
fn what_is_neither_is_not_read() {
    assert!(document("a: [").is_none());
    assert!(document(&"[".repeat(100_000)).is_none());
    assert!(document(&"- ".repeat(10_000)).is_none());
}

#[test]
fn aliases_do_not_multiply_without_end() {
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        let all = [&*before; 10].join(", ");
        bomb = format!("{bomb}a{level}: &a{level} [{all}]\n");
    }
    assert!(document(&bomb).is_none());
}
