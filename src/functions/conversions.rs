//! Functions that change types, or catch what was refused.

use super::arguments::arg;
use super::{Answer, Function, Param};
use crate::convert::{Stop, convert_or_unknown};
use crate::value::{Data, Kind, Piece, Symbol, Type, Value};

const fn to(name: &'static str, compute: fn(&[Value]) -> Answer) -> Function {
    Function { name, params: &[Param::AnyOrNull], rest: None, result: None, compute }
}

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "can",
        params: &[Param::Caught],
        rest: None,
        result: Some(Kind::Bool),
        compute: can,
    },
    // Which values are ephemeral is not followed; none is that a linter knows.
    to("ephemeralasnull", |args| match arg(args, 0)? {
        value if value.is_wholly_known() => Ok(value.clone()),
        _ => Err(Stop::Unknown),
    }),
    // Which values are sensitive is not followed.
    Function { result: Some(Kind::Bool), ..to("issensitive", |_| Err(Stop::Unknown)) },
    to("nonsensitive", |args| arg(args, 0).cloned()),
    to("sensitive", |args| arg(args, 0).cloned()),
    to("tobool", |args| converted(args, &Type::Bool)),
    to("tolist", |args| converted(args, &Type::List(Box::new(Type::Dynamic)))),
    to("tomap", |args| converted(args, &Type::Map(Box::new(Type::Dynamic)))),
    to("tonumber", |args| converted(args, &Type::Number)),
    to("toset", |args| converted(args, &Type::Set(Box::new(Type::Dynamic)))),
    to("tostring", |args| converted(args, &Type::String)),
    Function {
        name: "try",
        params: &[],
        rest: Some(Param::Caught),
        result: None,
        compute: |args| Ok(first_certain(args)),
    },
];

fn converted(args: &[Value], to: &Type) -> Answer {
    convert_or_unknown(arg(args, 0)?, to)
}

fn can(args: &[Value]) -> Answer {
    let value = arg(args, 0)?;
    if value.is_refused() {
        return Ok(Value::bool(false));
    }
    // A part that is not known could still turn out to be refused.
    if value.is_wholly_known() { Ok(Value::bool(true)) } else { Err(Stop::Unknown) }
}

/// The first argument that is not refused.
fn first_certain(args: &[Value]) -> Value {
    match args.iter().find(|arg| !arg.is_refused()) {
        Some(first) if is_certain_to_evaluate(first) => first.clone(),
        // It may turn out to be refused, and so the next argument to count.
        Some(_) => Value::anything(),
        None => Value::refused(),
    }
}

/// Whether no unknown part of the value can turn out to be refused: the attribute of a resource is there, whatever its
/// value; the attribute of an unknown object may not be.
fn is_certain_to_evaluate(value: &Value) -> bool {
    let of_resource =
        |symbol: &Symbol| &*symbol.address.kind == "resource" && symbol.path.len() == 1;
    match &value.data {
        Data::String(text) => text.pieces().iter().all(|piece| match piece {
            Piece::Known(_) => true,
            Piece::Unknown(symbol) => symbol.as_deref().is_some_and(of_resource),
        }),
        Data::Unknown(unknown) => {
            !unknown.converted && unknown.symbol.as_deref().is_some_and(of_resource)
        }
        Data::Sequence(_, elements) => elements.iter().all(is_certain_to_evaluate),
        Data::Mapping(_, entries) => {
            entries.values().all(|entry| is_certain_to_evaluate(&entry.value))
        }
        _ => value.is_wholly_known(),
    }
}
