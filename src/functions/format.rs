//! `format` and `formatlist`.

use super::arguments::{fits, known, list, may_make, may_take, string};
use super::verb::{self, Part};
use super::{Answer, Function, Parameter};
use crate::convert::Stop;
use crate::value::{Data, Kind, Piece, Text, Type, Unknown, Value};

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "format",
        doc: "a text by a pattern, as `printf` makes it",
        parameters: &[Parameter::STRING],
        rest: Some(Parameter::ANY_OR_NULL),
        result: Some(Kind::String),
        compute: |args| {
            let values = args.get(1..).unwrap_or_default();
            if values.iter().any(is_untyped_null) {
                return Err(Stop::Unknown);
            }
            format(&verb::parse(&known(args, 0)?)?, values).map(string)
        },
    },
    Function {
        name: "formatlist",
        doc: "the same for each element of lists",
        parameters: &[Parameter::STRING],
        rest: Some(Parameter::ANY_OR_NULL),
        result: Some(Kind::Sequence),
        compute: formatlist,
    },
];

/// The text that the parts make of the values.
fn format(parts: &[Part], values: &[Value]) -> Result<Text, Stop> {
    let mut pieces = Vec::new();
    let mut highest = 0;
    let mut length = 0;
    for part in parts {
        fits(length)?;
        match part {
            Part::Literal(text) => {
                length += text.len();
                pieces.push(Piece::Known(text.as_str().into()));
            }
            Part::Verb(verb) => {
                highest = highest.max(verb.argument);
                let value = verb.argument.checked_sub(1).and_then(|position| values.get(position));
                let made = verb.format(value.ok_or(Stop::Refused)?)?;
                length += made.iter().map(Piece::room).sum::<usize>();
                pieces.extend(made);
            }
        }
    }
    // Terraform refuses values that no verb takes.
    if highest < values.len() {
        return Err(Stop::Refused);
    }
    if values.iter().any(is_untyped_null) {
        return Err(Stop::Unknown);
    }
    Ok(Text::of(pieces))
}

/// Terraform does not format a `null` of which it does not know the type: it takes the result for unknown, and does not
/// look at the format.
fn is_untyped_null(value: &Value) -> bool {
    matches!(value.data, Data::Null) && value.typed.is_none()
}

fn formatlist(args: &[Value]) -> Answer {
    let pattern = known(args, 0)?;
    let values = args.get(1..).unwrap_or_default();
    let mut length = None;
    for value in values {
        if let Data::Sequence(_, elements) = &value.data
            && *length.get_or_insert(elements.len()) != elements.len()
        {
            return Err(Stop::Refused);
        }
        // It may turn out to be a list, or a value that stands for each.
        if let Data::Unknown(unknown) = &value.data
            && unknown.kind.is_none_or(|kind| kind == Kind::Sequence)
        {
            return Err(Stop::Unknown);
        }
    }
    if values.iter().any(is_untyped_null) {
        return Err(Stop::Unknown);
    }
    let parts = verb::parse(&pattern);
    let mut results = Vec::new();
    may_make(length.unwrap_or(1))?;
    for position in 0..length.unwrap_or(1) {
        may_take(1 + values.len())?;
        let own = values.iter().map(|value| match &value.data {
            Data::Sequence(_, elements) => elements.get(position).cloned().ok_or(Stop::Refused),
            _ => Ok(value.clone()),
        });
        let own = own.collect::<Result<Vec<Value>, Stop>>()?;
        results.push(match format(parts.as_deref().map_err(|stop| *stop)?, &own) {
            Ok(text) => string(text),
            Err(Stop::Unknown) => Value::unknown(Unknown::of(Kind::String)),
            Err(Stop::Refused) => return Err(Stop::Refused),
        });
    }
    Ok(list(results, Type::String))
}
