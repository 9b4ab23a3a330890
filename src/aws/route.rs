//! Whether the ARN of requests, which may have `*` and `?` in it, meets the method and the path of an integration.

use super::path::path_of;
use super::request::{Request, STAGE};
use crate::ask::Site;
use crate::convert::to_text_or_unknown;
use crate::value::{BlockValue, Piece, Symbol, Text};

/// A part of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Char(char),
    One,
    /// Any text without a slash: a stage, a method, a parameter.
    Segment,
    /// Any text: a star, a parameter that takes all that follows, or what is not known.
    Any,
}

/// Patterns that are longer together are taken to meet.
const MAX_LENGTH: usize = 4_000;

/// What the ARNs of some requests have behind the API: the stage, the method and the path.
pub(super) struct Route(Vec<Token>);

impl Route {
    /// Those that an ARN is for.
    pub(super) fn of_request(request: &Request, site: &Site) -> Self {
        let stage: &[Token] =
            if request.missing() == 2 { &[Token::Char('/'), Token::Segment] } else { &[] };
        Self([stage, &tokens(&request.tail, site)].concat())
    }

    /// Those to the integration's method.
    pub(super) fn of_integration(integration: &BlockValue, site: &Site) -> Self {
        let mut route = vec![Token::Char('/'), Token::Segment, Token::Char('/')];
        match to_text_or_unknown(&integration.written("http_method")) {
            Some(method) if method.as_known() != Some("ANY") => route.extend(tokens(&method, site)),
            _ => route.push(Token::Segment),
        }
        let path = to_text_or_unknown(&path_of(integration, site));
        route.extend(path.map_or_else(|| vec![Token::Any], |path| tokens(&path, site)));
        Self(route)
    }

    /// Whether some request may be of both. A slash at the end is not told from none.
    pub(super) fn may_meet(&self, other: &Self) -> bool {
        let (one, other) = (&self.0, &other.0);
        let with_slash = |tokens: &[Token]| [tokens, &[Token::Char('/')]].concat();
        !end_differently(one, other)
            && (meet(one, other) || meet(&with_slash(one), other) || meet(one, &with_slash(other)))
    }
}

/// Whether it is plain from the characters that they end with that nothing is of both, slashes at the end aside: most are
/// told apart by the name of the last resource.
fn end_differently(one: &[Token], other: &[Token]) -> bool {
    fn ends(tokens: &[Token]) -> impl Iterator<Item = &Token> {
        tokens.iter().rev().skip_while(|token| **token == Token::Char('/'))
    }
    let are_equal = |(one, other): (&Token, &Token)| match (one, other) {
        (Token::Char(a), Token::Char(b)) => Some(a == b),
        _ => None,
    };
    ends(one).zip(ends(other)).map_while(are_equal).any(|are_equal| !are_equal)
}

fn tokens(text: &Text, site: &Site) -> Vec<Token> {
    let mut found = Vec::new();
    for piece in text.pieces() {
        match piece {
            Piece::Known(known) => found.extend(known_tokens(known)),
            Piece::Unknown(symbol) => match symbol.as_deref().and_then(|symbol| path(symbol, site))
            {
                Some(path) => found.extend(path.pieces().iter().flat_map(|piece| match piece {
                    Piece::Known(known) => known_tokens(known),
                    Piece::Unknown(_) => vec![Token::Any],
                })),
                None => found.push(Token::Any),
            },
        }
    }
    found
}

/// The path of the resource whose `path` is referred to.
fn path(symbol: &Symbol, site: &Site) -> Option<Text> {
    let is_path = symbol.attribute_of(&["aws_api_gateway_resource"]) == Some("path")
        && symbol.attribute_of(&[STAGE]).is_none();
    let block = site.world().block(&symbol.address).filter(|_| is_path)?;
    to_text_or_unknown(&path_of(&block, site))
}

/// A parameter in braces stands for any segment, and with a plus sign for all that follow.
fn known_tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = text.chars();
    // The text behind the last one.
    let unclosed = text.rfind('}').map_or(text.len(), |last| text.len() - last - 1);
    while let Some(c) = rest.next() {
        match c {
            '*' => found.push(Token::Any),
            '?' => found.push(Token::One),
            '{' if rest.as_str().len() > unclosed => {
                let name: String = rest.by_ref().take_while(|c| *c != '}').collect();
                let more = if name.ends_with('+') { Token::Any } else { Token::Segment };
                // It is never empty.
                found.extend([Token::One, more]);
            }
            c => found.push(Token::Char(c)),
        }
    }
    found
}

/// Whether there is a text that both patterns match.
fn meet(one: &[Token], other: &[Token]) -> bool {
    if one.len() + other.len() > MAX_LENGTH {
        return true;
    }
    let is_open = |token: &Token| matches!(token, Token::Any | Token::Segment);
    let is_empty = |rest: &[Token]| rest.iter().all(is_open);
    // Whether the rest of `one` meets each rest of `other`, the empty one first.
    let mut met: Vec<bool> = rests(other).map(is_empty).collect();
    for (a, rest) in one.iter().rev().zip(rests(one).skip(1)) {
        let mut row = vec![is_empty(rest)];
        for (b, without) in other.iter().rev().zip(met.windows(2)) {
            let (&[neither, not_one], Some(&not_other)) = (without, row.last()) else {
                return true;
            };
            row.push(match (*a, *b) {
                (Token::Segment, Token::Char('/')) => not_one,
                (Token::Char('/'), Token::Segment) => not_other,
                (Token::Any | Token::Segment, _) | (_, Token::Any | Token::Segment) => {
                    not_one || not_other
                }
                (Token::Char(a), Token::Char(b)) if a != b => false,
                _ => neither,
            });
        }
        met = row;
    }
    met.last().copied().unwrap_or(true)
}

/// The ends of a pattern, from the empty one to the whole.
fn rests(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    (0..=tokens.len()).rev().filter_map(|from| tokens.get(from..))
}

#[cfg(test)]
mod tests {
    use super::{Route, known_tokens, meet};

    #[test]
    fn patterns_meet_where_one_text_matches_both() {
        let meets = |one: &str, other: &str| {
            let (one, other) = (known_tokens(one), known_tokens(other));
            let met = meet(&one, &other);
            assert!(!met || Route(one).may_meet(&Route(other)));
            met
        };
        for (one, other) in [
            ("/*", "/*/GET/orders"),
            ("/*/*", "/*/GET/orders/{id}"),
            ("/*/GET/orders", "/*/GET/orders"),
            ("/*/GET/orders/{id}", "/*/GET/orders/{order}"),
            ("/*/*/orders/*", "/*/*/orders/{id}"),
            ("/prod/POST/a?c", "/*/POST/abc"),
            ("/*/GET/orders/7", "/*/GET/orders/{id}"),
            ("/*/GET/basket", "/{stage}/{method}/orders/{proxy+}"),
            ("/*/GET/orders/a/b", "/{stage}/GET/{proxy+}"),
            ("*", ""),
            ("", ""),
        ] {
            assert!(meets(one, other) && meets(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("/*/GET/basket", "/*/GET/orders"),
            ("/*/POST/orders", "/*/GET/orders"),
            ("/*/GET/orders/*", "/{stage}/GET/orders"),
            ("/*/GET/order", "/*/GET/orders"),
            ("/*/GET/order?", "/*/GET/order"),
            ("/*/GET/basket", "/{stage}/{method}/orders/{id}"),
            ("/*/POST/orders/", "/{stage}/{method}/orders/{id}"),
            ("/*/GET/{id}", "/{stage}/POST/orders/{id}"),
            ("a", ""),
        ] {
            assert!(!meets(one, other) && !meets(other, one), "{one} {other}");
        }
    }
}
