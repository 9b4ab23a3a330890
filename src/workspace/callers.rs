//! What calls a module other than a `module` block that is followed: a unit of Terragrunt, a component of a stack, a call
//! whose `source` is an expression. What it sets is not what the variables' defaults say.

mod inputs;
mod source;

use super::Workspace;
use crate::convert::to_text_or_unknown;
use crate::eval::{Environment, Resolved, Scope, eval};
use crate::files::{Files, parent};
use crate::module::{CalledWith, Module};
use crate::syntax::{self, Attribute, Block, Body, Expr, ExprKind, Step};
use crate::value::{Piece, Text, Value};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The calls of a workspace that are no `module` blocks that are followed.
#[derive(Debug, Default)]
pub(super) struct Callers(Vec<Caller>);

/// Something that calls a module.
#[derive(Debug)]
struct Caller {
    /// The folder that it lies in, as the system names it.
    dir: PathBuf,
    /// What it calls.
    source: Source,
    /// What it sets; `None` if nothing is known of that.
    with: Option<CalledWith>,
}

/// What is known of the callers of a module.
#[derive(Debug)]
pub(crate) enum Called {
    /// There are none.
    Not,
    /// There are, and nothing is known of what they set.
    Unknown,
    /// They set this.
    With(CalledWith),
}

/// What is called.
#[derive(Debug)]
enum Source {
    /// The folder that the file lies in.
    Here,
    /// What the text leads to.
    Text(Text),
    /// Any module.
    Any,
}

/// What Terragrunt names the file of a unit.
const UNIT: &str = "terragrunt.hcl";

impl Callers {
    /// Looks for them in the whole workspace.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let files = workspace.files;
        let mut callers: Vec<Caller> =
            workspace.open().iter().flat_map(|path| by_expression(files, path)).collect();
        for path in files.everything().iter() {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name == UNIT {
                callers.push(unit(files, path));
            } else if name.ends_with(".tfcomponent.hcl") || name.ends_with(".tfstack.hcl") {
                callers.extend(components(files, path));
            }
        }
        Self(callers)
    }

    /// What they call a module with.
    pub(super) fn of_module(&self, module: &Module, files: &Files) -> Called {
        let Some(real) = files.real(&module.dir) else { return Called::Not };
        let callers: Vec<&Caller> =
            self.0.iter().filter(|caller| caller.calls(&real, module)).collect();
        if callers.is_empty() {
            return Called::Not;
        }
        let known: Option<Vec<&CalledWith>> =
            callers.iter().map(|caller| caller.with.as_ref()).collect();
        known.map_or(Called::Unknown, |known| Called::With(inputs::of_all(&known)))
    }
}

impl Caller {
    /// Whether it may call the module in that folder.
    fn calls(&self, real: &Path, module: &Module) -> bool {
        match &self.source {
            Source::Here => self.dir == real,
            Source::Text(text) => source::may_lead(text, &self.dir, real),
            Source::Any => self.dir != real && !is_root(module),
        }
    }
}

/// Whether a module is for itself and for nobody to call: it says where its state is, or what its variables are.
fn is_root(module: &Module) -> bool {
    let keeps_state = |block: &Block| {
        ["backend", "cloud"].iter().any(|kind| block.body.blocks_of(kind).next().is_some())
    };
    module.of_kind("terraform").any(keeps_state) || !module.inputs.is_empty()
}

/// Calls of `OpenTofu` whose `source` is an expression.
fn by_expression(files: &Files, path: &Path) -> Vec<Caller> {
    let Some(body) = read(files, path) else { return Vec::new() };
    let calls = body.blocks_of("module").filter_map(|block| block.body.attribute("source"));
    let open = calls.filter(|source| !matches!(source.value.kind, ExprKind::String(_)));
    let scope = FileScope::of(&body);
    let caller = |source: &Attribute| Caller {
        dir: real_parent(files, path),
        source: scope.source(&source.value),
        with: None,
    };
    open.map(caller).collect()
}

/// A unit of Terragrunt. What includes it and has no `source` is none.
fn unit(files: &Files, path: &Path) -> Caller {
    let dir = real_parent(files, path);
    let Some(body) = read(files, path) else {
        return Caller { dir, source: Source::Any, with: None };
    };
    let included = inputs::included(files, path, &body);
    let source = |body: &Body| {
        let source =
            body.blocks_of("terraform").find_map(|block| block.body.attribute("source"))?;
        Some(FileScope::of(body).source(&source.value))
    };
    let of_included = || included.iter().flatten().find_map(|(_, body)| source(body));
    let source = source(&body).or_else(of_included).unwrap_or(Source::Here);
    let with = inputs::of_unit(&body, included.as_deref());
    Caller { dir, source, with }
}

/// The components of a file of a stack.
fn components(files: &Files, path: &Path) -> Vec<Caller> {
    let dir = real_parent(files, path);
    let Some(body) = read(files, path) else {
        return vec![Caller { dir, source: Source::Any, with: None }];
    };
    let scope = FileScope::of(&body);
    let components = body.blocks_of("component").filter_map(|block| {
        let source = scope.source(&block.body.attribute("source")?.value);
        let with = inputs::of_object(block.body.attribute("inputs"), &scope);
        Some(Caller { dir: dir.clone(), source, with })
    });
    components.collect()
}

/// The tree of a file; `None` if it is not understood.
fn read(files: &Files, path: &Path) -> Option<Body> {
    let source = files.read(path).ok()?;
    let parsed = syntax::parse_file(source.id, path, &source.text, &());
    (!parsed.incomplete).then_some(parsed.body)
}

fn real_parent(files: &Files, path: &Path) -> PathBuf {
    files.real(parent(path)).unwrap_or_else(|| parent(path).to_path_buf())
}

/// What is known in a file by itself: its local values. Everything else may be anything.
struct FileScope<'a>(HashMap<&'a str, &'a Expr>);

impl<'a> FileScope<'a> {
    fn of(body: &'a Body) -> Self {
        let locals = body.blocks_of("locals").flat_map(|block| &block.body.attributes);
        Self(locals.map(|local| (&*local.name.text, &local.value)).collect())
    }

    fn source(&self, expr: &Expr) -> Source {
        let text = to_text_or_unknown(&eval(expr, Environment::new(self)));
        let is_known = |text: &Text| text.pieces().iter().any(|p| matches!(p, Piece::Known(_)));
        text.filter(is_known).map_or(Source::Any, Source::Text)
    }

    /// What a local value is defined as.
    fn local(&self, name: &str) -> Option<&'a Expr> {
        self.0.get(name).copied()
    }
}

impl Scope for FileScope<'_> {
    fn resolve(&self, root: &str, steps: &[Step], env: Environment) -> Resolved {
        if let ("local", Some(Step::Attribute(name))) = (root, steps.first())
            && let Some(local) = self.local(&name.text)
        {
            return Resolved { value: eval(local, env.inside(self, None)), how: None, steps: 1 };
        }
        Resolved { value: Value::anything(), how: None, steps: steps.len() }
    }

    fn attribute(&self, _: &Arc<crate::value::BlockValue>, _: &str) -> Value {
        Value::anything()
    }

    /// Functions of files, and those that only Terragrunt has.
    fn call(&self, name: &str, _: &[Value]) -> Option<Value> {
        (!crate::functions::exists(name) || name.starts_with("file") || name == "templatefile")
            .then(Value::anything)
    }
}
