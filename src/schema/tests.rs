//! The schemas that are there are read, and are what the provider's own dump says.

use super::{Attribute, NestedBlock, Nesting, Schema, Texts, of, read, types};
use crate::types::Constraint;
use std::collections::BTreeMap;
use std::io::Read;

#[test]
fn every_schema_is_read() {
    assert!(types().count() > 0);
    for (r#type, texts) in types() {
        let schema = read(&texts).unwrap_or_else(|error| panic!("{type}: {error}"));
        for (name, Attribute { r#type: of, .. }) in schema.argument.iter().chain(&schema.attribute)
        {
            assert!(Constraint::of_text(of).is_some(), "{type}: {name}: {of}");
        }
    }
}

#[test]
fn later_releases_are_laid_over() {
    let schema = of("aws_api_gateway_integration").unwrap();
    assert_eq!(schema.provider, "6.58.0");
    assert_eq!(schema.argument["timeout_milliseconds"].r#type, "number");
    assert_eq!(schema.argument["timeout_milliseconds"].since.as_deref(), Some("1.28.0"));
    assert_eq!(schema.argument["integration_target"].since.as_deref(), Some("6.25.0"));
    assert_eq!(schema.block["tls_config"].max(), Some(1));
    let deployment = of("aws_api_gateway_deployment").unwrap();
    assert!(deployment.attribute["invoke_url"].deprecated);
    assert_eq!(deployment.attribute["invoke_url"].until.as_deref(), Some("6.0.0"));
    assert_eq!(deployment.block["canary_settings"].until.as_deref(), Some("6.0.0"));
}

/// The dump beside the script that writes the schemas: see `fixtures/provider`.
#[allow(clippy::disallowed_methods, reason = "reads what is expected, not what is checked")]
fn dump() -> serde_json::Value {
    let file = std::fs::File::open("fixtures/provider/aws-5.100.0.json.gz").unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A type as the dump has it: `"string"`, `["list", "string"]`, `["object", { … }]`.
fn text_of(of: &serde_json::Value) -> String {
    match of {
        serde_json::Value::String(word) => word.clone(),
        serde_json::Value::Array(parts) if parts[0] == "object" => {
            let attributes = parts[1].as_object().unwrap().iter();
            let mut attributes: Vec<_> =
                attributes.map(|(name, of)| format!("{name} = {}", text_of(of))).collect();
            attributes.sort();
            format!("object({{ {} }})", attributes.join(", "))
        }
        serde_json::Value::Array(parts) => {
            format!("{}({})", parts[0].as_str().unwrap(), text_of(&parts[1]))
        }
        other => panic!("{other}"),
    }
}

type Attributes = BTreeMap<String, Attribute>;

fn assert_same(
    place: &str,
    dump: &serde_json::Value,
    arguments: &Attributes,
    exported: &Attributes,
    blocks: &BTreeMap<String, NestedBlock>,
) {
    let empty = serde_json::Map::new();
    let expected = dump["a"].as_object().unwrap_or(&empty);
    assert_eq!(expected.len(), arguments.len() + exported.len(), "{place}");
    for (name, said) in expected {
        let flags = said[0].as_str().unwrap();
        // The `id` that each type has looks optional; the provider refuses one that is written.
        let is_id = name == "id" && !place.contains('.');
        let can_be_written = flags.contains(['r', 'o']) && !is_id;
        let found = if can_be_written { arguments } else { exported };
        let found = found.get(name).unwrap_or_else(|| panic!("{place}.{name} is missing"));
        let letters = [
            ('r', found.required),
            ('c', found.computed || !can_be_written),
            ('s', found.sensitive),
            ('d', found.deprecated),
            ('w', found.write_only),
        ];
        for (letter, is) in letters {
            assert_eq!(flags.contains(letter), is, "{place}.{name}: {letter}");
        }
        assert_eq!(text_of(&said[1]), found.r#type, "{place}.{name}");
        assert!(found.since.is_none() && found.until.is_none(), "{place}.{name}");
    }
    let expected = dump["b"].as_object().unwrap_or(&empty);
    assert_eq!(expected.len(), blocks.len(), "{place}");
    for (name, said) in expected {
        let (place, found) = (format!("{place}.{name}"), &blocks[name]);
        let nesting = match found.nesting {
            Nesting::List => "list",
            Nesting::Set => "set",
            Nesting::Single => "single",
        };
        assert_eq!(said["nesting"], nesting, "{place}");
        assert_eq!(said["min"], found.min, "{place}");
        assert_eq!(said["max"], found.max.unwrap_or(0), "{place}");
        assert_same(&place, said, &found.argument, &found.attribute, &found.block);
    }
}

#[test]
fn the_schemas_are_what_the_provider_says() {
    let dump = dump();
    for (r#type, Texts { schema, .. }) in types() {
        let Schema { provider, argument, attribute, block } =
            read(&Texts { schema, releases: None }).unwrap();
        assert_eq!(dump["provider"], format!("hashicorp/aws {provider}"));
        assert_same(r#type, &dump["resources"][r#type], &argument, &attribute, &block);
    }
}
