//! Functions on the arguments of a block.

use super::Function;
use crate::convert::to_text_or_unknown;
use crate::value::{
    Argument, BlockValue, Data, Entries, Entry, META_ARGUMENTS, Origin, Piece, Symbol, Truth, Value,
};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "attribute_name",
        arity: 1..=1,
        compute: |args, _| args.first().map_or_else(Value::null, attribute_name),
    },
    Function { name: "attributes", arity: 1..=1, compute: |args, _| of_block(args, attributes) },
    Function { name: "blocks", arity: 1..=1, compute: |args, _| of_block(args, blocks) },
    Function {
        name: "is_set",
        arity: 1..=1,
        compute: |args, _| Value::truth(args.first().map_or(Truth::False, is_set)),
    },
    Function { name: "nearest", arity: 2..=2, compute: |args, _| nearest(args) },
];

/// Whether the provider sends the argument when it creates the resource: `d.GetOk` of the Terraform plugin SDK takes
/// an empty string, 0, false and an empty collection as not set.
fn is_set(value: &Value) -> Truth {
    match &value.data {
        Data::Null => Truth::False,
        Data::Bool(value) => Truth::from(*value),
        Data::Number(number) => Truth::from(!number.is_zero()),
        Data::String(text) => match text.pieces() {
            [Piece::Unknown(Some(symbol))] if is_never_empty(symbol) => Truth::True,
            _ => !text.is_empty(),
        },
        Data::Sequence(_, elements) => Truth::from(!elements.is_empty()),
        Data::Mapping(_, entries) => Truth::from(!entries.is_empty()),
        Data::Block(_) => Truth::True,
        Data::Unknown(unknown) => match unknown.symbol.as_deref() {
            Some(symbol) if is_never_empty(symbol) => Truth::True,
            _ => Truth::Unknown,
        },
    }
}

/// Whether it is an id, a name or an ARN: AWS gives none that is empty.
pub(super) fn is_never_empty(symbol: &Symbol) -> bool {
    let computed = |name: &str| {
        ["arn", "id", "name", "root_resource_id", "unique_id"].contains(&name)
            || name.ends_with("_arn")
    };
    &*symbol.address.kind == "resource"
        && matches!(symbol.path.as_slice(), [name] if computed(name))
}

fn attribute_name(value: &Value) -> Value {
    let symbol =
        value.symbol().filter(|symbol| matches!(&*symbol.address.kind, "resource" | "data"));
    symbol
        .and_then(|symbol| symbol.path.last())
        .map_or_else(Value::null, |name| Value::string(Arc::clone(name)))
}

fn of_block(args: &[Value], list: fn(&BlockValue) -> Entries) -> Value {
    match args.first().map(|value| &value.data) {
        Some(Data::Block(block)) => Value::object(list(block)),
        _ => Value::anything(),
    }
}

fn entry((name, argument): (&Arc<str>, &Argument)) -> (Arc<str>, Entry) {
    let key = Some(Origin::written(argument.name));
    (Arc::clone(name), Entry { key, value: argument.value.clone() })
}

fn is_meta((name, _): &(&Arc<str>, &Argument)) -> bool {
    META_ARGUMENTS.contains(&&***name)
}

/// The arguments that the provider gets, as they were written.
fn attributes(block: &BlockValue) -> Entries {
    let written = block.arguments.iter().filter(|each| !is_meta(each) && !each.1.written_as_block);
    written.map(entry).collect()
}

/// The nested blocks that the provider gets, as they were written.
fn blocks(block: &BlockValue) -> Entries {
    let as_blocks = block.arguments.iter().filter(|(_, argument)| argument.written_as_block);
    block.blocks.iter().filter(|each| !is_meta(each)).chain(as_blocks).map(entry).collect()
}

/// The one text of the list that was probably meant: the same but for case and `-` for `_`, or at most two letters
/// away; `null` if there is none, or more than one.
fn nearest(args: &[Value]) -> Value {
    let [value, list] = args else { return Value::refused() };
    let Some(text) = to_text_or_unknown(value) else { return Value::null() };
    let Some(elements) = list.elements() else { return Value::anything() };
    let Some(text) = text.as_known() else { return Value::anything() };
    let candidates: Vec<&str> = elements.iter().filter_map(Value::as_str).collect();
    let plain = |text: &str| text.to_lowercase().replace('-', "_");
    if let Some(same) = candidates.iter().find(|candidate| plain(candidate) == plain(text)) {
        return Value::string(*same);
    }
    let distance = |candidate: &str| strsim::damerau_levenshtein(&plain(candidate), &plain(text));
    let closest =
        candidates.iter().map(|candidate| distance(candidate)).min().unwrap_or(usize::MAX);
    let mut nearest = candidates.iter().filter(|candidate| distance(candidate) == closest);
    match (nearest.next(), nearest.next()) {
        // Two letters of three may be anything.
        (Some(only), None) if closest <= 2 && closest * 2 < text.len() => Value::string(*only),
        _ => Value::null(),
    }
}
