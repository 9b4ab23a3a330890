//! The other root modules of the workspace, evaluated for the blocks of one type.

use super::may_be;
use crate::ask::Site;
use crate::convert::to_text_or_unknown;
use crate::files::Files;
use crate::scope::ModuleScope;
use crate::syntax::Block;
use crate::tree::{Library, Mention, Tree};
use crate::value::{BlockValue, Text, Truth, Value};
use crate::world::{Facts, World, instances, referred};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whether a block of that type in another root may name what has that name. Data sources have `data.` before the type.
pub(super) fn may_name(
    r#type: &str,
    argument: &str,
    name: &Text,
    site: &Site,
    files: &Files,
) -> bool {
    let tree = site.module().tree();
    let key = format!("{type}.{argument}");
    // Without others there is nothing around.
    let Some(neighbours) = tree.neighbours() else { return false };
    let look = || look(r#type, argument, neighbours.leading_to(r#type), files, site);
    let mentions = tree.around().mentions(&key, look);
    let root = site.world().modules().next().and_then(|root| files.real(&root.module.dir));
    mentions
        .iter()
        .filter(|mention| Some(&mention.dir) != root.as_ref())
        .any(|mention| mention.text.as_ref().is_none_or(|text| may_be(text, name)))
}

/// What the blocks of that type in the roots name.
fn look(
    r#type: &str,
    argument: &str,
    roots: Vec<PathBuf>,
    files: &Files,
    site: &Site,
) -> Vec<Mention> {
    let facts = site.knowledge.facts();
    let library = Library::new(files, Arc::clone(site.module().tree().schemas()));
    let of_root = |dir: PathBuf| {
        let texts = in_root(&library, &files.shown(&dir), r#type, argument, facts);
        texts.into_iter().map(move |text| Mention { dir: dir.clone(), text })
    };
    roots.into_iter().flat_map(of_root).collect()
}

/// What the blocks of that type in one root name; `None` for what may be anything.
fn in_root(
    library: &Library,
    dir: &Path,
    r#type: &str,
    argument: &str,
    facts: Facts,
) -> Vec<Option<Text>> {
    let module = library.module(dir);
    let tree = Tree::read(library, &module);
    let world = World::of(ModuleScope::root(&module, &tree, false), facts);
    let blocks: Vec<Arc<BlockValue>> = match r#type.strip_prefix("data.") {
        Some(r#type) => data(&world, r#type),
        None => world.resources(r#type).iter().map(|found| Arc::clone(&found.block)).collect(),
    };
    let mut texts: Vec<_> = blocks
        .iter()
        .map(|block| block.written(argument))
        .filter(|value| value.is_null() != Truth::True && !is_own(value))
        .map(|value| text_of(&value, argument, &world))
        .collect();
    let is_incomplete = world.modules().any(|scope| scope.module.incomplete);
    texts.extend(is_incomplete.then_some(None));
    texts
}

/// The data sources of that type.
fn data(world: &World, r#type: &str) -> Vec<Arc<BlockValue>> {
    let of_module = |scope: &ModuleScope| {
        let blocks = scope.module.blocks().enumerate();
        let is_it = |block: &Block| &*block.kind.text == "data" && block.label(0) == Some(r#type);
        let positions = blocks.filter(|(_, block)| is_it(block)).map(|(position, _)| position);
        positions.flat_map(|position| instances(scope, position)).collect::<Vec<_>>()
    };
    world.modules().flat_map(of_module).collect()
}

/// Whether a value was taken from a resource of the same world: then it names that one.
fn is_own(value: &Value) -> bool {
    referred(value).iter().any(|address| &*address.kind == "resource")
}

/// The text that a value is, or that the data source is found by which it was taken from.
fn text_of(value: &Value, argument: &str, world: &World) -> Option<Text> {
    let data = referred(value).into_iter().rfind(|address| &*address.kind == "data");
    match data.and_then(|address| world.block(&address)) {
        Some(block) => to_text_or_unknown(&block.arguments.get(argument)?.value),
        None => to_text_or_unknown(value),
    }
}
