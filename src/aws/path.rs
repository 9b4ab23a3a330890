//! The paths that resources spell: each adds a part to the path of the one above it, up to the root of the API.

use crate::ask::{Function, Site};
use crate::convert::to_text_or_unknown;
use crate::functions::Parameter;
use crate::value::budget;
use crate::value::{BlockValue, Data, Kind, Piece, Text, Truth, Value};
use crate::world::{Filter, Wanted};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "begins_with_path",
        doc: "whether it begins with the `path` of a resource, which begins with a slash",
        parameters: &[Parameter::ANY_OR_NULL],
        rest: None,
        result: Some(Kind::Bool),
        compute: |args, _| Ok(begins_with_path(args)),
    },
    Function {
        name: "earlier_parameter",
        doc: "of a parameter, another one below the same parent that is declared before",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: None,
        compute: |args, site| Ok(earlier_parameter(args, site)),
    },
    Function {
        name: "parent_of",
        doc: "the resource above, `null` for the root",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: None,
        compute: |args, site| Ok(parent_of(args, site)),
    },
    Function {
        name: "resource_path",
        doc: "the path that resources spell",
        parameters: &[Parameter::BLOCK],
        rest: None,
        result: None,
        compute: |args, site| Ok(resource_path(args, site)),
    },
];

const RESOURCE: &str = "aws_api_gateway_resource";

/// Resources above each other that are followed; AWS allows fewer.
const MAX_DEPTH: usize = 64;

/// Unknown where it may, and False only where what it begins with is known.
fn begins_with_path(args: &[Value]) -> Value {
    let text = args.first().and_then(to_text_or_unknown);
    Value::truth(match text.as_ref().map(Text::pieces) {
        Some([Piece::Unknown(Some(symbol)), ..]) => {
            let is_path = symbol.attribute_of(&[RESOURCE]) == Some("path");
            if is_path { Truth::True } else { Truth::Unknown }
        }
        Some([Piece::Unknown(None), ..]) | None => Truth::Unknown,
        Some(_) => Truth::False,
    })
}

/// What the id of a resource leads to.
enum Place {
    /// The root of an API, `/`.
    Root,
    /// A resource that is declared here.
    Block(Arc<BlockValue>),
    /// One that is not seen.
    Unknown,
}

fn place(id: &Value, site: &Site) -> Place {
    let Some(symbol) = id.symbol() else { return Place::Unknown };
    if symbol.attribute_of(&["aws_api_gateway_rest_api"]) == Some("root_resource_id") {
        return Place::Root;
    }
    let is_resource =
        &*symbol.address.kind == "resource" && symbol.attribute_of(&[RESOURCE]) == Some("id");
    let block = is_resource.then(|| site.world().block(&symbol.address)).flatten();
    block.map_or(Place::Unknown, Place::Block)
}

fn block(args: &[Value]) -> Option<&Arc<BlockValue>> {
    match args.first().map(|value| &value.data) {
        Some(Data::Block(block)) => Some(block),
        _ => None,
    }
}

/// The resource above a resource; `null` for one below the root.
fn parent_of(args: &[Value], site: &Site) -> Value {
    match block(args).map(|block| place(&block.written("parent_id"), site)) {
        Some(Place::Root) => Value::null(),
        Some(Place::Block(block)) => Value::new(Data::Block(block)),
        Some(Place::Unknown) | None => Value::anything(),
    }
}

/// The path of a resource, or of the resource that a method or an integration belongs to. What is above a resource that
/// is not seen is not known.
fn resource_path(args: &[Value], site: &Site) -> Value {
    block(args).map_or_else(Value::anything, |block| path_of(block, site))
}

/// The same, of a block.
pub(super) fn path_of(block: &BlockValue, site: &Site) -> Value {
    let mut path = Text::known("");
    let mut place = match block.resource_type() {
        RESOURCE => {
            path = with_part(block, &path);
            self::place(&block.written("parent_id"), site)
        }
        _ => place(&block.written("resource_id"), site),
    };
    for _ in 0..MAX_DEPTH {
        match place {
            Place::Root if path.pieces().is_empty() => return Value::string("/"),
            Place::Root => return Value::new(Data::String(path)),
            Place::Unknown => break,
            Place::Block(block) => {
                path = with_part(&block, &path);
                place = self::place(&block.written("parent_id"), site);
            }
        }
    }
    Value::new(Data::String(Text::of([Piece::Unknown(None)]).followed_by(&path)))
}

/// The path below a resource, with the part that the resource adds before it.
fn with_part(block: &BlockValue, path: &Text) -> Text {
    let part = to_text_or_unknown(&block.written("path_part"))
        .unwrap_or_else(|| Text::of([Piece::Unknown(None)]));
    Text::known("/").followed_by(&part).followed_by(path)
}

/// Of a resource that is a parameter, `{id}` or `{proxy+}`, the first other one below the same parent that is declared
/// before it and certainly there; `null` if none is known. Of two that disturb each other, the later one is the one to report.
fn earlier_parameter(args: &[Value], site: &Site) -> Value {
    let Some(block) = block(args) else { return Value::anything() };
    let is_parameter = |block: &BlockValue| {
        let part = to_text_or_unknown(&block.written("path_part"));
        part.is_some_and(|part| part.starts_with("{") == Truth::True)
    };
    if !is_parameter(block) {
        return Value::null();
    }
    let wanted = |name: &str| (Arc::from(name), Wanted::Value(block.written(name)));
    let filter: Filter = vec![wanted("rest_api_id"), wanted("parent_id")];
    let siblings = site.matching(RESOURCE, &filter);
    let mut earlier = siblings.blocks.iter().take_while(|sibling| sibling.address != block.address);
    let first = earlier.find(|sibling| budget::steps(1) && is_parameter(sibling));
    first.map_or_else(Value::null, |sibling| Value::new(Data::Block(Arc::clone(sibling))))
}
