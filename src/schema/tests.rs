//! The schemas that gatelint comes with can be opened, and are what the provider's own dump says.

use super::{Attribute, Body, Nesting, Schema, Schemas};
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

#[test]
fn later_releases_are_laid_over() {
    let schemas = Schemas::builtin();
    let schema = schemas.of("aws_api_gateway_integration").unwrap();
    assert_eq!(&*schema.provider, "6.58.0");
    let argument = &schema.body.argument;
    assert_eq!(&*argument["timeout_milliseconds"].r#type, "number");
    assert_eq!(argument["timeout_milliseconds"].since.as_deref(), Some("1.28.0"));
    assert_eq!(argument["integration_target"].since.as_deref(), Some("6.25.0"));
    assert_eq!(schema.body.block["tls_config"].max(), Some(1));
    let deployment = schemas.of("aws_api_gateway_deployment").unwrap();
    let attribute = &deployment.body.attribute["invoke_url"];
    assert!(attribute.deprecated);
    assert_eq!(attribute.until.as_deref(), Some("6.0.0"));
    assert_eq!(deployment.body.block["canary_settings"].until.as_deref(), Some("6.0.0"));
}

#[test]
fn each_folder_of_a_type_is_known() {
    let schemas = Schemas::builtin();
    assert!(schemas.types().contains("aws_api_gateway_integration"));
    assert!(!schemas.types().contains("aws_vpc") && schemas.of("aws_vpc").is_some());
    assert!(schemas.types().into_iter().all(|r#type| schemas.of(r#type).is_some()));
    assert!(schemas.of("data.aws_region").is_some() && schemas.of("aws_region").is_none());
}

#[test]
fn a_written_schema_is_read_strictly() {
    let text = "provider = \"1.2.0\"\nargument \"a\" {\n  type = \"map(string)\"\n  required = true\n}\n\
        block \"b\" {\n  nesting = \"list\"\n  max = 1\n  attribute \"c\" {\n    type = \"bool\"\n  }\n}\n";
    let schema = Schema::read(text).unwrap();
    assert!(schema.body.argument["a"].required);
    assert!(schema.body.argument["a"].as_type().is_some());
    assert!(schema.body.block["b"].body().attribute.contains_key("c"));
    for (from, to, under) in [
        ("\"map(string)\"", "\"mop\"", "argument \"a\""),
        ("required", "needed", "needed"),
        ("required = true", "required = 1", "1"),
        ("nesting = \"list\"", "nesting = \"lost\"", "\"lost\""),
        ("  nesting = \"list\"\n", "", "block \"b\""),
        ("attribute \"c\"", "attribute", "attribute"),
        ("provider = \"1.2.0\"", "", ""),
    ] {
        let text = text.replace(from, to);
        let fault = Schema::read(&text).unwrap_err();
        assert_eq!(&text[fault.range], under, "{}", fault.message);
    }
}

/// The dump beside the script that writes the schemas: see `fixtures/provider`.
#[allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "reads what is expected")]
fn dump() -> serde_json::Value {
    let file = std::fs::File::open("fixtures/provider/aws-5.100.0.json.gz").unwrap();
    let mut text = String::new();
    flate2::read::GzDecoder::new(file).read_to_string(&mut text).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// A type as the dump has it: `"string"`, `["list", "string"]`, `["object", { … }]`.
fn text_of(of: &serde_json::Value) -> String {
    match of {
        serde_json::Value::String(word) if word == "dynamic" => "any".to_owned(),
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

/// How many attributes and blocks are the same.
fn assert_same(place: &str, dump: &serde_json::Value, found: &Body) -> usize {
    let Body { argument: arguments, attribute: exported, block: blocks } = found;
    let empty = serde_json::Map::new();
    let mut count = arguments.len() + exported.len();
    let expected = dump["a"].as_object().unwrap_or(&empty);
    assert_eq!(expected.len(), arguments.len() + exported.len(), "{place}");
    for (name, said) in expected {
        let flags = said[0].as_str().unwrap();
        // The `id` that each resource has looks optional; the provider refuses one that is written.
        let is_id = name == "id" && flags == "oc" && !place.contains('.');
        let can_be_written = flags.contains(['r', 'o']) && !is_id;
        let found: &BTreeMap<Arc<str>, Attribute> =
            if can_be_written { arguments } else { exported };
        let found = found.get(name.as_str()).unwrap_or_else(|| panic!("{place}.{name} is missing"));
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
        assert_eq!(text_of(&said[1]), *found.r#type, "{place}.{name}");
    }
    let expected = dump["b"].as_object().unwrap_or(&empty);
    assert_eq!(expected.len(), blocks.len(), "{place}");
    for (name, said) in expected {
        let (place, found) = (format!("{place}.{name}"), &blocks[name.as_str()]);
        let nesting = match found.nesting {
            Nesting::List => "list",
            Nesting::Set => "set",
            Nesting::Single => "single",
        };
        assert_eq!(said["nesting"], nesting, "{place}");
        count += 1;
        assert_eq!(said["min"], found.min, "{place}");
        assert_eq!(said["max"], found.max.unwrap_or(0), "{place}");
        count += assert_same(&place, said, found.body());
    }
    count
}

#[test]
fn the_schemas_are_what_the_provider_says() {
    let (dump, schemas) = (dump(), Schemas::builtin());
    let mut count = 0;
    for (kind, before) in [("resources", ""), ("data", "data.")] {
        for (r#type, said) in dump[kind].as_object().unwrap() {
            // What other releases have is laid over.
            if schemas.types().contains(&**r#type) && kind == "resources" {
                continue;
            }
            let schema = schemas.of(&format!("{before}{type}")).unwrap();
            assert_eq!(dump["provider"], format!("hashicorp/aws {}", schema.provider));
            count += assert_same(&format!("{before}{type}"), said, &schema.body);
        }
    }
    assert!(count > 130_000, "{count}");
}
