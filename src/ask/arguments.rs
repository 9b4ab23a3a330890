//! Functions on the arguments of a block.

use super::{Function, Knowledge, Site, arg, block};
use crate::convert::{Stop, to_text_or_unknown};
use crate::functions::{Answer, Parameter};
use crate::spelling;
use crate::value::{
    Argument, BlockValue, Data, Entries, Entry, Kind, META_ARGUMENTS, Origin, Piece, Truth, Value,
};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "is_set",
        doc: "not `null`, `\"\"`, `0` or empty: what the provider sends",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::Bool),
        compute: is_set,
    },
    Function {
        name: "is_given",
        doc: "whether there is a value: it is not `null`, also where only the provider knows it",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::Bool),
        compute: is_given,
    },
    Function {
        name: "nearest",
        doc: "the one text of the list that was probably meant, else `null`",
        parameters: &[Parameter::ANY_OR_NULL, Parameter::LIST.named("texts")],
        rest: None,
        result: None,
        compute: nearest,
    },
    Function {
        name: "origin_attribute",
        doc: "the attribute that a reference names; `null` of what is written as it is",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: None,
        compute: origin_attribute,
    },
    Function {
        name: "written.arguments",
        doc: "the arguments that are written for the provider, by name",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: Some(Kind::Mapping),
        compute: |args, _| Ok(Value::object(arguments(block(args, 0)?))),
    },
    Function {
        name: "written.blocks",
        doc: "the nested blocks that are written, by type",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: Some(Kind::Mapping),
        compute: |args, _| Ok(Value::object(blocks(block(args, 0)?))),
    },
];

/// Whether the provider sends the argument when it creates the resource: `d.GetOk` of the Terraform plugin SDK takes
/// an empty string, 0, false and an empty collection as not set.
fn is_set(args: &[Value], site: &Site) -> Answer {
    let value = arg(args, 0)?;
    Ok(Value::truth(is_sent(value, site.knowledge)))
}

fn is_sent(value: &Value, knowledge: &dyn Knowledge) -> Truth {
    match &value.data {
        Data::Null => Truth::False,
        Data::Bool(value) => Truth::from(*value),
        Data::Number(number) => Truth::from(!number.is_zero()),
        Data::String(text) => match text.pieces() {
            [Piece::Unknown(Some(symbol))] if knowledge.is_never_empty(symbol) => Truth::True,
            _ => !text.is_empty(),
        },
        Data::Sequence(_, elements) => Truth::from(!elements.is_empty()),
        Data::Mapping(_, entries) => Truth::from(!entries.is_empty()),
        Data::Block(_) => Truth::True,
        Data::Unknown(unknown) => match unknown.symbol.as_deref() {
            Some(symbol) if knowledge.is_never_empty(symbol) => Truth::True,
            _ => Truth::Unknown,
        },
    }
}

fn origin_attribute(args: &[Value], _: &Site) -> Answer {
    let value = arg(args, 0)?;
    let symbol =
        value.symbol().filter(|symbol| matches!(&*symbol.address.kind, "resource" | "data"));
    let name = symbol.and_then(|symbol| symbol.path.last());
    Ok(name.map_or_else(Value::null, |name| Value::string(Arc::clone(name))))
}

fn entry((name, argument): (&Arc<str>, &Argument)) -> (Arc<str>, Entry) {
    let key = Some(Origin::written(argument.name));
    (Arc::clone(name), Entry { key, value: argument.value.clone() })
}

fn is_meta((name, _): &(&Arc<str>, &Argument)) -> bool {
    META_ARGUMENTS.contains(&&***name)
}

/// The arguments that the provider gets, as they were written.
fn arguments(block: &BlockValue) -> Entries {
    let written = block.arguments.iter().filter(|each| !is_meta(each) && !each.1.written_as_block);
    written.map(entry).collect()
}

/// The nested blocks that the provider gets, as they were written.
fn blocks(block: &BlockValue) -> Entries {
    let as_blocks = block.arguments.iter().filter(|(_, argument)| argument.written_as_block);
    block.blocks.iter().filter(|each| !is_meta(each)).chain(as_blocks).map(entry).collect()
}

/// The one text of the list that was probably meant.
fn nearest(args: &[Value], _: &Site) -> Answer {
    let Some(text) = to_text_or_unknown(arg(args, 0)?) else { return Ok(Value::null()) };
    let elements = arg(args, 1)?.elements().ok_or(Stop::Unknown)?;
    let text = text.as_known().ok_or(Stop::Unknown)?;
    let nearest = spelling::meant(text, elements.iter().filter_map(Value::as_str));
    Ok(nearest.map_or_else(Value::null, Value::string))
}

/// Whether there certainly is a value, also where the provider makes it.
fn is_given(args: &[Value], site: &Site) -> Answer {
    let value = arg(args, 0)?;
    Ok(Value::truth(is_sent(value, site.knowledge).or(!value.is_null())))
}
