//! Other blocks of the configuration.

use super::{Function, Site, elsewhere, known};
use crate::convert::Stop;
use crate::functions::{Answer, Parameter};
use crate::module::Module;
use crate::syntax::{Block, ExprKind, Reference};
use crate::tree::Tree;
use crate::value::{Data, Entry, Kind, Value};
use crate::world::{Filter, Wanted, World, referred};
use std::sync::Arc;

pub(super) const FUNCTIONS: &[Function] = &[
    Function {
        name: "known_resources",
        doc: "those of which it is certain; there may be others",
        parameters: &[
            Parameter::STRING.named("type"),
            Parameter::ARGUMENTS.named("where").optional(),
        ],
        rest: None,
        result: Some(Kind::Sequence),
        compute: known_resources,
    },
    Function {
        name: "possible_resources",
        doc: "those in what is seen that may have these arguments, whether or not they have instances: for what must not be there. In no order",
        parameters: &[
            Parameter::STRING.named("type"),
            Parameter::ARGUMENTS.named("where").optional(),
        ],
        rest: None,
        result: Some(Kind::Sequence),
        compute: possible_resources,
    },
    Function {
        name: "resources",
        doc: "all blocks of a type in the configuration, with these arguments, where a block as the value means a reference to it; **unknown if there may be others**. Name each id that it takes to make such a block: there are no others where one of them is given to nobody else",
        parameters: &[
            Parameter::STRING.named("type"),
            Parameter::ARGUMENTS.named("where").optional(),
        ],
        rest: None,
        result: Some(Kind::Sequence),
        compute: resources,
    },
];

/// All blocks of a type, or all whose arguments are as the second argument says; unknown if there may be others.
fn resources(args: &[Value], site: &Site) -> Answer {
    let r#type = known(args, 0)?;
    let Some(filter) = args.get(1) else {
        let all = site.world().matching(r#type, &Filter::new());
        let is_all = !all.may_be_more && !site.world().may_have_more();
        return if is_all { Ok(all.list()) } else { Err(Stop::Unknown) };
    };
    let filter = wanted(filter)?;
    let matching = site.matching(r#type, &filter);
    if matching.may_be_more || is_open(r#type, &filter, site) {
        return Err(Stop::Unknown);
    }
    Ok(matching.list())
}

/// The blocks of a type of which it is certain that there is one each and, where there is a second argument, that their
/// arguments are as it says. There may be others.
fn known_resources(args: &[Value], site: &Site) -> Answer {
    let r#type = known(args, 0)?;
    let Some(filter) = args.get(1) else {
        return Ok(site.world().matching(r#type, &Filter::new()).list());
    };
    Ok(site.matching(r#type, &wanted(filter)?).list())
}

/// The blocks of a type in what is seen, or those whose arguments may be as the second argument says, whether or not there
/// are any instances of them.
fn possible_resources(args: &[Value], site: &Site) -> Answer {
    let r#type = known(args, 0)?;
    let filter = args.get(1).map(wanted).transpose()?.unwrap_or_default();
    Ok(site.world().perhaps_matching(r#type, &filter).list())
}

fn wanted(filter: &Value) -> Result<Filter, Stop> {
    let Data::Mapping(_, entries) = &filter.data else { return Err(Stop::Unknown) };
    let wanted = |entry: &Entry| match &entry.value.data {
        Data::Block(block) => Wanted::Block(Arc::clone(block)),
        _ => Wanted::Value(entry.value.clone()),
    };
    Ok(entries.iter().map(|(name, entry)| (Arc::clone(name), wanted(entry))).collect())
}

/// Whether there may be blocks with these arguments in what is not seen: the filter says which ids such a block takes.
/// Where the provider assigns one of them, the block that has it is declared here and nothing gives it away, all are here. What
/// has a name that somebody chose can be named from anywhere in the workspace too.
pub(crate) fn is_open(r#type: &str, filter: &Filter, site: &Site) -> bool {
    let is_closed = |(argument, wanted): &(Arc<str>, Wanted)| {
        let is_assigned = site.knowledge.assigns(r#type, argument);
        let is_kept = match wanted {
            Wanted::Block(block) => site.world().keeps(&block.address, is_assigned.then_some("id")),
            Wanted::Value(value) => value.symbol().is_some_and(|symbol| {
                let attribute = symbol.path.first().map(|name| &**name);
                site.world().keeps(&symbol.address, attribute)
            }),
        };
        let named = || match wanted {
            Wanted::Block(block) => Some(Arc::clone(block)),
            Wanted::Value(value) => {
                referred(value).last().and_then(|address| site.world().block(address))
            }
        };
        let may_be_named =
            || named().is_none_or(|block| elsewhere::may_name(r#type, argument, &block, site));
        let may_be_found = || {
            let found =
                named().and_then(|block| site.knowledge.found_by_name(&block, site.world()));
            found.is_some_and(|found| elsewhere::may_find(&found, site))
        };
        is_kept && !(if is_assigned { may_be_found() } else { may_be_named() })
    };
    // What an import makes is in the document: the id of a resource that it makes nobody else is given.
    let is_of_document = |(_, wanted): &(Arc<str>, Wanted)| match wanted {
        Wanted::Value(value) => value.symbol().is_some_and(|it| it.address.is_of_document()),
        Wanted::Block(_) => false,
    };
    if site.is_of_document && filter.iter().any(is_of_document) {
        return false;
    }
    !filter.iter().any(is_closed) || is_left_out(r#type, site)
}

/// Whether there may be an object of that type of which the block is not written: one that is imported into a block that
/// is still to be written, or one that Terraform forgets and leaves there.
fn is_left_out(r#type: &str, site: &Site) -> bool {
    let world = site.world();
    world.once(r#type, || LeftOut(leaves_out(r#type, world, site.module().tree()))).0
}

/// Whether there may be such an object of a type.
struct LeftOut(bool);

fn leaves_out(r#type: &str, world: &World, tree: &Tree) -> bool {
    world.modules().any(|scope| {
        let imports = scope.module.of_kind("import").filter_map(|block| block.body.attribute("to"));
        let removed = scope.module.of_kind("removed").filter(|block| stays(block));
        let removed = removed.filter_map(|block| block.body.attribute("from"));
        imports.chain(removed).any(|to| {
            let references = to.value.references();
            references.iter().any(|to| names_nothing(to, r#type, scope.module, tree))
        })
    })
}

/// Whether a `removed` block may leave the object where it is.
fn stays(removed: &Block) -> bool {
    let mut lifecycles = removed.body.blocks_of("lifecycle");
    lifecycles.any(|lifecycle| {
        let destroy = lifecycle.body.attribute("destroy");
        destroy.is_some_and(|destroy| !matches!(destroy.value.kind, ExprKind::Bool(true)))
    })
}

/// Whether a reference names a resource of that type that its module does not declare.
fn names_nothing(to: &Reference, r#type: &str, module: &Module, tree: &Tree) -> bool {
    let mut names = to.names();
    let mut module = module;
    while let ["module", name, ..] = names.as_slice() {
        let position = module.position("module", &[*name]);
        let Some(called) = position.and_then(|position| tree.called(module, position)) else {
            // All of a module, or something in it.
            return names.len() == 2 || names.contains(&r#type);
        };
        module = called;
        names.drain(..2);
    }
    matches!(names.as_slice(), [found, name, ..]
        if *found == r#type && module.position("resource", &[*found, *name]).is_none())
}
