//! What is named, as it is written: for what values, a hash say, do not tell any more.

use super::{Function, Site, block, known};
use crate::convert::Stop;
use crate::functions::{Answer, Parameter};
use crate::graph::Made;
use crate::module::Module;
use crate::source::Span;
use crate::syntax::{Block, BlockPart, Body, Expr, Reference, Taken};
use crate::value::{BlockValue, Data, Entries, Entry, Kind, Origin, Sequence, Value};
use crate::world;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "made_of",
        doc: "what arguments are made of, followed through local values, variables and modules: a list of objects, `.block` the resource and `.attribute` what is taken of it, `null` for all of it; `.block` is `null` of anything else that may change, a named literal that other blocks use too among it. `lifecycle.replace_triggered_by` names what stands in a nested block",
        parameters: &[Parameter::BLOCK, Parameter::STRING.named("name")],
        rest: Some(Parameter::STRING.named("name")),
        result: Some(Kind::Sequence),
        compute: made_of,
    },
    Function {
        name: "uses",
        doc: "the places of the module where that attribute of the block is named",
        parameters: &[Parameter::BLOCK, Parameter::STRING.named("attribute")],
        rest: None,
        result: Some(Kind::Sequence),
        compute: uses,
    },
];

fn list(values: Vec<Value>) -> Value {
    Value::new(Data::Sequence(Sequence::List, Arc::new(values)))
}

/// What some arguments of the block are made of, through local values, variables and modules: for each instance of a
/// resource that is named an object of its `.block` and the `.attribute` that is taken, `null` where that is all of the
/// block. `.block` is `null` of anything else that may change, as a literal that other blocks are made of too. What is written in nested blocks is named as
/// `lifecycle.replace_triggered_by`.
fn made_of(args: &[Value], site: &Site) -> Answer {
    /// A page asks once for each integration of an API, and the answer is as long as the API is large.
    struct MadeOf(Answer);
    let block = block(args, 0)?;
    let names = (1..args.len()).map(|position| known(args, position));
    let names = names.collect::<Result<Vec<_>, _>>()?;
    let about = format!("{} {}", block.address, names.join(" "));
    site.world().once(&about, || MadeOf(find_made_of(block, &names, site))).0.clone()
}

fn find_made_of(block: &BlockValue, names: &[&str], site: &Site) -> Answer {
    let module = site.module().module;
    let position = module.position_of(&block.address);
    let written = position.and_then(|position| module.block(position)).ok_or(Stop::Unknown)?;
    // What is missing from half a block may be what they are made of.
    if !written.body.is_whole() {
        return Err(Stop::Unknown);
    }
    let mut values = Vec::new();
    for name in names {
        for expr in expressions(&written.body, name) {
            for made in site.world().graph().made_of(&block.address, expr) {
                values.extend(parts(&made, site));
            }
        }
    }
    Ok(list(values))
}

/// What is written for an argument, in the block or in nested blocks of it.
fn expressions<'t>(body: &'t Body, name: &str) -> Vec<&'t Expr> {
    match name.split_once('.') {
        None => body.attribute(name).map(|attribute| &attribute.value).into_iter().collect(),
        Some((kind, name)) => {
            let nested = body.blocks.iter().filter(|block| &*block.kind.text == kind);
            nested.flat_map(|block| expressions(&block.body, name)).collect()
        }
    }
}

fn parts(made: &Made, site: &Site) -> Vec<Value> {
    let part = |block, attribute| {
        let entry = |value| Entry { key: None, value };
        let entries = [("block".into(), entry(block)), ("attribute".into(), entry(attribute))];
        Value::object(Entries::from(entries))
    };
    let Made::Resource { module, labels, attribute } = made else {
        return vec![part(Value::null(), Value::null())];
    };
    let attribute = attribute.map_or_else(Value::null, Value::string);
    let blocks = site.world().called(module).flat_map(|scope| {
        let position = scope.module.position("resource", labels);
        position.map(|position| world::instances(scope, position)).unwrap_or_default()
    });
    let found: Vec<_> =
        blocks.map(|block| part(Value::new(Data::Block(block)), attribute.clone())).collect();
    if found.is_empty() { vec![part(Value::null(), Value::null())] } else { found }
}

/// What a reference to a resource takes of it, of one of its instances or of all.
fn attribute<'a>(reference: &Reference<'a>) -> Option<&'a str> {
    reference.steps.iter().skip(1).find_map(|step| match step {
        Taken::Name(name) => Some(*name),
        Taken::Index | Taken::Splat => None,
    })
}

/// Where a module names which attributes of resources, by `type.name.attribute`. It is made when the first rule asks.
#[derive(Default)]
pub(crate) struct Uses(OnceCell<HashMap<String, Vec<Span>>>);

impl Uses {
    fn places(&self, module: &Module, name: &str) -> &[Span] {
        let by_name = self.0.get_or_init(|| {
            let mut by_name: HashMap<String, Vec<Span>> = HashMap::new();
            // What nobody may look at is no use of it.
            let is_looked_at = |reference: &Reference| reference.part != BlockPart::Content;
            let references = module.blocks().flat_map(Block::references);
            for reference in references.filter(is_looked_at) {
                if let (Some(name), Some(attribute)) = (reference.name(0), attribute(&reference)) {
                    let name = format!("{}.{name}.{attribute}", reference.root);
                    by_name.entry(name).or_default().push(reference.span);
                }
            }
            by_name
        });
        by_name.get(name).map_or(&[], Vec::as_slice)
    }
}

/// The places of the module where that attribute of the block is named.
fn uses(args: &[Value], site: &Site) -> Answer {
    let (block, attribute) = (block(args, 0)?, known(args, 1)?);
    let [r#type, name] = &*block.address.labels else { return Err(Stop::Unknown) };
    let places = site.uses().places(site.module().module, &format!("{type}.{name}.{attribute}"));
    let place = |span: &Span| Value::string(attribute).at(Some(Origin::written(*span)));
    Ok(list(places.iter().map(place).collect()))
}
