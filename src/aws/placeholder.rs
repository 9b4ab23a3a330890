//! Placeholders in the `uri` of an integration, `{id}`: API Gateway puts the value of a mapping in their place.

use crate::ask::Function;
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::{Data, Kind, Piece, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "has_placeholder",
        doc: "whether a name stands in braces",
        parameters: &[Parameter::ANY_OR_NULL, Parameter::STRING.named("name")],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(has_placeholder(args)),
    },
    Function {
        name: "parse_uri.placeholders",
        doc: "the names in braces that are certainly there, with the `+` of `{proxy+}`",
        parameters: &[Parameter::ANY_OR_NULL.named("uri")],
        rest: None,
        result: None,
        compute: |args, _| Ok(placeholders(args)),
    },
];

/// What is known of the placeholders of a text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Placeholders {
    names: Vec<String>,
    /// There may be others in what is not known.
    may_be_more: bool,
}

/// Where in the text one is.
enum Place {
    Outside {
        /// What stands before is not known, and may end in `$`.
        after_unknown: bool,
        after_dollar: bool,
    },
    /// After `{`; `None` where the name is not all known.
    Name(Option<String>),
    /// After `${`: that is a stage variable.
    StageVariable,
}

const OUTSIDE: Place = Place::Outside { after_unknown: false, after_dollar: false };

/// The names of the placeholders that are certainly in the text, each once, with the `+` of a greedy one.
fn placeholders(args: &[Value]) -> Value {
    let Some(value) = args.first() else { return Value::refused() };
    let found = of(value).map(|found| found.names).unwrap_or_default();
    Value::tuple(found.into_iter().map(Value::string).collect())
}

/// Whether the text has a placeholder of that name, greedy or not.
fn has_placeholder(args: &[Value]) -> Value {
    let [value, name] = args else { return Value::refused() };
    let (Some(found), Some(name)) = (of(value), name.as_str()) else {
        return Value::truth(Truth::Unknown);
    };
    let is_there = found.names.iter().any(|found| found.trim_end_matches('+') == name);
    Value::truth(match (is_there, found.may_be_more) {
        (false, true) => Truth::Unknown,
        _ => Truth::from(is_there),
    })
}

fn of(value: &Value) -> Option<Placeholders> {
    match value.data {
        Data::Null => Some(Placeholders::default()),
        _ => to_text_or_unknown(value).map(|text| scan(&text)),
    }
}

fn scan(text: &Text) -> Placeholders {
    let mut found = Placeholders::default();
    let mut place = OUTSIDE;
    for piece in text.pieces() {
        let Piece::Known(known) = piece else {
            found.may_be_more = true;
            place = match place {
                Place::Outside { .. } => {
                    Place::Outside { after_unknown: true, after_dollar: false }
                }
                Place::Name(_) => Place::Name(None),
                Place::StageVariable => Place::StageVariable,
            };
            continue;
        };
        place = known.chars().fold(place, |place, c| found.step(place, c));
    }
    found
}

impl Placeholders {
    fn step(&mut self, place: Place, c: char) -> Place {
        match (place, c) {
            (Place::Outside { after_dollar: true, .. }, '{') => Place::StageVariable,
            (Place::Outside { after_unknown, .. }, '{') => {
                Place::Name((!after_unknown).then(String::new))
            }
            (Place::Name(_), '{') => Place::Name(Some(String::new())),
            (Place::Outside { .. }, c) => {
                Place::Outside { after_unknown: false, after_dollar: c == '$' }
            }
            (Place::Name(name), '}') => {
                self.names.extend(name.filter(|name| is_name(name) && !self.names.contains(name)));
                OUTSIDE
            }
            (Place::StageVariable, '}') => OUTSIDE,
            (Place::Name(name), c) => {
                Place::Name(name.map(|name| name + c.encode_utf8(&mut [0; 4])))
            }
            (Place::StageVariable, _) => Place::StageVariable,
        }
    }
}

/// The characters of a parameter's name, and the `+` of a greedy one.
fn is_name(text: &str) -> bool {
    let name = text.strip_suffix('+').unwrap_or(text);
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "._$-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a?b` is `a`, an unknown piece, `b`.
    fn scanned(pattern: &str) -> (Vec<String>, bool) {
        let known = |part: &str| Piece::Known(part.into());
        let mut parts = pattern.split('?').map(known);
        let first = parts.next().unwrap();
        let rest = parts.flat_map(|part| [Piece::Unknown(None), part]);
        let found = scan(&Text::of(std::iter::once(first).chain(rest)));
        (found.names, found.may_be_more)
    }

    #[test]
    fn names_in_braces_are_placeholders() {
        for (text, names) in [
            ("https://example.com/{id}/{id}/x{proxy+}&q={q.a-b}", vec!["id", "proxy+", "q.a-b"]),
            ("https://${stageVariables.host}/{id}", vec!["id"]),
            ("https://example.com/${stageVariables.id}", vec![]),
            ("https://example.com/{}/{a b}/{{id}/{\"a\":1}/{open", vec!["id"]),
        ] {
            assert_eq!(scanned(text).0, names, "{text}");
            assert!(!scanned(text).1, "{text}");
        }
    }

    #[test]
    fn what_is_not_known_may_hold_others_and_change_what_follows() {
        assert_eq!(scanned("?/{id}"), (vec!["id".to_owned()], true));
        assert_eq!(scanned("https://example.com/{?}"), (vec![], true));
        assert_eq!(scanned("https://example.com/{a?}/{id}"), (vec!["id".to_owned()], true));
        assert_eq!(scanned("?{id}"), (vec![], true));
        assert_eq!(scanned("${stageVariables.?}/{id}"), (vec!["id".to_owned()], true));
    }
}
