use super::{parse, parse_attributes};
use crate::source::{SourceId, Span};
use crate::syntax::{Block, Expr, ExprKind, NestedBlocks, Parsed};

/// An integration has nested blocks named `tls_config`.
struct Tls;

impl NestedBlocks for Tls {
    fn has_block(&self, resource_type: &str, name: &str) -> bool {
        resource_type == "aws_api_gateway_integration" && name == "tls_config"
    }
}

fn read(text: &str) -> Parsed {
    parse(SourceId::PAGE, text, &Tls)
}

/// The text under a span.
fn under(text: &str, span: Span) -> &str {
    &text[span.range()]
}

/// What is said of a text, each with the text under it and whether there is a help.
fn errors(text: &str) -> Vec<(String, String)> {
    let parsed = read(text);
    assert!(parsed.errors.iter().all(|error| error.help.is_some()), "{:?}", parsed.errors);
    let errors = parsed.errors.iter();
    errors.map(|error| (under(text, error.span).to_owned(), error.message.clone())).collect()
}

fn error(text: &str) -> (String, String) {
    let mut errors = errors(text);
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors.remove(0)
}

/// The value of the only local value, `a`.
fn local(text: &str) -> Expr {
    let parsed = read(text);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    parsed.body.blocks[0].body.attribute("a").unwrap().value.clone()
}

fn names(block: &Block) -> Vec<&str> {
    std::iter::once(&block.kind).chain(&block.labels).map(|name| &*name.text).collect()
}

#[test]
fn each_label_is_a_level() {
    let text = r#"{"resource": {"a": {"b": {"x": 1}, "c": {}}}, "terraform": {}, "locals": null}"#;
    let blocks = read(text).body.blocks;
    let names: Vec<_> = blocks.iter().map(names).collect();
    assert_eq!(names, [vec!["resource", "a", "b"], vec!["resource", "a", "c"], vec!["terraform"]]);
    assert_eq!(under(text, blocks[0].header), r#""b""#);
    assert_eq!(under(text, blocks[0].span), r#""b": {"x": 1}"#);
    assert_eq!(under(text, blocks[0].body.attributes[0].span), r#""x": 1"#);
    assert_eq!(under(text, blocks[2].header), r#""terraform""#);
}

#[test]
fn an_array_makes_several_blocks() {
    let text = r#"[{"resource": [{"a": [{"b": [{"x": 1}, {"x": 2}]}]}]}, {"resource": {"a": {"c": [{}]}}}]"#;
    let blocks = read(text).body.blocks;
    let headers: Vec<_> = blocks.iter().map(|block| under(text, block.header)).collect();
    assert_eq!(headers, ["{", "{", r#""c""#]);
}

#[test]
fn an_array_in_the_place_of_a_block_is_one_block() {
    let blocks = read(r#"{"resource": {"a": {"b": [[{"x": 1}, {"y": 2}]]}}}"#).body.blocks;
    assert_eq!(blocks.len(), 1);
    assert_eq!(blocks[0].body.attributes.len(), 2);
}

#[test]
fn a_string_that_is_one_interpolation_is_its_expression() {
    let text = r#"{"locals": {"a": "${var.b}"}}"#;
    let value = local(text);
    assert!(matches!(value.kind, ExprKind::Traversal(..)));
    assert_eq!(under(text, value.span), "var.b");
}

#[test]
fn strings_are_templates_and_spans_go_through_escapes() {
    let text =
        r#"{"locals": {"a": "\"é\u00e9\ud83d\ude00\n${lookup(x, \"k\")} $${no} \\ ${var.b}"}}"#;
    let value = local(text);
    assert_eq!(value.span.end as usize, text.len() - 2);
    let ExprKind::Template(parts) = &value.kind else { panic!("{value:?}") };
    assert!(matches!(&parts[0], crate::syntax::Part::Literal(text) if &**text == "\"éé😀\n"));
    let spans: Vec<_> = value.children().into_iter().map(|expr| under(text, expr.span)).collect();
    assert_eq!(spans, [r#"lookup(x, \"k\")"#, "var.b"]);
    assert!(matches!(&parts[2], crate::syntax::Part::Literal(text) if &**text == r" ${no} \ "));
}

#[test]
fn a_marker_strips_the_line_beside_it_alone() {
    let value = local(r#"{"locals": {"a": "a\n  ${~ x ~}\n\n  b"}}"#);
    let ExprKind::Template(parts) = &value.kind else { panic!("{value:?}") };
    let texts = parts.iter().filter_map(|part| match part {
        crate::syntax::Part::Literal(text) => Some(&**text),
        _ => None,
    });
    assert_eq!(texts.collect::<Vec<_>>(), ["a\n", "\n  b"]);
}

#[test]
fn escaped_templates_are_text() {
    let ExprKind::String(text) = local(r#"{"locals": {"a": "$${not} %%{this} $5 "}}"#).kind else {
        panic!()
    };
    assert_eq!(&*text, "${not} %{this} $5 ");
}

#[test]
fn templates_are_mended_as_files_are() {
    for template in [
        r"${{a = 1, a = 2}}",
        r"${{for k, v in x : k => true ?\n1 :\n2}}",
        r"E\nE ${{a = 1, a = 2}}",
    ] {
        let text = format!(r#"{{"locals": {{"a": "{template}"}}}}"#);
        assert!(errors(&text).is_empty(), "{template}");
    }
}

#[test]
fn keys_in_expressions_are_templates() {
    let text = r#"{"locals": {"a": {"${var.k}": 1, "//": 2, "x-${var.k}": 3}}}"#;
    let ExprKind::Object(entries) = local(text).kind else { panic!() };
    let keys: Vec<_> = entries.iter().map(|entry| under(text, entry.key.span)).collect();
    assert_eq!(keys, ["var.k", r#""//""#, r#""x-${var.k}""#]);
}

#[test]
fn half_of_a_surrogate_pair_is_the_replacement_character() {
    let ExprKind::String(text) = local(r#"{"locals": {"a": "\ud83d\\ud83d\udc00x"}}"#).kind else {
        panic!()
    };
    assert_eq!(&*text, "\u{fffd}\\ud83d\u{fffd}x");
}

#[test]
fn some_strings_are_no_templates() {
    let text = r#"{"variable": {"a": {"type": "list(string)", "default": ["${b}"]}},
        "output": {"o": {"value": 1, "description": "${x"}},
        "terraform": {"required_providers": {"//": 1, "aws": {"source": "${x",
            "configuration_aliases": ["aws.west"]}}, "backend": {"s3": {"key": "${x"}}}}"#;
    let parsed = read(text);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let body = &parsed.body.blocks[0].body;
    assert!(matches!(body.attribute("type").unwrap().value.kind, ExprKind::Call { .. }));
    let ExprKind::Tuple(default) = &body.attribute("default").unwrap().value.kind else { panic!() };
    assert!(matches!(&default[0].kind, ExprKind::String(text) if &**text == "${b}"));
}

#[test]
fn references_are_strings() {
    let text = r#"{"resource": {"a": {"b": {
        "depends_on": ["a.c"], "provider": "aws.west",
        "lifecycle": {"ignore_changes": ["tags[\"x\"]"], "replace_triggered_by": ["a.c.id"]},
        "dynamic": {"setting": {"iterator": "it", "for_each": ["${var.x}"], "content": {"v": "${it.value}"}}}
    }}}}"#;
    let parsed = read(text);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let body = &parsed.body.blocks[0].body;
    let spans = |body: &crate::syntax::Body| -> Vec<String> {
        let children = body.values().into_iter().flat_map(|value| match &value.kind {
            ExprKind::Tuple(elements) => elements.iter().collect(),
            _ => vec![value],
        });
        children.map(|child| under(text, child.span).to_owned()).collect()
    };
    let expected = ["a.c", "aws.west", r#"tags[\"x\"]"#, "a.c.id", "it", "var.x", "it.value"];
    assert_eq!(spans(body), expected);
    assert_eq!(body.blocks[1].label(0), Some("setting"));
    assert!(body.blocks[1].body.blocks_of("content").next().is_some());
}

#[test]
fn the_schema_says_what_is_a_nested_block() {
    let read = |tls: &str| {
        let text = format!(
            r#"{{"resource": {{"aws_api_gateway_integration": {{"a": {{"tls_config": {tls}, "x": {{}}}}}}}}}}"#
        );
        let block = read(&text).body.blocks.remove(0);
        (block.body.blocks.len(), block.body.attributes.len())
    };
    assert_eq!(read(r#"{"insecure_skip_verification": true}"#), (1, 1));
    assert_eq!(read("[{}, {}]"), (2, 1));
    assert_eq!(read("null"), (0, 1));
}

#[test]
fn a_block_with_a_broken_template_is_not_whole() {
    let text =
        r#"{"resource": {"a": {"bad": {"x": "é\n${1 +}"}, "good": {}}}, "locals": {"a": 1}}"#;
    let parsed = read(text);
    assert!(!parsed.incomplete);
    let blocks = parsed.body.blocks.iter();
    let names: Vec<_> = blocks.map(|block| (names(block), block.body.is_whole())).collect();
    let expected = [
        (vec!["resource", "a", "bad"], false),
        (vec!["resource", "a", "good"], true),
        (vec!["locals"], true),
    ];
    assert_eq!(names, expected);
    assert_eq!(under(text, parsed.errors[0].span), "}");
}

#[test]
fn what_is_no_object_hides_nothing_else() {
    let text = r#"{"resource": {"a": 3, "b": {"c": {}, "d": "x"}}}"#;
    let parsed = read(text);
    assert!(parsed.incomplete);
    let whole: Vec<_> = parsed.body.blocks.iter().map(|block| block.body.is_whole()).collect();
    assert_eq!(whole, [true, false]);
    let message = "an object is expected here, whose keys are the names of `resource` blocks";
    assert_eq!(errors(text)[0], ("3".to_owned(), message.to_owned()));
    assert_eq!(errors(text)[1].0, r#""x""#);
}

#[test]
fn a_second_property_of_the_name_is_refused() {
    let told = |text: &str| {
        let (under, message) = error(text);
        assert_eq!(message, "`x` is set twice");
        assert!(!read(text).incomplete);
        under
    };
    assert_eq!(told(r#"{"locals": {"x": 1, "x": 2}}"#), r#""x""#);
    assert_eq!(told(r#"{"locals": {"a": {"x": 1, "x": 2}}}"#), r#""x""#);
    assert_eq!(errors(r#"{"locals": {"a": 1}, "locals": {"b": {"//": 1}, "//": 1, "//": 2}}"#), []);
}

#[test]
fn a_comment_is_no_label() {
    let text = r#"{"//": 1, "output": {"//": "x", "o": {"//": [], "value": 1}}}"#;
    assert_eq!(
        error(text),
        (r#""//""#.to_owned(), "this is read as a `output` block named `//`".to_owned())
    );
    assert_eq!(read(text).body.blocks.len(), 1);
}

#[test]
fn what_is_no_json_is_told_where_it_is() {
    let cases = [
        ("", "", "the file is empty"),
        (" \n", "", "the file is empty"),
        (r#""x""#, r#""x""#, "the file is not a JSON object"),
        (r#"{"a": 1,}"#, ",", "trailing comma after the last element"),
        (r#"{"a": 1 "b": 2}"#, " ", "missing comma before this"),
        ("{\"a\": 1, // no\n}", "/", "JSON does not allow comments"),
        (r#"{"a": 'x'}"#, "'", "JSON strings need double quotes"),
        (r#"{"a": True}"#, "True", "`True` is not a JSON value"),
        (r#"{"a" 1}"#, "1", "missing `:` before this"),
        (r#"{"a": "x}"#, "\"", "unclosed string: no closing `\"`"),
        (r#"{"a": "\q"}"#, r"\q", r"`\q` is not a JSON escape sequence"),
        (r#"{"a": {"b": 1}"#, "{", "unclosed object: no closing `}`"),
        (r#"{"a": [1"#, "[", "unclosed array: no closing `]`"),
        ("{} {}", "{", "more text after the end of the JSON value"),
        (
            "{\"locals\": {\"a\": \"x\ny\"}}",
            "\n",
            "a JSON string has no control characters and no line breaks",
        ),
        (r#"{"resource": {}}"#, "{}", "this has no type of a `resource` block"),
        (
            r#"{"module": {"m": {"depends_on": ["${a.b}"]}}}"#,
            r#""${a.b}""#,
            "a template cannot be used here",
        ),
    ];
    for (text, under, message) in cases {
        assert_eq!(error(text), (under.to_owned(), message.to_owned()), "{text}");
    }
}

#[test]
fn a_byte_order_mark_is_refused_and_the_rest_is_read() {
    let text = "\u{feff}{\"locals\": {\"a\": 1}}";
    assert_eq!(error(text).1, "the file begins with a byte order mark");
    let parsed = read(text);
    assert!(!parsed.incomplete);
    assert_eq!(under(text, parsed.body.blocks[0].header), r#""locals""#);
}

#[test]
fn no_nesting_is_too_deep_for_the_stack() {
    for bomb in ["[".repeat(100_000), r#"{"a":"#.repeat(100_000), "[{\"a\":".repeat(100_000)] {
        let (_, message) = error(&bomb);
        assert!(message.contains("512 levels"), "{message}");
    }
    let deep = format!("{{\"locals\": {{\"a\": {}{}}}}}", "[".repeat(500), "]".repeat(500));
    assert!(errors(&deep).is_empty());
    let wide = format!("{{\"a\": \"${{{}\"}}", "(".repeat(100_000));
    assert!(!read(&wide.replace("\"a\"", "\"locals\"")).body.blocks[0].body.is_whole());
}

#[test]
fn variables_are_literal() {
    let text = r#"{"//": 1, "a": "${b}", "c": {"d": ["%{x"]}}"#;
    let parsed = parse_attributes(SourceId::PAGE, text);
    assert!(parsed.errors.is_empty());
    let names: Vec<_> = parsed.body.attributes.iter().map(|a| &*a.name.text).collect();
    assert_eq!(names, ["a", "c"]);
    assert!(
        matches!(&parsed.body.attributes[0].value.kind, ExprKind::String(text) if &**text == "${b}")
    );
    assert_eq!(parse_attributes(SourceId::PAGE, "[{}]").errors.len(), 1);
}
