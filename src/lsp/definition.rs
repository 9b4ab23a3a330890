//! Where what stands at a place is declared: blocks, local values, outputs of modules, the folder of a module, files.

use super::around::Around;
use super::diagnostic;
use super::place;
use super::position::Encoding;
use crate::files::{Files, is_configuration, is_variables, parent};
use crate::functions::reads_file;
use crate::module::Module;
use crate::page::Pack;
use crate::source::Span;
use crate::syntax::{self, Block, Expr, ExprKind, Reference};
use crate::tree::local;
use lsp_types::{Location, Position, Range};
use std::path::{Path, PathBuf};

/// What a place leads to.
enum Target {
    /// A place in a text.
    Text(Span),
    /// The beginning of a file.
    File(PathBuf),
}

/// Where that is declared which stands at a place of a file.
pub(super) fn definition(
    files: &Files,
    path: &Path,
    text: &str,
    at: Position,
    encoding: Encoding,
) -> Option<Location> {
    let offset = encoding.offset(text, at);
    let source = files.source(path);
    let parsed = syntax::parse_file(source, path, text, &**Pack::builtin().schemas());
    let attribute = place::attribute(&parsed.body, offset)?;
    let around = Around::of(files, path);
    let block = place::blocks(&parsed.body, offset).first().copied();
    let is_name = place::has(attribute.name.span, offset);
    let target = match block {
        None if is_name && is_variables(path) => {
            declared(&around.root, "variable", &[&attribute.name.text])
        }
        Some(block) if is_name => set_in_call(&around, block, &attribute.name.text),
        Some(block) if &*block.kind.text == "module" && &*attribute.name.text == "source" => {
            called(files, path, &attribute.value).map(Target::File)
        }
        _ => reference(&around, &attribute.value, offset)
            .or_else(|| file(files, &around, &attribute.value, offset)),
    }?;
    location(files, target, encoding)
}

/// The block of a module with these labels.
fn declared(module: &Module, kind: &str, labels: &[&str]) -> Option<Target> {
    let position = module.position(kind, labels)?;
    Some(Target::Text(module.block(position)?.header))
}

/// The variable that an argument of a call sets.
fn set_in_call(around: &Around, call: &Block, name: &str) -> Option<Target> {
    let position = around.root.position(&call.kind.text, &[call.label(0)?])?;
    declared(around.tree.called(&around.root, position)?, "variable", &[name])
}

/// What is referred to: the reference that an offset lies in, not those in its keys.
fn reference(around: &Around, value: &Expr, offset: usize) -> Option<Target> {
    let references = value.references().into_iter();
    let here = references.filter(|reference| place::has(reference.span, offset));
    let reference = here.min_by_key(|it| it.span.range().len())?;
    match reference.root {
        "local" => Some(Target::Text(around.root.local(reference.name(0)?)?.name.span)),
        "module" => output(around, &reference),
        _ => {
            let (kind, labels) = reference.block()?;
            declared(&around.root, kind, &labels)
        }
    }
}

/// The output of a module that is referred to; the call where that is not known.
fn output(around: &Around, reference: &Reference) -> Option<Target> {
    let names = reference.names();
    let [_, call, rest @ ..] = names.as_slice() else { return None };
    let position = around.root.position("module", &[call])?;
    let called = around.tree.called(&around.root, position);
    let output = called.zip(rest.first()).and_then(|(it, name)| declared(it, "output", &[name]));
    output.or_else(|| declared(&around.root, "module", &[call]))
}

/// The first file of the folder that a call leads to; `main.tf`, if there is one.
fn called(files: &Files, path: &Path, source: &Expr) -> Option<PathBuf> {
    let ExprKind::String(source) = &source.kind else { return None };
    let here = files.real(parent(path))?;
    let folder = files.real(&local(&here, source)?)?;
    let configuration: Vec<PathBuf> =
        files.list(&folder).into_iter().filter(|path| is_configuration(path)).collect();
    let main = configuration.iter().find(|path| path.file_name().is_some_and(|it| it == "main.tf"));
    main.or(configuration.first()).cloned()
}

/// The file that a function reads whose arguments an offset lies in.
fn file(files: &Files, around: &Around, value: &Expr, offset: usize) -> Option<Target> {
    let within = place::expressions(value, offset);
    let is_of_file = |name: &str| name == "templatefile" || reads_file(name);
    let path = within.iter().rev().find_map(|expr| match &expr.kind {
        ExprKind::Call { name, args, .. } if is_of_file(&name.text) => args.first(),
        _ => None,
    })?;
    let path = around.in_scope(|scope| scope.path_of(path))?;
    let folder = files.real(parent(&path))?;
    Some(Target::File(folder.join(path.file_name()?))).filter(|_| files.is_file(&path))
}

fn location(files: &Files, target: Target, encoding: Encoding) -> Option<Location> {
    match target {
        Target::File(path) => {
            Some(Location { uri: super::location::uri(&path)?, range: Range::default() })
        }
        Target::Text(span) => diagnostic::place(span, files, encoding),
    }
}
