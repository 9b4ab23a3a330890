//! A module and the modules that it calls, read. Knows no values.

mod library;
mod lock;

pub(crate) use library::Neighbours;
pub(crate) use library::{Around, Library, Mention};

use crate::files::{FETCHED, Files, ReadError, is_configuration, normalised};
use crate::module::Module;
use crate::schema::Schemas;
use crate::source::Span;
use crate::syntax::{Block, ExprKind};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A call of a module.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// The position of the block in its module.
    pub(crate) position: usize,
    /// Its label.
    pub(crate) name: Arc<str>,
    /// The `source`.
    pub(crate) span: Span,
    /// What that is, if it is written as it is.
    pub(crate) source: Option<Arc<str>>,
}

/// A root module and all that it calls.
#[derive(Debug)]
pub(crate) struct Tree<'f> {
    /// The way to the disk; `None` if there is none, and so nothing is called.
    files: Option<&'f Files>,
    /// The modules by their folders.
    modules: HashMap<PathBuf, Arc<Module>>,
    /// The folder that a call leads to: by the folder that calls and the position of the block.
    calls: HashMap<(PathBuf, usize), PathBuf>,
    /// Calls that lead nowhere.
    pub broken: Vec<BrokenCall>,
    around: Arc<Around>,
    neighbours: Option<&'f dyn Neighbours>,
    /// The versions of providers that run, by their full sources.
    locked: BTreeMap<String, String>,
    /// Calls of modules that are not read.
    pub unfollowed: Vec<Unfollowed>,
    schemas: Arc<Schemas>,
}

/// A call of a module that is not read: nothing is said of what it holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unfollowed {
    /// The `source` of the call.
    pub span: Span,
    /// The address of the module in its caller: `module.orders`.
    pub module: String,
    /// Why it is not read.
    pub why: Why,
}

/// Why a module is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// `terraform init` has not fetched it.
    NotFetched,
    /// What `terraform init` has written down of what it fetched cannot be read.
    NoManifest,
    /// It lies outside of the workspace.
    Outside,
    /// Its source is not written as it is.
    UnknownSource,
    /// The call leads nowhere.
    Broken,
    /// Calls within calls nest deeper than they are followed.
    Deep,
}

/// A call that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BrokenCall {
    /// The address of the module in its caller: `module.orders`.
    pub module: String,
    /// The `source` of the call.
    pub span: Span,
    /// Why; no full stop.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// What `terraform init` writes down of the modules that it has put in place.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Manifest {
    #[serde(default)]
    modules: Vec<Installed>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Installed {
    /// The names of the calls, from the root, with dots between.
    key: String,
    /// Where the module lies, relative to the root.
    dir: PathBuf,
}

/// Calls within calls that are followed. People nest three or four.
const MAX_LEVELS: usize = 100;

/// Where `terraform init` writes down what it has put in place.
const MANIFEST: &str = ".terraform/modules/modules.json";

impl<'f> Tree<'f> {
    /// The tree of a module by itself: nothing is known of what it calls.
    pub(crate) fn alone(schemas: Arc<Schemas>) -> Self {
        Self {
            files: None,
            modules: HashMap::new(),
            calls: HashMap::new(),
            broken: Vec::new(),
            around: Arc::default(),
            neighbours: None,
            locked: BTreeMap::new(),
            unfollowed: Vec::new(),
            schemas,
        }
    }

    /// What is known of resource types.
    pub(crate) fn schemas(&self) -> &Arc<Schemas> {
        &self.schemas
    }

    /// Reads what the module calls, and what that calls.
    pub(crate) fn read(library: &Library<'f>, root: &Module) -> Self {
        Self::follow(library, root.dir.as_path(), calls(root), &|_| None)
    }

    /// Follows the calls of the module in a folder. A module is read where `known` does not say what it calls.
    pub(crate) fn follow(
        library: &Library<'f>,
        root: &Path,
        calls: Vec<Call>,
        known: &dyn Fn(&Path) -> Option<Vec<Call>>,
    ) -> Self {
        let files = library.files;
        let tree = Self {
            files: Some(files),
            around: Arc::clone(&library.around),
            neighbours: library.neighbours,
            locked: lock::read(files, root),
            ..Self::alone(Arc::clone(&library.schemas))
        };
        let installed = installed(files, root);
        let mut reader = Reader { library, installed, tree, known, visited: HashSet::new() };
        let above: Vec<PathBuf> = files.real(root).into_iter().collect();
        reader.visit(root, calls, &above, "");
        reader.tree
    }

    /// The module that the block at that position calls; `None` where it is not known.
    pub(crate) fn called(&self, caller: &Module, position: usize) -> Option<&Module> {
        let dir = self.calls.get(&(caller.dir.clone(), position))?;
        self.modules.get(dir).map(|module| &**module)
    }

    /// The way to the disk, if there is one.
    pub(crate) fn files(&self) -> Option<&'f Files> {
        self.files
    }

    /// What is known of the workspace around.
    pub(crate) fn around(&self) -> &Around {
        &self.around
    }

    /// The other modules of the workspace, if they are known.
    pub(crate) fn neighbours(&self) -> Option<&'f dyn Neighbours> {
        self.neighbours
    }

    /// The versions of providers that `terraform init` has chosen for the root, each with the full source of the provider,
    /// as `registry.terraform.io/hashicorp/aws`.
    pub(crate) fn locked(&self) -> impl Iterator<Item = (&str, &str)> {
        self.locked.iter().map(|(source, version)| (&**source, &**version))
    }

    /// All modules that are called.
    pub(crate) fn modules(&self) -> impl Iterator<Item = &Module> {
        self.modules.values().map(|module| &**module)
    }

    /// Bytes of the blocks of the root and of all that it calls.
    pub(crate) fn size(&self, root: &Module) -> u64 {
        let blocks = std::iter::once(root).chain(self.modules()).flat_map(Module::blocks);
        blocks.map(|block| block.span.range().len() as u64).sum()
    }
}

/// The folders of the modules that `terraform init` has put in place for a root, by the names of the calls; `None` where it
/// has written that down in a file that cannot be read.
pub(crate) fn installed(files: &Files, root: &Path) -> Option<HashMap<String, PathBuf>> {
    if !files.has(root, FETCHED) {
        return Some(HashMap::new());
    }
    let manifest: Manifest = match files.text(&root.join(MANIFEST)) {
        Ok(text) => serde_json::from_str(&text).ok()?,
        // It is not there.
        Err(ReadError::Io(_)) => Manifest::default(),
        Err(_) => return None,
    };
    let folder = |module: Installed| (module.key, normalised(&root.join(module.dir)));
    Some(manifest.modules.into_iter().map(folder).collect())
}

struct Reader<'a, 'f> {
    library: &'a Library<'f>,
    installed: Option<HashMap<String, PathBuf>>,
    tree: Tree<'f>,
    known: &'a dyn Fn(&Path) -> Option<Vec<Call>>,
    visited: HashSet<PathBuf>,
}

impl Reader<'_, '_> {
    /// Follows the calls of the module in a folder; `above` are the folders that lead to it, `key` the names of the calls.
    fn visit(&mut self, caller: &Path, calls: Vec<Call>, above: &[PathBuf], key: &str) {
        // Where the system takes `..` to lead.
        let here = self.library.files.real(caller).unwrap_or_else(|| caller.to_path_buf());
        for Call { position, name, span, source } in calls {
            let mut leave = |why| {
                let module = format!("module.{name}");
                self.tree.unfollowed.push(Unfollowed { span, module, why });
            };
            let Some(source) = source else {
                leave(Why::UnknownSource);
                continue;
            };
            let key = if key.is_empty() { name.to_string() } else { format!("{key}.{name}") };
            let installed = self.installed.as_ref().map(|installed| installed.get(&key));
            let (dir, is_local) = match (local(&here, &source), installed) {
                (Some(dir), _) => (dir, true),
                (None, Some(Some(dir))) => (dir.clone(), false),
                (None, not_there) => {
                    leave(not_there.map_or(Why::NoManifest, |_| Why::NotFetched));
                    continue;
                }
            };
            if above.len() > MAX_LEVELS {
                leave(Why::Deep);
                continue;
            }
            match follow(self.library.files, &dir, above) {
                Ok(Some(real)) => {
                    let dir = self.library.files.shown(&real);
                    self.tree.calls.insert((caller.to_path_buf(), position), dir.clone());
                    if self.visited.insert(dir.clone()) {
                        let calls = (self.known)(&dir).unwrap_or_else(|| self.read(&dir));
                        self.visit(&dir, calls, &[above, &[real]].concat(), &key);
                    }
                }
                Ok(None) => leave(Why::Outside),
                // What `terraform init` wrote down is out of date, and it will fetch the module again.
                Err(_) if !is_local => leave(Why::NotFetched),
                Err((message, help)) => {
                    let (message, help) = (message.replace("{}", &source), help.to_owned());
                    let module = format!("module.{name}");
                    self.tree.broken.push(BrokenCall { module, span, message, help });
                }
            }
        }
    }

    /// Reads a module that is called; what it calls.
    fn read(&mut self, dir: &Path) -> Vec<Call> {
        let module = self.library.module(dir);
        let calls = calls(&module);
        self.tree.modules.insert(dir.to_path_buf(), module);
        calls
    }
}

/// The calls of a module, but for those that name nothing.
pub(crate) fn calls(module: &Module) -> Vec<Call> {
    let blocks = module.blocks().enumerate();
    let call = |(position, block): (usize, &Block)| {
        let (name, called) = (block.label(0)?, block.body.attribute("source")?);
        let source = source(block).map(|(source, _)| source);
        Some(Call { position, name: Arc::from(name), span: called.value.span, source })
    };
    blocks.filter(|(_, block)| &*block.kind.text == "module").filter_map(call).collect()
}

/// The one name of the folder that a call leads to; `None` if nothing is said of it since it lies outside of the
/// workspace. `above` are the folders that lead to the caller.
fn follow(
    files: &Files,
    dir: &Path,
    above: &[PathBuf],
) -> Result<Option<PathBuf>, (&'static str, &'static str)> {
    let Some(real) = files.real(dir) else {
        let help = "`source` is relative to the folder of this file";
        return if files.is_missing(dir) {
            Err(("the folder `{}` does not exist", help))
        } else {
            Ok(None)
        };
    };
    if above.contains(&real) {
        return Err(("the module in `{}` calls itself", "remove this call"));
    }
    if !files.list(dir).iter().any(|path| is_configuration(path)) {
        return Err(("`{}` has no Terraform files", "use a folder with .tf files"));
    }
    Ok(Some(real))
}

/// What a `module` block calls, if that is written as it is.
pub(crate) fn source(block: &Block) -> Option<(Arc<str>, Span)> {
    let source = &block.body.attribute("source")?.value;
    match &source.kind {
        ExprKind::String(text) => Some((Arc::clone(text), source.span)),
        _ => None,
    }
}

/// The folder that a local source leads to from another folder; `None` for a source that has to be fetched.
pub(crate) fn local(dir: &Path, source: &str) -> Option<PathBuf> {
    let is_local =
        source.starts_with("./") || source.starts_with("../") || source == "." || source == "..";
    is_local.then(|| normalised(&dir.join(source)))
}
