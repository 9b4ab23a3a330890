//! Texts that speak of a name: the commands of provisioners, the arguments of modules that are not read, and files that
//! may be scripts or templates.

use super::{has_word, longest};
use crate::ask::{Site, Words};
use crate::eval::{Environment, eval};
use crate::files::{Files, is_configuration};
use crate::graph::Gives;
use crate::scope::ModuleScope;
use crate::syntax::{Block, Body, value_in_line};
use crate::tree::Mention;
use crate::value::{Address, Data, Piece, Symbol, Text, Value};
use memchr::memmem::find as find_bytes;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Whether a text may be about what has that name and is declared at that address.
pub(super) fn may_name(
    r#type: &str,
    name: &Text,
    address: &Address,
    site: &Site,
    files: &Files,
) -> bool {
    in_tree(name, address, site) || in_files(r#type, name, site, files)
}

/// Whether something in the configuration that is not seen to its end is told the name.
pub(super) fn in_tree(name: &Text, address: &Address, site: &Site) -> bool {
    site.world().modules().any(|scope| in_module(scope, name, address, site))
}

/// Whether a block of the module that is not seen to its end, other than that at the address, is told the name.
fn in_module(scope: &ModuleScope, name: &Text, address: &Address, site: &Site) -> bool {
    let gives = site.knowledge.facts().handing.gives;
    let is_it = |block: &Block| {
        scope.path == address.module
            && block.labels.iter().map(|label| &*label.text).eq(address.labels.iter().map(|l| &**l))
    };
    let mut blocks = scope.module.blocks().enumerate();
    blocks.any(|(position, block)| {
        let is_opaque = match &*block.kind.text {
            "module" => scope.tree().called(scope.module, position).is_none(),
            "resource" if block.label(0).is_some_and(|r#type| site.knowledge.is_deaf(r#type)) => {
                false
            }
            _ => matches!(gives(block), Gives::Runs(_)) && !is_it(block),
        };
        is_opaque && tells(&block.body, name, Environment::new(scope))
    })
}

/// Whether the value of an argument, at any depth, has the name in it.
fn tells(body: &Body, name: &Text, env: Environment) -> bool {
    body.values().into_iter().any(|expr| value_tells(&eval(expr, env), name))
}

fn value_tells(value: &Value, name: &Text) -> bool {
    match &value.data {
        Data::String(text) => text_tells(text, name),
        Data::Sequence(_, elements) => elements.iter().any(|element| value_tells(element, name)),
        Data::Mapping(_, entries) => entries.values().any(|entry| value_tells(&entry.value, name)),
        Data::Unknown(unknown) => {
            unknown.symbol.as_deref().is_some_and(|symbol| has_symbol(name, symbol))
        }
        _ => false,
    }
}

/// Whether a text has the known part of a name in it, or what the unknown part stands for.
fn text_tells(text: &Text, name: &Text) -> bool {
    let longest = longest(name);
    let is_whole = name.as_known().is_some();
    text.pieces().iter().any(|piece| match piece {
        Piece::Known(known) if is_whole => longest.is_some_and(|name| has_word(known, name)),
        Piece::Known(known) => longest.is_some_and(|name| known.contains(name)),
        Piece::Unknown(symbol) => symbol.as_deref().is_some_and(|symbol| has_symbol(name, symbol)),
    })
}

/// Whether a part of the name that is not known is what the symbol stands for.
fn has_symbol(name: &Text, symbol: &Symbol) -> bool {
    let is_it = |piece: &Piece| matches!(piece, Piece::Unknown(Some(own)) if **own == *symbol);
    name.pieces().iter().any(is_it)
}

/// Whether a file of the workspace speaks of the name that may be run, or that calls what is not read.
fn in_files(r#type: &str, name: &Text, site: &Site, files: &Files) -> bool {
    let is_able = is_able(r#type, site, files);
    // A name of which nothing is known may be any.
    let Some(known) = Known::of(name) else { return is_able };
    let tree = site.module().tree();
    let root = site.world().modules().next().map(|root| root.module.dir.as_path());
    let own = root.into_iter().chain(tree.modules().map(|module| module.dir.as_path()));
    // What the configuration itself says is evaluated.
    let own: HashSet<PathBuf> = own.filter_map(|dir| files.real(dir)).collect();
    let is_other = |path: &PathBuf| path.parent().is_some_and(|dir| !own.contains(dir));
    known.in_configuration(site, files).iter().any(|mention| is_other(&mention.dir))
        || !known.in_others(is_able, site, files).is_empty()
}

/// Whether a file that may be run speaks of the name, and one can make a block of that type.
pub(super) fn in_scripts(r#type: &str, name: &Text, site: &Site, files: &Files) -> bool {
    is_able(r#type, site, files)
        && Known::of(name).is_none_or(|known| !known.in_others(true, site, files).is_empty())
}

/// Whether some file of the workspace can make a block of that type.
fn is_able(r#type: &str, site: &Site, files: &Files) -> bool {
    let words = site.knowledge.words(r#type);
    let able = site.module().tree().around().mentions(&format!("able {type}"), || {
        let is_able = |text: &str| words.is_none_or(|words| says_any(text, words));
        find(files, &those(files, |path| !is_configuration(path)), is_able, 1)
    });
    !able.is_empty()
}

/// The known part of a name.
struct Known<'n> {
    text: &'n str,
    is_whole: bool,
}

impl<'n> Known<'n> {
    fn of(name: &'n Text) -> Option<Self> {
        Some(Self { text: longest(name)?, is_whole: name.as_known().is_some() })
    }

    fn is_in(&self, text: &str) -> bool {
        if self.is_whole { has_word(text, self.text) } else { text.contains(self.text) }
    }

    /// The files of configuration that speak of it, and run a script or call what is not read.
    fn in_configuration(&self, site: &Site, files: &Files) -> Arc<Vec<Mention>> {
        let around = site.module().tree().around();
        let opaque = around.mentions("opaque", || {
            find(files, &those(files, is_configuration), is_opaque, usize::MAX)
        });
        around.mentions(&format!("configuration {} {}", self.text, self.is_whole), || {
            find(files, &opaque, |text| self.is_in(text), usize::MAX)
        })
    }

    /// Another file that speaks of it; where none can be run that could make anything, one that calls by Terragrunt.
    fn in_others(&self, is_able: bool, site: &Site, files: &Files) -> Arc<Vec<Mention>> {
        let around = site.module().tree().around();
        let others = around.mentions(&format!("others {is_able}"), || {
            those(files, |path| !is_configuration(path) && (is_able || calls_by_terragrunt(path)))
        });
        around.mentions(&format!("others {} {} {is_able}", self.text, self.is_whole), || {
            find(files, &others, |text| self.is_in(text), 1)
        })
    }
}

/// The files of the workspace that are so by their paths.
fn those(files: &Files, is_so: impl Fn(&Path) -> bool) -> Vec<Mention> {
    let paths = files.everything();
    let those = paths.iter().filter(|path| is_so(path));
    those.map(|path| Mention { dir: path.clone(), text: None }).collect()
}

/// Those of the files whose texts are so, as many as are wanted.
fn find(
    files: &Files,
    those: &[Mention],
    is_so: impl Fn(&str) -> bool,
    most: usize,
) -> Vec<Mention> {
    let mut found = Vec::new();
    files.search(those.iter().map(|mention| &*mention.dir), |path, text| {
        if is_so(text) {
            found.push(Mention { dir: path.to_path_buf(), text: None });
        }
        found.len() >= most
    });
    found
}

/// Whether configuration runs a script, or calls a module that is to be fetched.
fn is_opaque(text: &str) -> bool {
    let is_fetched = |line: &str| {
        let text = value_in_line(line, "source").and_then(|value| value.split('"').nth(1));
        text.is_some_and(|source| {
            // `hashicorp/aws` is a provider.
            let is_module = source.contains("::") || source.matches('/').count() > 1;
            is_module && !source.starts_with('.')
        })
    };
    text.contains("provisioner") || text.lines().any(is_fetched)
}

/// Whether it may be a file of Terragrunt, which calls a module with what it says.
fn calls_by_terragrunt(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "hcl")
        && path.file_name().is_some_and(|name| name != ".terraform.lock.hcl")
}

/// Whether a text has one of the words, whatever the case and the signs in it.
pub(crate) fn says_any(text: &str, words: &Words) -> bool {
    let has = |part: &&str| find_bytes(text.as_bytes(), part.as_bytes()).is_some();
    if !words.parts.iter().any(has) {
        return false;
    }
    let plain: String = text
        .chars()
        .filter(|c| !matches!(c, '-' | '_' | ':' | '.'))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    words.calls.iter().any(|word| plain.contains(word))
}
