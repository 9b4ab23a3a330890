//! Other blocks of the configuration.

use super::{Function, Site};
use crate::configuration::{Filter, Wanted, referred};
use crate::value::{Data, Entry, Kind, Sequence, Unknown, Value};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function { name: "known_resources", arity: 1..=2, compute: known_resources },
    Function { name: "possible_resources", arity: 1..=2, compute: possible_resources },
    Function { name: "resources", arity: 1..=2, compute: resources },
];

/// All blocks of a type, or all whose arguments are as the second argument says; unknown if there may be others.
fn resources(args: &[Value], site: &Site) -> Value {
    let Some(r#type) = args.first().and_then(Value::as_str) else { return list() };
    let Some(filter) = args.get(1) else {
        let all = site.configuration.resources(r#type);
        let is_all = all.iter().all(|found| found.is_single) && !site.configuration.may_have_more();
        return if is_all { blocks(all.iter().map(|found| &found.block)) } else { list() };
    };
    let Some(filter) = wanted(filter) else { return list() };
    let matching = site.configuration.matching(r#type, &filter);
    if matching.may_be_more || is_open(&filter, site) {
        return list();
    }
    blocks(&matching.known)
}

/// The blocks of a type of which it is certain that there is one each and, where there is a second argument, that their
/// arguments are as it says. There may be others.
fn known_resources(args: &[Value], site: &Site) -> Value {
    let Some(r#type) = args.first().and_then(Value::as_str) else { return list() };
    let Some(filter) = args.get(1) else {
        let all = site.configuration.resources(r#type);
        return blocks(all.iter().filter(|found| found.is_single).map(|found| &found.block));
    };
    match wanted(filter) {
        Some(filter) => blocks(&site.configuration.matching(r#type, &filter).known),
        None => list(),
    }
}

/// The blocks of a type in what is seen, or those whose arguments may be as the second argument says, whether or not there
/// are any instances of them.
fn possible_resources(args: &[Value], site: &Site) -> Value {
    let Some(r#type) = args.first().and_then(Value::as_str) else { return list() };
    let Some(filter) = args.get(1) else {
        let all = site.configuration.resources(r#type);
        return blocks(all.iter().map(|found| &found.block));
    };
    match wanted(filter) {
        Some(filter) => blocks(&site.configuration.perhaps_matching(r#type, &filter)),
        None => list(),
    }
}

/// A list of which nothing is known.
fn list() -> Value {
    Value::unknown(Unknown::of(Kind::Sequence))
}

fn blocks<'b>(blocks: impl IntoIterator<Item = &'b Arc<crate::block::BlockValue>>) -> Value {
    let block = |block: &Arc<_>| Value::new(Data::Block(Arc::clone(block)));
    Value::new(Data::Sequence(Sequence::List, Arc::new(blocks.into_iter().map(block).collect())))
}

fn wanted(filter: &Value) -> Option<Filter> {
    let Data::Mapping(_, entries) = &filter.data else { return None };
    let wanted = |entry: &Entry| match &entry.value.data {
        Data::Block(block) => Wanted::Block(Arc::clone(block)),
        _ => Wanted::Value(entry.value.clone()),
    };
    Some(entries.iter().map(|(name, entry)| (Arc::clone(name), wanted(entry))).collect())
}

/// Whether there may be blocks with these arguments in what is not seen. It takes the id of a block to make a block that
/// belongs to it: where a block is declared here and nothing gives it away, everything that belongs to it is here.
fn is_open(filter: &Filter, site: &Site) -> bool {
    let is_kept = |wanted: &Wanted| match wanted {
        Wanted::Block(block) => site.configuration.keeps(&block.address),
        Wanted::Value(value) => {
            value.symbol().is_some()
                && referred(value).last().is_some_and(|address| site.configuration.keeps(address))
        }
    };
    !filter.iter().any(|(_, wanted)| is_kept(wanted))
}
