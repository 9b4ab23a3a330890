//! The host and the port of an HTTP back end.
//!
//! Of an address that is put together a piece that is not known is taken to hold no more than what stands in its place: the
//! one between `://` and a known colon is a host, the one after that colon a port.

use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Kind, Piece, Text, Truth, Value};
use std::net::{Ipv4Addr, Ipv6Addr};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "parse_uri.port",
        doc: "the port that it names, or `null`",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: None,
        compute: |args, _| Ok(port(args)),
    },
    Function {
        name: "parse_uri.is_private",
        doc: "whether the internet has no way to its host",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(is_private(args)),
    },
];

/// What follows the scheme, up to the path. What in it only the deployed API knows is an unknown piece too.
struct Authority {
    host: Text,
    /// `None` where there is certainly no port.
    port: Option<Text>,
}

/// The port that the address names, `null` if it names none; unknown for what is not an HTTP address.
fn port(args: &[Value]) -> Value {
    let Some(authority) = args.first().and_then(authority) else { return Value::anything() };
    match authority.port.as_ref().map(Text::as_known) {
        None | Some(Some("")) => Value::null(),
        Some(digits) => digits
            .and_then(|digits| digits.parse::<i64>().ok())
            .map_or_else(Value::anything, Value::number),
    }
}

fn is_private(args: &[Value]) -> Value {
    let host = args.first().and_then(authority).map(|authority| authority.host);
    Value::truth(host.as_ref().and_then(Text::as_known).map_or(Truth::Unknown, |host| {
        let host = host.trim_end_matches('.').to_ascii_lowercase();
        Truth::from(is_private_host(&host))
    }))
}

/// Whether the internet has no way to that host: a name or an address for use within a machine or a network.
fn is_private_host(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    if let Ok(address) = bare.parse::<Ipv4Addr>() {
        return address.is_private()
            || address.is_loopback()
            || address.is_link_local()
            || address.is_unspecified();
    }
    if let Ok(address) = bare.parse::<Ipv6Addr>() {
        return address.is_loopback()
            || address.is_unspecified()
            || address.is_unique_local()
            || address.is_unicast_link_local();
    }
    host == "localhost" || host.ends_with(".localhost")
}

fn authority(value: &Value) -> Option<Authority> {
    let text = to_text_or_unknown(value)?;
    let pieces = pieces(&text)?;
    let (before, after) = split_at_port(&pieces);
    let is_open = before.iter().any(|piece| matches!(piece, Piece::Unknown(_)));
    let port = match after {
        Some(port) => Some(Text::of(port)),
        // What stands for a host may bring its port along.
        None if is_open => Some(Text::of([Piece::Unknown(None)])),
        None => None,
    };
    Some(Authority { host: Text::of(before), port })
}

/// The pieces between `://` and the path, without a user's name. `None` if the text does not begin as an HTTP address.
fn pieces(text: &Text) -> Option<Vec<Piece>> {
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| text.prefix().to_ascii_lowercase().starts_with(scheme))?;
    let mut pieces = Vec::new();
    for (position, piece) in text.pieces().iter().enumerate() {
        let Piece::Known(known) = piece else {
            pieces.push(piece.clone());
            continue;
        };
        let known = known.get(if position == 0 { scheme.len() } else { 0 }..)?;
        let end = known.find(['/', '?', '#']);
        let mut own = known.get(..end.unwrap_or(known.len()))?;
        if let Some((_, host)) = own.rsplit_once('@') {
            pieces.clear();
            own = host;
        }
        push_known(&mut pieces, own);
        if end.is_some() {
            break;
        }
    }
    Some(pieces)
}

/// Stage variables and path placeholders of API Gateway are not known here.
fn push_known(pieces: &mut Vec<Piece>, mut text: &str) {
    while let Some((before, rest)) = text.split_once('{') {
        pieces.push(Piece::Known(before.trim_end_matches('$').into()));
        pieces.push(Piece::Unknown(None));
        text = rest.split_once('}').map_or("", |(_, after)| after);
    }
    pieces.push(Piece::Known(text.into()));
}

/// The pieces before and after the colon of the port. The colons of an IPv6 address stand in brackets.
fn split_at_port(pieces: &[Piece]) -> (Vec<Piece>, Option<Vec<Piece>>) {
    for (position, piece) in pieces.iter().enumerate() {
        let Piece::Known(known) = piece else { continue };
        let from = known.find(']').unwrap_or(0);
        let is_bracketed = known.contains('[') && from == 0;
        let colon = known.get(from..).and_then(|rest| rest.find(':')).map(|colon| from + colon);
        let Some(colon) = colon.filter(|_| !is_bracketed) else { continue };
        let (before, after) = known.split_at(colon);
        let (mut head, tail) = (pieces.to_vec(), pieces.get(position + 1..).unwrap_or_default());
        head.truncate(position);
        head.push(Piece::Known(before.into()));
        let first = std::iter::once(Piece::Known(after.trim_start_matches(':').into()));
        return (head, Some(first.chain(tail.iter().cloned()).collect()));
    }
    (pieces.to_vec(), None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::test::text;

    fn value(pattern: &str) -> Value {
        Value::new(crate::value::Data::String(text(pattern)))
    }

    /// The port, `-` for none, `?` for unknown.
    fn port_of(pattern: &str) -> String {
        let port = port(&[value(pattern)]);
        match crate::convert::to_number(&port) {
            Some(number) => number.to_string(),
            None if port.is_null() == Truth::True => "-".to_owned(),
            None => "?".to_owned(),
        }
    }

    #[test]
    fn the_port_is_what_follows_the_host() {
        for (address, port) in [
            ("http://example.com:8080/x", "8080"),
            ("HTTPS://example.com:99", "99"),
            ("http://example.com/a:99", "-"),
            ("http://example.com#:99", "-"),
            ("http://example.com:/x", "-"),
            ("http://user:1@example.com:81/x", "81"),
            ("http://[fd00::1]:81/x", "81"),
            ("http://[fd00::1]/x", "-"),
            ("http://?:81/x", "81"),
            ("http://a.?.com:81/x", "81"),
            ("http://${stageVariables.host}:81/x", "81"),
            ("http://{host}:81/{path}", "81"),
            ("http://{host}.${stageVariables.zone}:81/{path}", "81"),
        ] {
            assert_eq!(port_of(address), port, "{address}");
        }
    }

    #[test]
    fn what_may_bring_a_port_along_is_not_decided() {
        for address in [
            "http://?/x",
            "http://example.com:?/x",
            "http://example.com:8?/x",
            "http://${stageVariables.host}/x",
            "http://example.com:${stageVariables.port}/x",
            "http://{host}/x",
            "?:81/x",
            "ftp://example.com:81",
            "http://example.com:http/",
        ] {
            assert_eq!(port_of(address), "?", "{address}");
        }
    }

    #[test]
    fn a_private_host_is_known_by_its_name_or_address() {
        let is_private = |pattern: &str| is_private(&[value(pattern)]).as_truth();
        for address in [
            "http://localhost:?/x",
            "http://LOCALHOST",
            "http://127.0.0.1/",
            "http://10.1.2.3:8080/x",
            "https://172.16.0.1/",
            "http://192.168.1.1#x",
            "http://169.254.169.254/latest",
            "http://[::1]:80/",
            "http://[fd12::1]/",
            "http://api.localhost./",
        ] {
            assert_eq!(is_private(address), Truth::True, "{address}");
        }
        for address in ["http://172.32.0.1/", "https://example.com", "http://10.example.com/"] {
            assert_eq!(is_private(address), Truth::False, "{address}");
        }
        for address in [
            "http://10.0.0.?/",
            "http://?/",
            "http://${stageVariables.host}/",
            "http://{host}/",
            "http://{host}.${stageVariables.zone}.localhost/",
            "10.0.0.1",
        ] {
            assert_eq!(is_private(address), Truth::Unknown, "{address}");
        }
    }
}
