//! Functions that read files. A module computes them, since what a path stands for depends on where it lies.
//!
//! What is there is taken as it is. What is not there may be made before Terraform runs, and what cannot be read is not
//! known: then there is no result here, and `functions` says what is certain of it.

use super::ModuleScope;
use super::disk::{Disk, made_of};
use super::template::render;
use crate::convert::{Stop, convert_or_unknown, to_text_or_unknown};
use crate::eval::{Environment, separately};
use crate::functions::{clean, reads_file};
use crate::syntax::{Expr, template};
use crate::value::budget;
use crate::value::{BlockValue, Data, Entries, Origin, Piece, Sequence, Type, Value, sorted_set};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

impl ModuleScope<'_> {
    /// The result of a function that reads files, or of `templatestring`.
    pub(super) fn read(&self, name: &str, args: &[Value]) -> Option<Value> {
        match (name, args) {
            ("templatestring", [text, variables]) => {
                let text = self.text_of(text, variables)?;
                Some(text.unwrap_or_else(|stop| match stop {
                    Stop::Refused => Value::refused(),
                    Stop::Unknown => Value::anything(),
                }))
            }
            ("templatefile", [path, variables]) => {
                let disk = self.disk.as_deref()?;
                let path = file(path, disk)?;
                let value = render(&*disk.template(path.clone())?, variables, self)?;
                Some(match disk.text(path) {
                    Some(text) => made_of(value, text),
                    None => value,
                })
            }
            ("fileset", [folder, pattern]) => {
                let disk = self.disk.as_deref()?;
                let (folder, pattern) = below(&file(folder, disk)?, pattern.as_str()?)?;
                let found = disk.matches(folder, &pattern)?;
                let paths = found.iter().map(|path| Value::string(path.as_str())).collect();
                let set = Data::Sequence(Sequence::Set, sorted_set(paths).into());
                Some(Value::new(set).of_type(&Type::Set(Box::new(Type::String))))
            }
            (name, [path]) if name == "fileexists" || reads_file(name) => {
                let disk = self.disk.as_deref()?;
                disk.value(name, file(path, disk)?)
            }
            _ => None,
        }
    }
}

impl ModuleScope<'_> {
    /// The text that a template makes which is a text itself. `None` where the template is not known.
    fn text_of(&self, template: &Value, variables: &Value) -> Option<Result<Value, Stop>> {
        let text = template.as_str()?;
        // To read a text takes longer than to make it.
        let template = budget::steps(text.len() as u64).then(|| template::parse(text))??;
        Some(convert_or_unknown(&render(&template, variables, self)?, &Type::String))
    }

    /// What the data source `template_file`, of before there was `templatefile`, makes of its template.
    pub(super) fn rendered(&self, block: &BlockValue, attribute: &str) -> Option<Value> {
        let is_template = attribute == "rendered"
            && &*block.address.kind == "data"
            && block.resource_type() == "template_file";
        if !is_template {
            return None;
        }
        let template = block.written("template");
        let variables = match block.written("vars") {
            Value { data: Data::Null, .. } => Value::object(Entries::new()),
            variables => variables,
        };
        // It is the provider that says what is wrong, and it knows another language.
        let value = self.text_of(&template, &variables)?.ok()?;
        let made = template.origin.as_ref().and_then(|origin| origin.made_of().cloned());
        let span = template.origin.as_ref()?.span;
        let value = value.hidden_with(&template);
        Some(match made {
            Some(made) => value.at(Some(Origin::made(span, made))),
            None => value.at(template.origin),
        })
    }
}

impl ModuleScope<'_> {
    /// The path of the file or folder that an argument of a function stands for, whether or not it is there.
    pub(crate) fn path_of(&self, path: &Expr) -> Option<PathBuf> {
        file(&separately(path, Environment::new(self)), self.disk.as_deref()?)
    }
}

/// A template that names a function and does not call it.
pub(crate) struct Uncalled {
    /// The name of the file; `None` of a text.
    pub file: Option<String>,
    /// The name in it.
    pub name: String,
}

/// A template, and the names in it that a call does not give.
pub(crate) struct NotGiven {
    /// The name of the file; `None` of a text.
    pub file: Option<String>,
    /// The names in it.
    pub names: Vec<Arc<str>>,
    /// What it is given.
    pub given: Vec<Arc<str>>,
}

impl ModuleScope<'_> {
    /// What a call of `templatefile` or `templatestring` does not give to its template. `None` where the template or the
    /// names that it is given are not known, and where nothing is missing.
    pub(crate) fn not_given(&self, function: &str, args: &[Value]) -> Option<NotGiven> {
        let [template, variables] = args else { return None };
        let (file, template) = match function {
            "templatefile" => {
                let disk = self.disk.as_deref()?;
                let path = file(template, disk)?;
                (name_of(&path), disk.template(path)?)
            }
            _ => (None, Rc::new(template::parse(template.as_str()?)?)),
        };
        let Data::Mapping(_, entries) = &variables.data else { return None };
        let names: Vec<Arc<str>> =
            template.free_names().into_iter().filter(|name| !entries.contains_key(name)).collect();
        let given = entries.keys().cloned().collect();
        (!names.is_empty()).then_some(NotGiven { file, names, given })
    }

    /// The name of a function that the template of a call of `templatefile` or `templatestring` does not call, with the name
    /// of the file.
    pub(crate) fn uncalled(&self, function: &str, template: &Value) -> Option<Uncalled> {
        let of = |file, text: &str| Some(Uncalled { file, name: template::uncalled(text)?.into() });
        if function == "templatestring" {
            return of(None, template.as_str()?);
        }
        let disk = self.disk.as_deref()?;
        let path = file(template, disk)?;
        of(name_of(&path), &disk.text(path)?.text)
    }
}

fn name_of(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// The path that an argument stands for: what begins with `path.module` or `path.root` lies there, and all else is relative
/// to the folder that Terraform runs in, which is that of the root module.
fn file(path: &Value, disk: &Disk) -> Option<PathBuf> {
    let text = to_text_or_unknown(path)?;
    let pieces = match text.pieces() {
        [Piece::Known(here), rest @ ..] if &**here == "./" && !rest.is_empty() => rest,
        pieces => pieces,
    };
    let (folder, rest) = match pieces {
        [] => (disk.root()?, ""),
        // A home folder is another one for everybody.
        [Piece::Known(rest)] if rest.starts_with('~') => return None,
        [Piece::Known(rest)] => (disk.root()?, &**rest),
        [Piece::Unknown(Some(symbol))] => (disk.folder(symbol)?, ""),
        [Piece::Unknown(Some(symbol)), Piece::Known(rest)] => {
            (disk.folder(symbol)?, rest.strip_prefix('/')?.trim_start_matches('/'))
        }
        _ => return None,
    };
    Some(folder.join(rest))
}

/// The folder and the pattern below it, without `.` and `..`. `None` if the pattern leads out of the folder, or the folder
/// would be read as a pattern too, as Terraform does.
fn below(folder: &Path, pattern: &str) -> Option<(PathBuf, String)> {
    let name =
        folder.to_str().filter(|name| !name.contains(['*', '?', '[', ']', '{', '}', '\\']))?;
    let name = clean(name);
    let joined = clean(&format!("{name}/{pattern}"));
    let below = match name.as_str() {
        "." => joined.as_str(),
        name => joined.strip_prefix(name)?.strip_prefix('/')?,
    };
    (!below.split('/').any(|part| part == "..")).then(|| (folder.to_path_buf(), below.to_owned()))
}
