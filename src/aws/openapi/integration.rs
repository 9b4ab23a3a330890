//! What operations are integrated with.

use super::operation::Operation;
use super::part::{
    Api, Given, Property, certain, entries, given, key, nest, nest_each, strings, text, upper,
};
use crate::source::Span;
use crate::value::{Entry, Value};
use crate::world::Found;
use std::sync::Arc;

/// The arguments of an integration of a REST API, with the properties that say them.
const REST: [Property; 13] = [
    ("type", "type", upper),
    ("integration_http_method", "httpMethod", Value::clone),
    ("uri", "uri", Value::clone),
    ("credentials", "credentials", Value::clone),
    ("connection_type", "connectionType", upper),
    ("connection_id", "connectionId", Value::clone),
    ("request_parameters", "requestParameters", strings),
    ("request_templates", "requestTemplates", strings),
    ("passthrough_behavior", "passthroughBehavior", upper),
    ("content_handling", "contentHandling", upper),
    ("cache_key_parameters", "cacheKeyParameters", Value::clone),
    ("timeout_milliseconds", "timeoutInMillis", Value::clone),
    ("response_transfer_mode", "responseTransferMode", upper),
];

/// The same of an HTTP API.
const HTTP: [Property; 10] = [
    ("integration_type", "type", upper),
    ("integration_method", "httpMethod", Value::clone),
    ("integration_uri", "uri", Value::clone),
    ("credentials_arn", "credentials", Value::clone),
    ("connection_type", "connectionType", upper),
    ("connection_id", "connectionId", Value::clone),
    ("request_parameters", "requestParameters", strings),
    ("integration_subtype", "integrationSubtype", Value::clone),
    ("payload_format_version", "payloadFormatVersion", text),
    ("timeout_milliseconds", "timeoutInMillis", Value::clone),
];

/// What `tlsConfig` says, of both.
const TLS_CONFIG: [Property; 2] = [
    ("insecure_skip_verification", "insecureSkipVerification", Value::clone),
    ("server_name_to_verify", "serverNameToVerify", Value::clone),
];

/// The integration of an operation, if the document says what it is.
pub(super) fn of(api: &Api, operation: &Operation) -> Option<Found> {
    let says = &operation.integration;
    entries(says)?;
    let at = operation.integration_at();
    let (r#type, properties) = if api.is_rest {
        ("aws_api_gateway_integration", &REST[..])
    } else {
        ("aws_apigatewayv2_integration", &HTTP[..])
    };
    let mut arguments = if api.is_rest { operation.key(api) } else { vec![api.id()] };
    arguments.extend(given(properties, says, at));
    let mut block = api.block(r#type, &operation.part, at, arguments);
    nest(&mut block, "tls_config", ("tlsConfig", &TLS_CONFIG), says);
    if !api.is_rest {
        nest_each(&mut block, "response_parameters", "responseParameters", says, of_status);
    }
    Some(certain(block))
}

/// What is changed of the responses of one status, by an HTTP API.
fn of_status(status: &Arc<str>, entry: &Entry, place: Span) -> [Given; 2] {
    let status = key(status, entry.key.as_ref());
    [("status_code", place, status), ("mappings", place, strings(&entry.value))]
}
