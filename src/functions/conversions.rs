//! Functions that change types, or catch what was refused.

use super::arguments::arg;
use super::{Answer, Function, Parameter};
use crate::convert::{Stop, convert_or_unknown};
use crate::value::{Kind, Sensitive, Type, Value};

const fn to(name: &'static str, doc: &'static str, compute: fn(&[Value]) -> Answer) -> Function {
    Function { name, doc, parameters: &[Parameter::ANY_OR_NULL], rest: None, result: None, compute }
}

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "can",
        doc: "whether the expression can be evaluated",
        parameters: &[Parameter::CAUGHT],
        rest: None,
        result: Some(Kind::Bool),
        compute: can,
    },
    // Which values are ephemeral is not followed, but those of variables that are have the mark of sensitive ones.
    to("ephemeralasnull", "the value, `null` in the place of what is ephemeral", |args| match arg(
        args, 0,
    )? {
        value if value.is_wholly_known() && value.sensitive == Sensitive::No => Ok(value.clone()),
        _ => Err(Stop::Unknown),
    }),
    Function {
        result: Some(Kind::Bool),
        ..to("issensitive", "whether the value is sensitive", is_sensitive)
    },
    to("nonsensitive", "the value, shown", |args| arg(args, 0).cloned()),
    to("sensitive", "the value, not shown", |args| arg(args, 0).cloned()),
    to("tobool", "the value as a truth", |args| converted(args, &Type::Bool)),
    to("tolist", "the value as a list", |args| {
        converted(args, &Type::List(Box::new(Type::Dynamic)))
    }),
    to("tomap", "the value as a map", |args| converted(args, &Type::Map(Box::new(Type::Dynamic)))),
    to("tonumber", "the value as a number", |args| converted(args, &Type::Number)),
    to("toset", "the value as a set", |args| converted(args, &Type::Set(Box::new(Type::Dynamic)))),
    to("tostring", "the value as a text", |args| converted(args, &Type::String)),
    Function {
        name: "try",
        doc: "the first of the expressions that can be evaluated",
        parameters: &[],
        rest: Some(Parameter::CAUGHT),
        result: None,
        compute: |args| Ok(first_certain(args)),
    },
];

fn converted(args: &[Value], to: &Type) -> Answer {
    convert_or_unknown(arg(args, 0)?, to)
}

fn is_sensitive(args: &[Value]) -> Answer {
    match arg(args, 0)? {
        value if value.is_sensitive() => Ok(Value::bool(true)),
        value if value.is_wholly_known() => Ok(Value::bool(false)),
        _ => Err(Stop::Unknown),
    }
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
        Some(first) if first.is_certain_to_evaluate() => first.clone(),
        // It may turn out to be refused, and so the next argument to count.
        Some(_) => Value::anything(),
        None => Value::refused(),
    }
}
