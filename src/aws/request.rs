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
    /// In the place of the id stands this text, of which not all need be known.
    Text(Text),
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

    /// Whether every request to the API has it, or to the stage: `/*`, `/*/*/*`.
    pub(super) fn is_any(&self) -> bool {
        let is_open = |text: &str| text.ends_with('*') && text.chars().all(|c| "/*".contains(c));
        self.tail.as_known().is_some_and(is_open)
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
        !matches!(self, Self::Text(text) if text.as_known().is_none())
    }
}

/// The id that follows the account, and the rest.
fn by_hand(resource: &Text) -> Option<Request> {
    let (id, tail) = split_at_slash(resource);
    let api = match id.pieces() {
        [] => return None,
        [Piece::Unknown(Some(symbol))]
            if symbol.attribute_of(&["aws_apigatewayv2_api"]).is_some() =>
        {
            return None;
        }
        [Piece::Unknown(Some(symbol))] if symbol.attribute_of(&[REST_API]) == Some("id") => {
            Api::Rest(symbol.address.clone())
        }
        // A star takes what follows too.
        pieces if pieces.iter().any(is_pattern) => return None,
        _ => Api::Text(id),
    };
    Some(Request { api, tail })
}

fn is_pattern(piece: &Piece) -> bool {
    matches!(piece, Piece::Known(text) if text.contains(['*', '?', '$']))
}

/// What stands before the first slash that is known, and what from there on.
pub(super) fn split_at_slash(text: &Text) -> (Text, Text) {
    let mut before = Vec::new();
    for (position, piece) in text.pieces().iter().enumerate() {
        if let Piece::Known(known) = piece
            && let Some(at) = known.find('/')
        {
            let (end, start) = known.split_at(at);
            before.push(Piece::Known(end.into()));
            let rest = text.pieces().iter().skip(position + 1).cloned();
            let start = std::iter::once(Piece::Known(start.into()));
            return (Text::of(before), Text::of(start.chain(rest)));
        }
        before.push(piece.clone());
    }
    (Text::of(before), Text::of([]))
}
