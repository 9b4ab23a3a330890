//! What a document says of the whole API.

use super::authorizer::schemes;
use super::operation::Operation;
use super::part::{Api, Property, at, certain, entries, given, key, place, strings, text};
use crate::document::Document;
use crate::value::{Data, Entry, Truth, Value};
use crate::world::Found;
use std::sync::Arc;

/// What pages about documents see.
pub(super) fn block(api: &Api, document: &Document, operations: &[Operation]) -> Found {
    let here = api.by.arguments.get("body").map_or(api.by.header, |body| body.span);
    let here = at(api.root).unwrap_or(here);
    let arguments = vec![
        api.id(),
        ("api", api.by.header, Value::new(Data::Block(Arc::clone(api.by)))),
        ("document", here, api.root.clone()),
        ("is_encoded", here, Value::bool(document.is_encoded)),
        ("schemes", here, schemes(api)),
        ("models", here, models(api)),
        ("operations", here, Value::tuple(operations.iter().map(Operation::named).collect())),
        ("references", here, Value::tuple(references(api))),
    ];
    certain(api.block("openapi_document", &"".into(), here, arguments))
}

/// Where documents declare models, by their version.
const MODELS: [&[&str]; 2] = [&["definitions"], &["components", "schemas"]];

/// The models of the document.
fn models(api: &Api) -> Value {
    let mut sections = MODELS.iter().filter_map(|names| api.section(names));
    let models = sections.find(|models| entries(models).is_some());
    models.cloned().unwrap_or_else(Value::null)
}

/// The references in the document: what each says, whether it stands in a model, and whether it leads to something.
/// Examples are no part of the document.
fn references(api: &Api) -> Vec<Value> {
    let mut found = Vec::new();
    let mut rest = vec![(api.root, false)];
    while let Some((value, is_in_model)) = rest.pop() {
        match &value.data {
            Data::Sequence(_, elements) => {
                rest.extend(elements.iter().map(|element| (element, is_in_model)));
            }
            Data::Mapping(_, entries) => {
                for (key, entry) in entries.iter() {
                    let is_text = matches!(entry.value.data, Data::String(_));
                    match &**key {
                        "$ref" if is_text => found.push(reference(api, &entry.value, is_in_model)),
                        "example" | "examples" | "default" | "enum" => {}
                        // A property may be named like that.
                        key => {
                            let is_models = ["schemas", "definitions", "schema"].contains(&key);
                            rest.push((&entry.value, is_in_model || is_models));
                        }
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn reference(api: &Api, to: &Value, is_in_model: bool) -> Value {
    let entry = |name: &str, value: Value| (Arc::from(name), Entry { key: None, value });
    let leads = match to.as_str() {
        Some(text) if text.starts_with("#/") => api.leads(text),
        _ => Truth::Unknown,
    };
    let entries = [
        entry("to", to.clone()),
        entry("is_in_model", Value::bool(is_in_model)),
        entry("leads", Value::truth(leads)),
    ];
    Value::object(entries.into_iter().collect())
}

/// The arguments of a gateway response, with the properties that say them.
const GATEWAY_RESPONSE: [Property; 3] = [
    ("status_code", "statusCode", text),
    ("response_parameters", "responseParameters", strings),
    ("response_templates", "responseTemplates", strings),
];

/// The gateway responses of a REST API.
pub(super) fn gateway_responses(api: &Api) -> Vec<Found> {
    let section = api.section(&["x-amazon-apigateway-gateway-responses"]).and_then(entries);
    let Some(responses) = section.filter(|_| api.is_rest) else { return Vec::new() };
    let one = |(name, entry): (&Arc<str>, &Entry)| {
        let says = api.resolved(&entry.value);
        entries(&says)?;
        let here = place(entry, api.by.header);
        let mut arguments = vec![api.id(), ("response_type", here, key(name, entry.key.as_ref()))];
        arguments.extend(given(&GATEWAY_RESPONSE, &says, here));
        let part: Arc<str> = format!("gateway response {name}").into();
        let block = api.block("aws_api_gateway_gateway_response", &part, here, arguments);
        Some(certain(block))
    };
    responses.iter().filter_map(one).collect()
}
