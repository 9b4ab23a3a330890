//! The authorizers that security schemes declare.

use super::part::{Api, Given, certain, entries, get, given, place, text, upper};
use crate::value::{Argument, BlockValue, Data, Sequence, Text, Value};
use crate::world::Found;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where documents declare security schemes, by their version.
const SCHEMES: [&[&str]; 2] = [&["components", "securitySchemes"], &["securityDefinitions"]];

const EXTENSION: &str = "x-amazon-apigateway-authorizer";

type Taken = fn(&Value) -> Value;

/// The arguments of an authorizer of a REST API, with the properties that say them.
const REST: [(&str, &str, Taken); 7] = [
    ("type", "type", upper),
    ("authorizer_uri", "authorizerUri", Value::clone),
    ("authorizer_credentials", "authorizerCredentials", Value::clone),
    ("authorizer_result_ttl_in_seconds", "authorizerResultTtlInSeconds", Value::clone),
    ("identity_source", "identitySource", Value::clone),
    ("identity_validation_expression", "identityValidationExpression", Value::clone),
    ("provider_arns", "providerARNs", Value::clone),
];

/// The same of an HTTP API.
const HTTP: [(&str, &str, Taken); 7] = [
    ("authorizer_type", "type", upper),
    ("authorizer_uri", "authorizerUri", Value::clone),
    ("authorizer_credentials_arn", "authorizerCredentials", Value::clone),
    ("authorizer_result_ttl_in_seconds", "authorizerResultTtlInSeconds", Value::clone),
    ("authorizer_payload_format_version", "authorizerPayloadFormatVersion", text),
    ("enable_simple_responses", "enableSimpleResponses", Value::clone),
    ("identity_sources", "identitySource", list),
];

/// The security schemes of the document.
pub(super) fn schemes(api: &Api) -> Value {
    let known = SCHEMES.iter().find_map(|names| {
        let (last, before) = names.split_last()?;
        let mut value = api.root.clone();
        for name in before {
            value = get(&value, name)?.value.clone();
        }
        Some(get(&value, last)?.value.clone())
    });
    known.unwrap_or_else(Value::null)
}

/// The authorizers.
pub(super) fn all(api: &Api) -> Vec<Found> {
    let Some(schemes) = entries(&schemes(api)) else { return Vec::new() };
    let one = |(name, scheme): (&Arc<str>, &crate::value::Entry)| {
        let extension = get(&scheme.value, EXTENSION)?;
        let says = &extension.value;
        entries(says)?;
        let at = place(extension, place(scheme, api.by.header));
        let (r#type, properties) = if api.is_rest {
            ("aws_api_gateway_authorizer", REST)
        } else {
            ("aws_apigatewayv2_authorizer", HTTP)
        };
        let scheme_name = super::part::key(name, scheme.key.as_ref());
        let mut arguments = vec![api.id(), ("name", at, scheme_name)];
        let taken = |(name, property, take): &(&'static str, &str, Taken)| -> Option<Given> {
            let (name, key, value) = given(name, says, property, at)?;
            Some((name, key, take(&value)))
        };
        arguments.extend(properties.iter().filter_map(taken));
        let part: Arc<str> = format!("authorizer {name}").into();
        let mut block = api.block(r#type, &part, at, arguments);
        if let Some(jwt) = get(says, "jwtConfiguration") {
            let nested = jwt_configuration(&block, &jwt.value, place(jwt, at));
            block.blocks.insert("jwt_configuration".into(), nested);
        }
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

fn jwt_configuration(authorizer: &BlockValue, says: &Value, key: crate::source::Span) -> Argument {
    let argument = |name: &'static str| {
        let (name, key, value) = given(name, says, name, key)?;
        let argument = Argument { name: key, span: key, value, written_as_block: false };
        Some((Arc::from(name), argument))
    };
    let value = match entries(says) {
        Some(_) => {
            let nested = BlockValue {
                is_nested: true,
                header: key,
                span: key,
                arguments: ["audience", "issuer"].into_iter().filter_map(argument).collect(),
                blocks: BTreeMap::new(),
                ..authorizer.clone()
            };
            let nested = says.becomes(Data::Block(Arc::new(nested)));
            says.becomes(Data::Sequence(Sequence::List, Arc::new(vec![nested])))
        }
        None => Value::anything().at(says.origin.clone()),
    };
    Argument { name: key, span: key, value, written_as_block: false }
}
