//! What pages know of AWS and of its provider that no expression should spell. Nothing below knows it.

mod arn;
mod arn_form;
mod content_type;
mod context;
mod credentials;
#[cfg(test)]
mod decided;
mod exported;
mod findable;
mod function;
mod given;
mod http;
mod identity;
mod invoking;
mod lambda;
mod mapping;
mod method;
mod mock;
mod model;
mod openapi;
mod outline;
mod parameter;
mod path;
mod permission;
mod placeholder;
mod queue;
mod request;
mod response;
mod route;
mod service;
mod stage;
mod status;
mod subtype;
mod trust;
mod uri;
mod words;

pub(crate) use exported::{is_settled, missing_attribute, missing_type};
pub(crate) use mapping::is_mapping;
pub(crate) use openapi::{Alone, imported_api};
pub(crate) use outline::{Route, route, routes};
pub(crate) use stage::is_spoken_of;

use crate::ask::{Findable, Function, Knowledge, Words};
use crate::value::{BlockValue, Symbol};
use crate::world::{Facts, World};
use std::sync::Arc;

/// The resources that gatelint is about, and counts: integrations of both generations of APIs.
pub(crate) const SUBJECTS: [&str; 2] = [INTEGRATION, "aws_apigatewayv2_integration"];
/// What leads to an integration of an HTTP or WebSocket API.
pub(crate) const ROUTE: &str = "aws_apigatewayv2_route";
/// What the resource types of API Gateway begin with.
pub(crate) const PREFIXES: [&str; 2] = ["aws_api_gateway_", "aws_apigatewayv2_"];
/// An integration of a REST API.
const INTEGRATION: &str = "aws_api_gateway_integration";

const FAMILIES: &[&[Function]] = &[
    arn_form::FUNCTIONS,
    content_type::FUNCTIONS,
    context::FUNCTIONS,
    credentials::FUNCTIONS,
    function::FUNCTIONS,
    http::FUNCTIONS,
    lambda::FUNCTIONS,
    mapping::FUNCTIONS,
    method::FUNCTIONS,
    mock::FUNCTIONS,
    model::FUNCTIONS,
    openapi::FUNCTIONS,
    parameter::FUNCTIONS,
    path::FUNCTIONS,
    permission::FUNCTIONS,
    placeholder::FUNCTIONS,
    queue::FUNCTIONS,
    response::FUNCTIONS,
    service::FUNCTIONS,
    stage::FUNCTIONS,
    status::FUNCTIONS,
    subtype::FUNCTIONS,
    trust::FUNCTIONS,
    uri::FUNCTIONS,
];

/// What is known of AWS.
#[derive(Debug)]
pub(crate) struct Aws;

/// Who is asked to make a resource of that type; where there is no resource, what a document says.
pub(crate) fn service(r#type: &str) -> &'static str {
    if r#type.is_empty() || r#type.starts_with("aws_") || r#type.starts_with("openapi_") {
        "AWS"
    } else {
        "the provider"
    }
}

impl Knowledge for Aws {
    fn functions(&self) -> &'static [&'static [Function]] {
        FAMILIES
    }

    fn facts(&self) -> Facts {
        Facts {
            handing: given::HANDING,
            identifies: identity::identifies,
            imports: openapi::IMPORTS,
        }
    }

    fn assigns(&self, r#type: &str, argument: &str) -> bool {
        identity::is_assigned(r#type, argument)
    }

    fn is_never_empty(&self, symbol: &Symbol) -> bool {
        identity::is_never_empty(symbol)
    }

    fn is_known_after_apply(&self, symbol: &Symbol) -> bool {
        identity::is_known_after_apply(symbol)
    }

    fn found_by_name(&self, block: &Arc<BlockValue>, world: &World) -> Option<Findable> {
        findable::api(block, world)
    }

    fn words(&self, r#type: &str) -> Option<&'static Words> {
        words::WORDS.iter().find(|words| words.r#type == r#type)
    }

    /// What a function does with a name that it is told is to call another one.
    fn is_deaf(&self, r#type: &str) -> bool {
        r#type == "aws_lambda_function"
    }
}
