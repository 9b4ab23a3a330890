//! The responses of methods and of integrations.

use super::operation::{Operation, is_absent};
use super::part::{
    Api, Property, at, certain, entries, get, given, key, place, strings, text, upper,
};
use crate::value::{Data, Entries, Entry, Value};
use crate::world::Found;
use std::sync::Arc;

const OF_METHOD: &str = "aws_api_gateway_method_response";
const OF_INTEGRATION: &str = "aws_api_gateway_integration_response";

/// The arguments of the response of an integration, with the properties that say them.
const PROPERTIES: [Property; 4] = [
    ("status_code", "statusCode", text),
    ("response_parameters", "responseParameters", strings),
    ("response_templates", "responseTemplates", strings),
    ("content_handling", "contentHandling", upper),
];

/// The responses that a method declares, one for each status.
pub(super) fn of_method(api: &Api, operation: &Operation) -> Vec<Found> {
    if !api.is_rest {
        return Vec::new();
    }
    let Some(responses) = operation.responses(api) else {
        return vec![operation.any(api, OF_METHOD)];
    };
    let mut found = Vec::new();
    for (code, response) in responses {
        // Of one for all other codes it is not known which status the import gives it.
        if code.as_str().is_none_or(|code| !code.starts_with(|c: char| c.is_ascii_digit())) {
            found.push(operation.any(api, OF_METHOD));
            continue;
        }
        let place = at(&code).unwrap_or(operation.at);
        let mut arguments = operation.key(api);
        arguments.push(("status_code", place, code));
        arguments.push(("response_parameters", place, headers(&response)));
        arguments.push(("response_models", place, Value::anything()));
        found.push(certain(api.block(OF_METHOD, &operation.part, place, arguments)));
    }
    found
}

/// The headers of a response as what a method response declares.
fn headers(response: &Value) -> Value {
    let Some(_) = entries(response) else { return Value::anything() };
    let Some(headers) = get(response, "headers") else { return Value::null() };
    let Some(named) = entries(&headers.value) else {
        return if is_absent(&headers.value) { Value::null() } else { Value::anything() };
    };
    let declared = named.iter().map(|(name, entry)| {
        let declared = format!("method.response.header.{name}").into();
        (declared, Entry { key: entry.key.clone(), value: Value::bool(true) })
    });
    Value::object(declared.collect::<Entries>()).at(headers.value.origin.clone())
}

/// The responses of an integration, by the patterns that choose them.
pub(super) fn of_integration(api: &Api, operation: &Operation) -> Vec<Found> {
    let says = &operation.integration;
    if !api.is_rest || entries(says).is_none() {
        let is_open = api.is_rest && matches!(says.data, Data::Unknown(_));
        return is_open.then(|| operation.any(api, OF_INTEGRATION)).into_iter().collect();
    }
    let Some(responses) = get(says, "responses") else { return Vec::new() };
    let around = place(responses, operation.integration_at());
    let Some(responses) = entries(&api.resolved(&responses.value)) else {
        return vec![operation.any(api, OF_INTEGRATION)];
    };
    let one = |(pattern, entry): (&Arc<str>, &Entry)| {
        let response = api.resolved(&entry.value);
        if entries(&response).is_none() {
            return operation.any(api, OF_INTEGRATION);
        }
        let here = place(entry, around);
        let mut arguments = operation.key(api);
        if &**pattern != "default" {
            arguments.push(("selection_pattern", here, key(pattern, entry.key.as_ref())));
        }
        arguments.extend(given(&PROPERTIES, &response, here));
        certain(api.block(OF_INTEGRATION, &operation.part, here, arguments))
    };
    responses.iter().map(one).collect()
}
