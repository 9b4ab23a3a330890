//! What blocks are about, in a few words, for who looks at a file from above: `GET /orders → Lambda`.

use super::method::{METHOD, of_same_method};
use super::path::path_of;
use super::service::service;
use super::uri::is_lambda_uri;
use super::{INTEGRATION, ROUTE, SUBJECTS};
use crate::ask::Site;
use crate::convert::to_text_or_unknown;
use crate::source::Span;
use crate::value::{BlockValue, Data, Piece, Truth, Value, shortened};
use crate::world::{Filter, Wanted};
use std::sync::Arc;

/// APIs, with what of them is about the requests that they take, and the argument that names the API.
const APIS: [(&str, &str, &str); 2] = [
    ("aws_api_gateway_rest_api", METHOD, "rest_api_id"),
    ("aws_apigatewayv2_api", ROUTE, "api_id"),
];

/// The most of an address that is shown.
const MAX_ADDRESS: usize = 60;

/// A route of an API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Route {
    /// `GET /orders → Lambda`
    pub(crate) words: String,
    /// The header of the block that makes it.
    pub(crate) header: Span,
}

/// Which requests a block is about, and where they go; `None` of a block that is about something else.
pub(crate) fn route(block: &Arc<BlockValue>, site: &Site) -> Option<String> {
    let (request, integration) = match block.resource_type() {
        METHOD => (request(block, site), integration_of(block, site)),
        INTEGRATION => (request(block, site), Some(Arc::clone(block))),
        ROUTE => (shown(&block.written("route_key"))?, target(block, site)),
        _ => return None,
    };
    let target = integration.and_then(|integration| back_end(&integration));
    Some(match target {
        Some(target) => format!("{request} → {target}"),
        None => request,
    })
}

/// The routes of an API, also of one that is imported from a document, in the order of their paths; `None` of a block that
/// is not an API.
pub(crate) fn routes(api: &Arc<BlockValue>, site: &Site) -> Option<Vec<Route>> {
    let (_, of, by) = APIS.iter().find(|(r#type, ..)| *r#type == api.resource_type())?;
    let filter: Filter = vec![(Arc::from(*by), Wanted::Value(api.attribute("id")))];
    let matching = site.matching(of, &filter);
    let blocks = matching.blocks.iter();
    let route =
        |block: &Arc<BlockValue>| Some(Route { words: route(block, site)?, header: block.header });
    let mut routes: Vec<Route> = blocks.filter_map(route).collect();
    let path = |route: &Route| {
        route.words.split_once(' ').map(|(method, rest)| (rest.to_owned(), method.to_owned()))
    };
    routes.sort_by_cached_key(path);
    Some(routes)
}

/// `GET /orders`
fn request(block: &BlockValue, site: &Site) -> String {
    let method = shown(&block.written("http_method")).unwrap_or_else(|| "...".to_owned());
    let path = shown(&path_of(block, site)).unwrap_or_else(|| "...".to_owned());
    format!("{method} {path}")
}

fn integration_of(method: &BlockValue, site: &Site) -> Option<Arc<BlockValue>> {
    site.matching(INTEGRATION, &of_same_method(method)).blocks.first().cloned()
}

/// The integration that a route leads to: `integrations/${aws_apigatewayv2_integration.a.id}`.
fn target(route: &BlockValue, site: &Site) -> Option<Arc<BlockValue>> {
    let target = to_text_or_unknown(&route.written("target"))?;
    let symbol = target.pieces().iter().find_map(|piece| match piece {
        Piece::Unknown(Some(symbol)) if symbol.attribute_of(&SUBJECTS[1..]) == Some("id") => {
            Some(symbol)
        }
        _ => None,
    })?;
    site.world().block(&symbol.address)
}

/// Where an integration sends requests, in a word.
fn back_end(integration: &BlockValue) -> Option<String> {
    let [r#type, uri] = match integration.resource_type() {
        INTEGRATION => ["type", "uri"],
        _ => ["integration_type", "integration_uri"],
    };
    let r#type = shown(&integration.written(r#type));
    if r#type.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("MOCK")) {
        return Some("mock".to_owned());
    }
    let uri = integration.written(uri);
    if uri.is_null() == Truth::True || uri.is_sensitive() {
        return None;
    }
    let uri = to_text_or_unknown(&uri)?;
    let is_function = super::uri::function_attribute(&uri).is_some();
    if is_function || is_lambda_uri(&uri) == Truth::True {
        return Some("Lambda".to_owned());
    }
    if let Data::String(service) = &service(&uri).data {
        return service.as_known().map(str::to_owned);
    }
    Some(shortened(&uri.for_people(), MAX_ADDRESS))
}

/// A text as it is shown, as far as it is known.
fn shown(value: &Value) -> Option<String> {
    if value.is_null() == Truth::True || value.is_sensitive() {
        return None;
    }
    Some(to_text_or_unknown(value)?.for_people())
}
