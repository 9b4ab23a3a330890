//! The authorizers that security schemes declare.

use super::part::{Api, Property, certain, entries, get, given, key, nest, place, text, upper};
use crate::value::{Data, Entry, Sequence, Text, Value};
use crate::world::Found;
use std::sync::Arc;

/// Where documents declare security schemes, by their version.
const SCHEMES: [&[&str]; 2] = [&["components", "securitySchemes"], &["securityDefinitions"]];

const EXTENSION: &str = "x-amazon-apigateway-authorizer";

/// The arguments of an authorizer of a REST API, with the properties that say them.
const REST: [Property; 7] = [
    ("type", "type", upper),
    ("authorizer_uri", "authorizerUri", Value::clone),
    ("authorizer_credentials", "authorizerCredentials", Value::clone),
    ("authorizer_result_ttl_in_seconds", "authorizerResultTtlInSeconds", Value::clone),
    ("identity_source", "identitySource", Value::clone),
    ("identity_validation_expression", "identityValidationExpression", Value::clone),
    ("provider_arns", "providerARNs", Value::clone),
];

/// The same of an HTTP API.
const HTTP: [Property; 7] = [
    ("authorizer_type", "type", upper),
    ("authorizer_uri", "authorizerUri", Value::clone),
    ("authorizer_credentials_arn", "authorizerCredentials", Value::clone),
    ("authorizer_result_ttl_in_seconds", "authorizerResultTtlInSeconds", Value::clone),
    ("authorizer_payload_format_version", "authorizerPayloadFormatVersion", text),
    ("enable_simple_responses", "enableSimpleResponses", Value::clone),
    ("identity_sources", "identitySource", list),
];

/// What `jwtConfiguration` says.
const JWT_CONFIGURATION: [Property; 2] =
    [("audience", "audience", Value::clone), ("issuer", "issuer", Value::clone)];

/// The security schemes of the document.
pub(super) fn schemes(api: &Api) -> Value {
    let section = SCHEMES.iter().find_map(|names| api.section(names));
    section.cloned().unwrap_or_else(Value::null)
}

/// The authorizers.
pub(super) fn all(api: &Api) -> Vec<Found> {
    let Some(schemes) = entries(&schemes(api)) else { return Vec::new() };
    let one = |(name, scheme): (&Arc<str>, &Entry)| {
        let extension = get(&scheme.value, EXTENSION)?;
        let says = &extension.value;
        entries(says)?;
        let at = place(extension, place(scheme, api.by.header));
        let (r#type, properties) = if api.is_rest {
            ("aws_api_gateway_authorizer", REST)
        } else {
            ("aws_apigatewayv2_authorizer", HTTP)
        };
        let mut arguments = vec![api.id(), ("name", at, key(name, scheme.key.as_ref()))];
        arguments.extend(given(&properties, says, at));
        let part: Arc<str> = format!("authorizer {name}").into();
        let mut block = api.block(r#type, &part, at, arguments);
        nest(&mut block, "jwt_configuration", ("jwtConfiguration", &JWT_CONFIGURATION), says);
        Some(certain(block))
    };
    schemes.iter().filter_map(one).collect()
}

/// A list that is written as a text with commas.
fn list(value: &Value) -> Value {
    let Some(text) = value.as_str() else {
        return match value.data {
            Data::Sequence(..) => value.clone(),
            _ => Value::anything().at(value.origin.clone()),
        };
    };
    let one = |part: &str| value.becomes(Data::String(Text::known(part.trim())));
    let elements = text.split(',').map(one).collect();
    value.becomes(Data::Sequence(Sequence::List, Arc::new(elements)))
}
