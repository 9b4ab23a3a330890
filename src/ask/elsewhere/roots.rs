//! The other root modules of the workspace, evaluated for the blocks of one type.

use super::may_be;
use crate::ask::Site;
use crate::convert::to_text_or_unknown;
use crate::files::{Files, is_configuration, walk};
use crate::scope::ModuleScope;
use crate::syntax::Block;
use crate::tree::{Library, Mention, Tree, local, source};
use crate::value::{BlockValue, Text, Truth, Value};
use crate::world::{Facts, World, instances, referred};
use globset::GlobSet;
use memchr::memmem;
use std::collections::{HashMap, HashSet};
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
    let tree = site.module.tree();
    let key = format!("{type}.{argument}");
    let mentions = tree.around().mentions(&key, || look(r#type, argument, files, site));
    let root = site.world.modules().next().and_then(|root| files.real(&root.module.dir));
    mentions
        .iter()
        .filter(|mention| Some(&mention.dir) != root.as_ref())
        .any(|mention| mention.text.as_ref().is_none_or(|text| may_be(text, name)))
}

/// What the blocks of that type in all roots name.
fn look(r#type: &str, argument: &str, files: &Files, site: &Site) -> Vec<Mention> {
    let facts = site.knowledge.facts();
    let library = Library::new(files, Arc::clone(site.module.tree().schemas()));
    let folders = walk(files, &files.roots(), &GlobSet::empty()).unwrap_or_default().folders;
    let mut having = HashSet::new();
    let mut calls: HashMap<PathBuf, Vec<PathBuf>> = HashMap::new();
    let mut dirs = HashMap::new();
    for folder in folders {
        let Some(real) = files.real(&folder.dir) else { continue };
        let texts = files.list(&folder.dir).into_iter().filter(|path| is_configuration(path));
        let (mut has, mut may_call) = (false, false);
        for text in texts.filter_map(|path| files.text(&path).ok()) {
            has |= declares(&text, r#type);
            may_call |= may_call_a_folder(&text);
        }
        if has {
            having.insert(real.clone());
        }
        if may_call {
            calls.insert(real.clone(), called(&library, &folder.dir));
        }
        dirs.insert(real, folder.dir);
    }
    let called: HashSet<&PathBuf> = calls.values().flatten().collect();
    let leads = |real: &PathBuf| reaches(real, &calls, &having);
    let mut roots: Vec<_> =
        dirs.iter().filter(|(real, _)| !called.contains(real) && leads(real)).collect();
    roots.sort();
    roots
        .into_iter()
        .flat_map(|(real, dir)| {
            let texts = in_root(&library, dir, r#type, argument, facts);
            texts.into_iter().map(|text| Mention { dir: real.clone(), text })
        })
        .collect()
}

/// Whether a text may call a module that lies in a folder.
fn may_call_a_folder(text: &str) -> bool {
    let has = |needle: &str| memmem::find(text.as_bytes(), needle.as_bytes()).is_some();
    has("module") && (has("./") || has(r".\/") || has("\\u"))
}

/// Whether a text may declare a block of that type.
fn declares(text: &str, r#type: &str) -> bool {
    let Some(data) = r#type.strip_prefix("data.") else {
        return memmem::find(text.as_bytes(), r#type.as_bytes()).is_some();
    };
    let is_named = memmem::find(text.as_bytes(), data.as_bytes()).is_some();
    is_named && memmem::find(text.as_bytes(), b"data").is_some()
}

fn called(library: &Library, dir: &Path) -> Vec<PathBuf> {
    let module = library.module(dir);
    let sources = module.of_kind("module").filter_map(source);
    let folders = sources.filter_map(|(source, _)| local(dir, &source));
    folders.filter_map(|folder| library.files().real(&folder)).collect()
}

/// Whether a folder, or one that it calls, is among those.
fn reaches(
    from: &PathBuf,
    calls: &HashMap<PathBuf, Vec<PathBuf>>,
    having: &HashSet<PathBuf>,
) -> bool {
    let mut seen = HashSet::from([from]);
    let mut rest = vec![from];
    while let Some(next) = rest.pop() {
        if having.contains(next) {
            return true;
        }
        rest.extend(calls.get(next).into_iter().flatten().filter(|called| seen.insert(called)));
    }
    false
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
        let blocks = scope.module.blocks.iter().enumerate();
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
