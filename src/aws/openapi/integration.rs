//! What operations are integrated with.

use super::operation::Operation;
use super::part::{Api, Given, at, certain, entries, get, given, place, strings, text, upper};
use crate::source::Span;
use crate::value::{Argument, BlockValue, Data, Sequence, Value};
use crate::world::Found;
use std::sync::Arc;

/// How a property is taken over.
type Taken = fn(&Value) -> Value;

/// The arguments of an integration of a REST API, with the properties that say them.
const REST: [(&str, &str, Taken); 13] = [
    ("type", "type", upper),
    ("integration_http_method", "httpMethod", as_it_is),
    ("uri", "uri", as_it_is),
    ("credentials", "credentials", as_it_is),
    ("connection_type", "connectionType", upper),
    ("connection_id", "connectionId", as_it_is),
    ("request_parameters", "requestParameters", strings),
    ("request_templates", "requestTemplates", strings),
    ("passthrough_behavior", "passthroughBehavior", upper),
    ("content_handling", "contentHandling", upper),
    ("cache_key_parameters", "cacheKeyParameters", as_it_is),
    ("timeout_milliseconds", "timeoutInMillis", as_it_is),
    ("response_transfer_mode", "responseTransferMode", upper),
];

/// The same of an HTTP API.
const HTTP: [(&str, &str, Taken); 10] = [
    ("integration_type", "type", upper),
    ("integration_method", "httpMethod", as_it_is),
    ("integration_uri", "uri", as_it_is),
    ("credentials_arn", "credentials", as_it_is),
    ("connection_type", "connectionType", upper),
    ("connection_id", "connectionId", as_it_is),
    ("request_parameters", "requestParameters", strings),
    ("integration_subtype", "integrationSubtype", as_it_is),
    ("payload_format_version", "payloadFormatVersion", text),
    ("timeout_milliseconds", "timeoutInMillis", as_it_is),
];

fn as_it_is(value: &Value) -> Value {
    value.clone()
}

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
    let taken = |(name, property, take): &(&'static str, &str, Taken)| -> Option<Given> {
        let (name, key, value) = given(name, says, property, at)?;
        Some((name, key, take(&value)))
    };
    arguments.extend(properties.iter().filter_map(taken));
    let mut block = api.block(r#type, &operation.part, at, arguments);
    if let Some(entry) = get(says, "tlsConfig") {
        let nested = tls_config(&block, &entry.value, place(entry, at));
        block.blocks.insert("tls_config".into(), nested);
    }
    Some(certain(block))
}

/// The nested block that the property stands for.
fn tls_config(integration: &BlockValue, says: &Value, key: Span) -> Argument {
    let properties = [
        ("insecure_skip_verification", "insecureSkipVerification"),
        ("server_name_to_verify", "serverNameToVerify"),
    ];
    let argument = |(name, property): (&'static str, &str)| {
        let (name, key, value) = given(name, says, property, key)?;
        let argument = Argument { name: key, span: key, value, written_as_block: false };
        Some((Arc::from(name), argument))
    };
    let value = match entries(says) {
        Some(_) => {
            let nested = BlockValue {
                is_nested: true,
                header: key,
                span: at(says).unwrap_or(key),
                arguments: properties.into_iter().filter_map(argument).collect(),
                blocks: std::collections::BTreeMap::new(),
                ..integration.clone()
            };
            let nested = says.becomes(Data::Block(Arc::new(nested)));
            says.becomes(Data::Sequence(Sequence::List, Arc::new(vec![nested])))
        }
        None => Value::anything().at(says.origin.clone()),
    };
    Argument { name: key, span: key, value, written_as_block: false }
}
