//! What is written in a block, apart from what it evaluates to.

use super::{Function, Site, arg, block};
use crate::convert::Stop;
use crate::functions::{Answer, Parameter};
use crate::source::Span;
use crate::syntax::{Reference, Taken};
use crate::value::{Data, Entries, Entry, Kind, Origin, Sequence, Truth, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "is_known",
        doc: "whether all of a value is known here: only to say how early a mistake shows, never whether it is one",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::Bool),
        compute: is_known,
    },
    Function {
        name: "is_literal",
        doc: "whether a value was written where it is used, and not taken from elsewhere",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::Bool),
        compute: is_literal,
    },
    Function {
        name: "resource_type",
        doc: "the type of a resource, or of the one that a reference such as `to` of an `import` block names",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: None,
        compute: resource_type,
    },
    Function {
        name: "written.references",
        doc: "the references that are written, each with its `.path` (`data.aws_region.here.name`, with `[]` for an index) and its `.last` name",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: Some(Kind::Sequence),
        compute: references,
    },
];

/// Whether all of the value is known here. It says nothing of what Terraform will know when it plans: a rule asks only to
/// say how early a mistake shows.
fn is_known(args: &[Value], _: &Site) -> Answer {
    Ok(Value::bool(arg(args, 0)?.is_wholly_known()))
}

/// Whether the value was written as it is, and not taken from elsewhere.
fn is_literal(args: &[Value], _: &Site) -> Answer {
    let value = arg(args, 0)?;
    Ok(Value::truth(match (&value.data, &value.origin) {
        // A value that is not known has been taken from somewhere.
        (Data::Unknown(_), _) => Truth::False,
        (_, Some(origin)) => Truth::from(origin.from.is_none()),
        (_, None) => Truth::Unknown,
    }))
}

/// The references in a block: the path of each, and its last name.
fn references(args: &[Value], site: &Site) -> Answer {
    let block = block(args, 0)?;
    let module = site.module().module;
    let position = module.position_of(&block.address);
    let at_position = position.and_then(|position| module.block(position));
    let written = at_position
        .filter(|written| written.span == block.span)
        .or_else(|| module.of_kind(&block.address.kind).find(|written| written.span == block.span));
    let mut references = written.ok_or(Stop::Unknown)?.references();
    references.sort_by_key(|reference| reference.span.start);
    let found = references.iter().map(value).collect();
    Ok(Value::new(Data::Sequence(Sequence::Tuple, Arc::new(found))))
}

fn value(reference: &Reference) -> Value {
    let mut path = reference.root.to_owned();
    for step in &reference.steps {
        match step {
            Taken::Name(name) => path.extend([".", name]),
            Taken::Index => path.push_str("[]"),
            Taken::Splat => path.push_str("[*]"),
        }
    }
    let whole = reference.span;
    let last = match reference.steps.last() {
        Some(Taken::Name(name)) => {
            let end = whole.end as usize;
            let span = Span::new(whole.source, end.saturating_sub(name.len()), end);
            Value::string(*name).at(Some(Origin::written(span)))
        }
        _ => Value::null(),
    };
    let path = Value::string(path).at(Some(Origin::written(whole)));
    let entry = |(name, value): (&str, Value)| (Arc::from(name), Entry { key: None, value });
    Value::object([("path", path), ("last", last)].map(entry).into_iter().collect::<Entries>())
}

/// The type of a resource, or of the resource that a whole reference names; `null` if it is no resource.
fn resource_type(args: &[Value], _: &Site) -> Answer {
    let value = arg(args, 0)?;
    let address = match &value.data {
        Data::Block(block) => Some(&block.address),
        _ => value.symbol().filter(|symbol| symbol.path.is_empty()).map(|symbol| &symbol.address),
    };
    match address.filter(|address| &*address.kind == "resource") {
        Some(address) => {
            let r#type = address.labels.first();
            Ok(r#type.map_or_else(Value::null, |r#type| Value::string(Arc::clone(r#type))))
        }
        None if value.is_wholly_known() || address.is_some() => Ok(Value::null()),
        None => Err(Stop::Unknown),
    }
}
