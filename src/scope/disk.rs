//! What the functions of a tree of modules have read, so that nothing is read twice, and not without end.

use crate::files::{Files, Pattern};
use crate::functions;
use crate::source::{Source, Span};
use crate::syntax::{Expr, template};
use crate::value::{Made, ModulePath, Origin, Symbol, Value};
use hashbrown::HashMap;
use std::cell::{Cell, RefCell};
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// Bytes that the functions of a tree read in all: 64 MiB. What is beyond is Unknown.
const MAX_BYTES: usize = 64 * 1024 * 1024;
/// Files and folders that the patterns of a tree are compared with in all.
const MAX_SEEN: usize = 100_000;

type Known<K, V> = RefCell<HashMap<K, Option<V>>>;

/// The disk, as far as a tree of modules has looked at it.
pub(super) struct Disk<'t> {
    files: &'t Files,
    /// The folder of the root; `None` where it is not known which module that is.
    root: Option<PathBuf>,
    /// The folders of the modules, by the calls that lead to them.
    folders: RefCell<HashMap<ModulePath, PathBuf>>,
    values: Known<(String, PathBuf), Value>,
    texts: Known<PathBuf, Arc<Source>>,
    templates: Known<PathBuf, Rc<Expr>>,
    matches: Known<(PathBuf, String), Rc<[String]>>,
    bytes_left: Cell<usize>,
    seen_left: Cell<usize>,
}

impl<'t> Disk<'t> {
    pub(super) fn new(files: &'t Files, root: Option<PathBuf>) -> Self {
        Self {
            files,
            root,
            folders: RefCell::default(),
            values: Known::default(),
            texts: Known::default(),
            templates: Known::default(),
            matches: Known::default(),
            bytes_left: Cell::new(MAX_BYTES),
            seen_left: Cell::new(MAX_SEEN),
        }
    }

    /// Notes where the module lies that these calls lead to.
    pub(super) fn note(&self, path: ModulePath, dir: &Path) {
        self.folders.borrow_mut().insert(path, dir.to_path_buf());
    }

    /// The folder of the root module, which Terraform runs in.
    pub(super) fn root(&self) -> Option<PathBuf> {
        self.root.clone()
    }

    /// The folder that `path.module` or `path.root` stands for.
    pub(super) fn folder(&self, symbol: &Symbol) -> Option<PathBuf> {
        let labels: Vec<&str> = symbol.address.labels.iter().map(|label| &**label).collect();
        match (&*symbol.address.kind, labels.as_slice()) {
            ("path", ["module"]) => self.folders.borrow().get(&symbol.address.module).cloned(),
            ("path", ["root"]) => self.root(),
            _ => None,
        }
    }

    /// The result of a function of a file.
    pub(super) fn value(&self, function: &str, path: PathBuf) -> Option<Value> {
        once(&self.values, (function.to_owned(), path), |(function, path)| {
            if function == "fileexists" {
                // One that is not there may be made before Terraform runs.
                return self.files.is_file(path).then(|| Value::bool(true));
            }
            if function == "file" {
                let text = self.text(path.clone())?;
                let value = functions::of_content(function, text.text.as_bytes())?;
                return Some(made_of(value, text));
            }
            functions::of_content(function, &self.bytes(path)?)
        })
    }

    /// A file as a template.
    pub(super) fn template(&self, path: PathBuf) -> Option<Rc<Expr>> {
        once(&self.templates, path, |path| {
            template::parse(&self.text(path.clone())?.text).map(Rc::new)
        })
    }

    /// A file as a text.
    pub(super) fn text(&self, path: PathBuf) -> Option<Arc<Source>> {
        once(&self.texts, path, |path| {
            let text = String::from_utf8(self.bytes(path)?).ok()?;
            Some(self.files.lend(path, text))
        })
    }

    /// The files below a folder that a pattern matches. `None` if there are none: they may be made before Terraform runs.
    pub(super) fn matches(&self, dir: PathBuf, pattern: &str) -> Option<Rc<[String]>> {
        once(&self.matches, (dir, pattern.to_owned()), |(dir, pattern)| {
            let pattern = Pattern::new(pattern)?;
            let (found, seen) = self.files.matching(dir, &pattern, self.seen_left.get())?;
            self.seen_left.set(self.seen_left.get().saturating_sub(seen));
            (!found.is_empty()).then(|| found.into())
        })
    }

    fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let bytes = self.files.bytes(path)?;
        self.bytes_left.set(self.bytes_left.get().checked_sub(bytes.len())?);
        Some(bytes)
    }
}

/// The value, made of that file.
pub(super) fn made_of(value: Value, file: Arc<Source>) -> Value {
    let start = Span::new(file.id, 0, 0);
    value.at(Some(Origin::made(start, Made::File(file))))
}

fn once<K: Clone + Eq + Hash, V: Clone>(
    known: &Known<K, V>,
    key: K,
    compute: impl FnOnce(&K) -> Option<V>,
) -> Option<V> {
    if let Some(known) = known.borrow().get(&key) {
        return known.clone();
    }
    let value = compute(&key);
    known.borrow_mut().insert(key, value.clone());
    value
}
