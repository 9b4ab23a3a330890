//! The ARN of requests to an API: `arn:aws:execute-api:region:account:api-id/stage/METHOD/path`.

use super::arn::Arn;
use crate::value::{Address, Piece, Symbol, Text, Truth};

pub(super) const REST_API: &str = "aws_api_gateway_rest_api";
pub(super) const STAGE: &str = "aws_api_gateway_stage";
/// Of version 5 of the provider and before.
pub(super) const DEPLOYMENT: &str = "aws_api_gateway_deployment";

/// Whose requests they are.
pub(super) enum Api {
    /// Those of the REST API of that block.
    Rest(Address),
    /// Those of the stage, or of the deployment that makes a stage, of that block.
    Stage(Address),
    /// In the place of the id stands this text.
    Known(String),
    /// In the place of the id stands what this attribute or variable turns out to be.
    Symbol(Symbol),
    /// In the place of the id stands something else.
    Unknown,
}

/// An ARN, taken apart where the API or its stage ends.
pub(super) struct Request {
    pub(super) api: Api,
    /// What follows.
    pub(super) tail: Text,
}

pub(super) fn first_symbol(text: &Text) -> Option<&Symbol> {
    match text.pieces().first() {
        Some(Piece::Unknown(symbol)) => symbol.as_deref(),
        _ => None,
    }
}

impl Request {
    /// `None` of what is no such ARN, of that of another kind of API, and where its parts are not told apart.
    pub(super) fn of(text: &Text) -> Option<Self> {
        if let Some(symbol) = first_symbol(text) {
            let address = symbol.address.clone();
            let is_of = |types: &[&str]| symbol.attribute_of(types) == Some("execution_arn");
            let api = match () {
                () if is_of(&[REST_API]) => Api::Rest(address),
                () if is_of(&[STAGE, DEPLOYMENT]) => Api::Stage(address),
                () => return None,
            };
            return Some(Self { api, tail: Text::of(text.pieces().get(1..)?.iter().cloned()) });
        }
        let arn = Arn::of(text);
        if Arn::is_arn(text).and(arn.has_service("execute-api")) != Truth::True {
            return None;
        }
        by_hand(arn.resource()?)
    }

    /// How many segments a request has behind what is named.
    pub(super) fn missing(&self) -> usize {
        if matches!(self.api, Api::Stage(_)) { 2 } else { 3 }
    }
}

impl Api {
    /// Whether it is certainly a REST API.
    pub(super) fn is_rest(&self) -> bool {
        matches!(self, Self::Rest(_) | Self::Stage(_))
    }

    /// Whether nothing but the id stands in its place.
    pub(super) fn is_certain(&self) -> bool {
        !matches!(self, Self::Symbol(_) | Self::Unknown)
    }
}

/// The id, and what follows the account otherwise.
fn by_hand(resource: &Text) -> Option<Request> {
    let [first, rest @ ..] = resource.pieces() else { return None };
    let is_end = match rest.first() {
        None => true,
        Some(Piece::Known(next)) => next.starts_with('/'),
        Some(Piece::Unknown(_)) => false,
    };
    match first {
        Piece::Known(known) => {
            let end = known.find('/').or_else(|| rest.is_empty().then_some(known.len()))?;
            let (id, tail) = known.split_at(end);
            // A star takes what follows too.
            let is_one = !id.is_empty() && !id.contains(['*', '?', '$']);
            let tail = std::iter::once(Piece::Known(tail.into())).chain(rest.iter().cloned());
            is_one.then(|| Request { api: Api::Known(id.to_owned()), tail: Text::of(tail) })
        }
        Piece::Unknown(symbol) if is_end => {
            let api = match symbol.as_deref() {
                Some(symbol) if symbol.attribute_of(&["aws_apigatewayv2_api"]).is_some() => {
                    return None;
                }
                Some(symbol) if symbol.attribute_of(&[REST_API]) == Some("id") => {
                    Api::Rest(symbol.address.clone())
                }
                Some(symbol) => Api::Symbol(symbol.clone()),
                None => Api::Unknown,
            };
            Some(Request { api, tail: Text::of(rest.iter().cloned()) })
        }
        Piece::Unknown(_) => None,
    }
}
