//! Functions on strings. They compute on partly known strings where the answer does not depend on the rest.

use super::{ANY, Function};
use crate::convert::{to_number, to_text, to_text_or_unknown};
use crate::value::{Data, Kind, Piece, Text, Truth, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "endswith",
        arity: (2, 2),
        result: Some(Kind::Bool),
        compute: |a| test(a, Text::ends_with),
    },
    Function { name: "format", arity: (1, ANY), result: Some(Kind::String), compute: format },
    Function { name: "join", arity: (2, ANY), result: Some(Kind::String), compute: join },
    Function {
        name: "lower",
        arity: (1, 1),
        result: Some(Kind::String),
        compute: |a| map(a, str::to_lowercase),
    },
    Function { name: "replace", arity: (3, 3), result: Some(Kind::String), compute: replace },
    Function { name: "split", arity: (2, 2), result: Some(Kind::Sequence), compute: split },
    Function {
        name: "startswith",
        arity: (2, 2),
        result: Some(Kind::Bool),
        compute: |a| test(a, Text::starts_with),
    },
    Function {
        name: "strcontains",
        arity: (2, 2),
        result: Some(Kind::Bool),
        compute: |a| test(a, Text::contains),
    },
    Function { name: "substr", arity: (3, 3), result: Some(Kind::String), compute: substr },
    Function {
        name: "title",
        arity: (1, 1),
        result: Some(Kind::String),
        compute: |_| Some(some_string()),
    },
    Function { name: "trimprefix", arity: (2, 2), result: Some(Kind::String), compute: trimprefix },
    Function { name: "trimspace", arity: (1, 1), result: Some(Kind::String), compute: trimspace },
    Function { name: "trimsuffix", arity: (2, 2), result: Some(Kind::String), compute: trimsuffix },
    Function {
        name: "upper",
        arity: (1, 1),
        result: Some(Kind::String),
        compute: |a| map(a, str::to_uppercase),
    },
];

fn some_string() -> Value {
    Value::unknown(crate::value::Unknown::of(Kind::String))
}

fn string(text: Text) -> Value {
    Value::new(Data::String(text))
}

/// The wholly known text of an argument.
fn known(args: &[Value], position: usize) -> Option<String> {
    to_text(args.get(position)?)?.as_known().map(str::to_owned)
}

fn test(args: &[Value], holds: fn(&Text, &str) -> Truth) -> Option<Value> {
    let needle = known(args, 1)?;
    Some(Value::truth(holds(&to_text(args.first()?)?, &needle)))
}

fn map(args: &[Value], change: fn(&str) -> String) -> Option<Value> {
    Some(string(to_text(args.first()?)?.map_pieces(change)))
}

fn trimprefix(args: &[Value]) -> Option<Value> {
    let (text, prefix) = (to_text(args.first()?)?, known(args, 1)?);
    match text.starts_with(&prefix) {
        Truth::False => Some(string(text)),
        Truth::True => {
            let rest = |(position, piece): (usize, &Piece)| match piece {
                Piece::Known(known) if position == 0 => {
                    Piece::Known(known.get(prefix.len()..).unwrap_or("").into())
                }
                piece => piece.clone(),
            };
            Some(string(Text::of(text.pieces().iter().enumerate().map(rest))))
        }
        Truth::Unknown => None,
    }
}

fn trimsuffix(args: &[Value]) -> Option<Value> {
    let (text, suffix) = (to_text(args.first()?)?, known(args, 1)?);
    let last = text.pieces().len().saturating_sub(1);
    match text.ends_with(&suffix) {
        Truth::False => Some(string(text)),
        Truth::True => {
            let rest = |(position, piece): (usize, &Piece)| match piece {
                Piece::Known(known) if position == last => {
                    Piece::Known(known.strip_suffix(suffix.as_str()).unwrap_or(known).into())
                }
                piece => piece.clone(),
            };
            Some(string(Text::of(text.pieces().iter().enumerate().map(rest))))
        }
        Truth::Unknown => None,
    }
}

fn trimspace(args: &[Value]) -> Option<Value> {
    Some(Value::string(known(args, 0)?.trim()))
}

fn replace(args: &[Value]) -> Option<Value> {
    let (text, from, to) = (known(args, 0)?, known(args, 1)?, known(args, 2)?);
    // `/pattern/` is a regular expression in Go's syntax, which is not computed here.
    if from.len() > 1 && from.starts_with('/') && from.ends_with('/') {
        return Some(some_string());
    }
    Some(Value::string(text.replace(&from, &to)))
}

fn substr(args: &[Value]) -> Option<Value> {
    let text = known(args, 0)?;
    let (offset, length) = (to_number(args.get(1)?)?.as_i64()?, to_number(args.get(2)?)?.as_i64()?);
    if !text.is_ascii() {
        // Terraform counts grapheme clusters.
        return Some(some_string());
    }
    let size = i64::try_from(text.len()).ok()?;
    let start = if offset < 0 { (size + offset).max(0) } else { offset.min(size) };
    let end = if length < 0 { size } else { start.saturating_add(length).min(size) };
    text.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?).map(Value::string)
}

fn split(args: &[Value]) -> Option<Value> {
    let (separator, text) = (known(args, 0)?, known(args, 1)?);
    let parts: Vec<Value> = match (text.is_empty(), separator.is_empty()) {
        (true, _) => vec![Value::string("")],
        (_, true) => text.chars().map(|c| Value::string(c.to_string())).collect(),
        _ => text.split(separator.as_str()).map(Value::string).collect(),
    };
    Some(Value::new(Data::Sequence(crate::value::Sequence::List, parts.into())))
}

fn join(args: &[Value]) -> Option<Value> {
    let separator = Piece::Known(known(args, 0)?.into());
    let mut pieces = Vec::new();
    for list in args.get(1..)? {
        let Data::Sequence(_, elements) = &list.data else { return None };
        for element in elements.iter() {
            if !pieces.is_empty() {
                pieces.push(separator.clone());
            }
            let text = to_text_or_unknown(element)?;
            // An empty text keeps its place: the separator after it counts.
            pieces.push(Piece::Known("".into()));
            pieces.extend(text.pieces().iter().cloned());
        }
    }
    Some(string(Text::of(pieces)))
}

/// `%s`, `%d`, `%v` of primitive values and `%%`; any other verb, or a flag, is not computed here.
fn format(args: &[Value]) -> Option<Value> {
    let pattern = known(args, 0)?;
    let mut values = args.get(1..)?.iter();
    let mut pieces = Vec::new();
    let mut rest = pattern.as_str();
    while let Some((literal, after)) = rest.split_once('%') {
        pieces.push(Piece::Known(literal.into()));
        let verb = after.chars().next()?;
        rest = after.get(verb.len_utf8()..)?;
        match verb {
            '%' => pieces.push(Piece::Known("%".into())),
            's' | 'v' => {
                pieces.extend(to_text_or_unknown(values.next()?)?.pieces().iter().cloned());
            }
            'd' => match values.next()? {
                value if matches!(value.data, Data::Unknown(_)) => {
                    pieces.push(Piece::Unknown(None));
                }
                value => pieces.push(Piece::Known(to_number(value)?.as_i64()?.to_string().into())),
            },
            _ => return Some(some_string()),
        }
    }
    pieces.push(Piece::Known(rest.into()));
    values.next().is_none().then(|| string(Text::of(pieces)))
}
