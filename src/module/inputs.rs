//! What is set for the variables of a root module: by variables files, and on the command line.

use super::Module;
use crate::files::{Files, ReadError};
use crate::source::{Source, SourceId, Span};
use crate::syntax::{self, Attribute, Expr, ExprKind, Name, Parsed, SyntaxError, Unread};
use crate::types::takes_text;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One thing that the command line sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// `--var NAME=VALUE`
    Variable(String, String),
    /// `--var-file FILE`
    File(PathBuf),
}

/// What the command line sets, in its order, for all root modules of a run.
#[derive(Debug, Default)]
pub struct Inputs(Vec<Arc<Read>>);

#[derive(Debug)]
enum Read {
    /// A file of variables. Its text is here for as long as what was made of it.
    File(Arc<Source>, Parsed),
    /// `NAME=VALUE`, which the type of the variable tells how to read.
    Text(Name, Arc<Source>),
    /// The same of the environment: it counts where nothing else sets the variable, and says nothing of what is not declared.
    Environment(Name, Arc<Source>),
}

impl Read {
    fn is_of_environment(&self) -> bool {
        matches!(self, Self::Environment(..))
    }
}

/// A file of variables that was named cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the variables file `{}` cannot be read: {reason}", .path.display())]
pub struct InputError {
    /// The file.
    pub path: PathBuf,
    /// Why not.
    pub reason: ReadError,
}

impl Inputs {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the command line sets nothing.
    pub fn is_of_environment(&self) -> bool {
        self.0.iter().all(|input| input.is_of_environment())
    }

    /// The same with what the environment sets as `TF_VAR_name`, by the names of the variables.
    #[must_use]
    pub fn with_environment(
        mut self,
        files: &Files,
        variables: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        let read = |(name, value): (String, String)| {
            let (name, text) = text(files, &format!("{ENVIRONMENT}{name}"), &name, &value);
            Arc::new(Read::Environment(name, text))
        };
        self.0.splice(0..0, variables.into_iter().map(read));
        self
    }

    /// The same with what a set of inputs of a configuration sets, which is less than what the command line does.
    #[must_use]
    pub(crate) fn over(&self, set: &Self) -> Self {
        let (environment, own): (Vec<_>, Vec<_>) =
            self.0.iter().cloned().partition(|input| input.is_of_environment());
        Self(environment.into_iter().chain(set.0.iter().cloned()).chain(own).collect())
    }

    /// The names that `--var` sets.
    pub fn variables(&self) -> impl Iterator<Item = &Name> {
        self.0.iter().filter_map(|input| match &**input {
            Read::Text(name, ..) => Some(name),
            Read::File(..) | Read::Environment(..) => None,
        })
    }

    /// The names that the lines of the files set that `--var-file` names.
    pub fn lines(&self) -> impl Iterator<Item = &Name> {
        let attributes = self.files().flat_map(|(_, parsed)| &parsed.body.attributes);
        let read = attributes.filter(|attribute| !matches!(attribute.value.kind, ExprKind::Unread));
        read.map(|attribute| &attribute.name)
    }

    /// What is wrong in the files that `--var-file` names.
    pub fn errors(&self) -> impl Iterator<Item = &SyntaxError> {
        self.files().flat_map(|(_, parsed)| &parsed.errors)
    }

    /// The files that `--var-file` names.
    pub fn files(&self) -> impl Iterator<Item = (SourceId, &Parsed)> {
        self.0.iter().filter_map(|input| match &**input {
            Read::File(source, parsed) => Some((source.id, parsed)),
            Read::Text(..) | Read::Environment(..) => None,
        })
    }

    /// The texts of all that is set.
    pub fn sources(&self) -> impl Iterator<Item = SourceId> {
        self.0.iter().map(|input| match &**input {
            Read::File(text, _) | Read::Text(_, text) | Read::Environment(_, text) => text.id,
        })
    }

    /// What a variables file of the workspace sets.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or lies outside.
    pub(crate) fn of_file(files: &Files, path: &Path) -> Result<Self, ReadError> {
        let source = files.read(path)?;
        files.pin(source.id);
        let parsed = parse(path, source.id, &source.text);
        Ok(Self(vec![Arc::new(Read::File(source, parsed))]))
    }

    /// Reads what the command line names.
    ///
    /// # Errors
    ///
    /// When a file cannot be read.
    pub fn read(files: &Files, inputs: &[Input]) -> Result<Self, InputError> {
        let read = |input: &Input| match input {
            Input::File(path) => {
                let unreadable = |reason| InputError { path: path.clone(), reason };
                let source = files.read_named(path).map_err(unreadable)?;
                let parsed = parse(path, source.id, &source.text);
                Ok(Read::File(source, parsed))
            }
            Input::Variable(name, value) => {
                let (name, text) = text(files, &format!("--var {name}"), name, value);
                Ok(Read::Text(name, text))
            }
        };
        inputs.iter().map(|input| read(input).map(Arc::new)).collect::<Result<_, _>>().map(Self)
    }
}

/// What the names of environment variables begin with that set variables.
pub(crate) const ENVIRONMENT: &str = "TF_VAR_";

/// The text `NAME=VALUE`, shown under that name.
fn text(files: &Files, shown: &str, name: &str, value: &str) -> (Name, Arc<Source>) {
    let sources = files.sources();
    let text = sources.get(sources.add(Path::new(shown), format!("{name}={value}")));
    let span = Span::new(text.id, 0, name.len());
    (Name { text: name.into(), span }, text)
}

/// Reads a file of variables. A block in it is an error.
pub(crate) fn parse(path: &Path, source: SourceId, text: &str) -> Parsed {
    let is_json = path.extension().is_some_and(|extension| extension == "json");
    let mut parsed = if is_json {
        syntax::json::parse_attributes(source, text)
    } else {
        syntax::parse(source, text, 0)
    };
    let misplaced = parsed.body.blocks.drain(..).map(|block| SyntaxError {
        span: block.header,
        message: "a variables file sets variables, and has no blocks".to_owned(),
        help: Some(match (&*block.kind.text, block.label(0)) {
            ("variable", Some(name)) => format!("write `{name} = ...` to set it"),
            _ => "move the block to a `.tf` file".to_owned(),
        }),
    });
    parsed.errors.extend(misplaced);
    parsed
}

impl Module {
    /// Reads the variables files that Terraform reads on its own.
    pub(super) fn read_inputs(&mut self, files: &Files, paths: &[PathBuf]) {
        let read = automatic(paths);
        self.has_named_inputs =
            paths.iter().any(|path| is_variables_file(path) && !read.contains(&path));
        for path in read {
            let parsed = match files.read(path) {
                Ok(source) => {
                    let parsed = parse(path, source.id, &source.text);
                    self.keep(source);
                    parsed
                }
                Err(error) => {
                    self.unreadable.push((files.source(path), error));
                    Parsed { incomplete: true, ..Parsed::default() }
                }
            };
            self.set_file(&parsed);
            self.errors.extend(parsed.errors);
        }
    }

    /// Sets what the command line sets.
    pub fn set(&mut self, inputs: &Inputs) {
        self.has_named_inputs &= inputs.is_of_environment();
        for input in &inputs.0 {
            match &**input {
                Read::Environment(name, text) => {
                    let is_declared = self.position("variable", &[&name.text]).is_some();
                    if is_declared && !self.inputs.contains_key(&name.text) {
                        self.set_text(name, text.id, &text.text);
                        self.of_environment.insert(Arc::clone(&name.text));
                    }
                }
                Read::File(_, parsed) => self.set_file(parsed),
                Read::Text(name, text) => self.set_text(name, text.id, &text.text),
            }
        }
    }

    /// Sets what a file of variables sets.
    fn set_file(&mut self, parsed: &Parsed) {
        let is_named = |piece: &Unread| piece.is_named;
        if parsed.incomplete || !parsed.body.unread.iter().all(is_named) {
            // What could not be read may set anything.
            self.inputs.clear();
            self.inputs_incomplete = true;
        }
        self.set_all(parsed.body.attributes.iter().cloned());
    }

    fn set_all(&mut self, attributes: impl IntoIterator<Item = Attribute>) {
        for attribute in attributes {
            let name = &attribute.name.text;
            self.set.push((Arc::clone(name), attribute.value.span));
            self.of_environment.remove(name);
            self.inputs.insert(Arc::clone(name), attribute);
        }
    }

    fn set_text(&mut self, name: &Name, source: SourceId, text: &str) {
        let block = self.position("variable", &[&name.text]).and_then(|p| self.block(p));
        let start = name.text.len() + 1;
        let span = Span::new(source, start, text.len());
        let written = |kind| Attribute {
            name: name.clone(),
            value: Expr { kind, span },
            span: Span::new(source, 0, text.len()),
            written_as_block: false,
        };
        let value = text.get(start..).unwrap_or_default();
        if takes_text(block) {
            return self.set_all([written(ExprKind::String(value.into()))]);
        }
        // The whole text is an attribute already, so that the places in it are right.
        let parsed = syntax::parse(source, text, 0);
        let error = parsed.errors.into_iter().next();
        match (error, parsed.body.attributes.as_slice(), parsed.body.blocks.as_slice()) {
            (None, [only], []) if only.name.text == name.text => self.set_all([only.clone()]),
            (error, ..) => {
                self.errors.push(error.unwrap_or_else(|| SyntaxError {
                    span,
                    message: "this is not an expression".to_owned(),
                    help: None,
                }));
                // Neither this nor the default is what was meant: a name that stands for nothing is refused.
                self.set_all([written(ExprKind::Variable("broken".into()))]);
            }
        }
    }

    /// The names that variables files of the folder set and no block declares; none where a declaration may be missing
    /// from what was read.
    pub fn undeclared(&self) -> Vec<&Name> {
        if self.incomplete {
            return Vec::new();
        }
        let is_automatic = |set: &&Attribute| {
            self.files.contains(&set.name.span.source)
                && !matches!(set.value.kind, ExprKind::Unread)
        };
        let is_undeclared = |name: &&Name| {
            let labels = [&*name.text];
            self.position("variable", &labels).is_none() && !self.may_declare("variable", &labels)
        };
        let names = self.inputs.values().filter(is_automatic).map(|set| &set.name);
        names.filter(is_undeclared).collect()
    }

    /// The names of the variables that the module declares.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        let variables = self.blocks.iter().filter(|block| &*block.kind.text == "variable");
        variables.filter_map(|block| block.label(0))
    }
}

fn is_variables_file(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    name.ends_with(".tfvars") || name.ends_with(".tfvars.json")
}

/// The variables files that Terraform reads on its own, a later one winning: `terraform.tfvars`,
/// `terraform.tfvars.json`, then `*.auto.tfvars` and `*.auto.tfvars.json` in one order, by their names.
fn automatic(paths: &[PathBuf]) -> Vec<&PathBuf> {
    let name = |path: &PathBuf| {
        path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    };
    let rank = |path: &&PathBuf| match name(path).as_str() {
        "terraform.tfvars" => Some(0),
        "terraform.tfvars.json" => Some(1),
        name if name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json") => Some(2),
        _ => None,
    };
    let mut files: Vec<_> =
        paths.iter().filter_map(|path| Some((rank(&path)?, name(path), path))).collect();
    files.sort();
    files.into_iter().map(|(_, _, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::automatic;
    use std::path::{Path, PathBuf};

    #[test]
    fn variables_files_are_read_in_the_order_of_terraform() {
        let names = [
            "10.auto.tfvars",
            "9.auto.tfvars",
            "Z.auto.tfvars",
            "a.auto.tfvars.json",
            "b.auto.tfvars",
            "other.tfvars",
            "terraform.tfvars",
            "terraform.tfvars.json",
        ];
        let paths: Vec<PathBuf> = names.iter().map(|name| Path::new("m").join(name)).collect();
        let order: Vec<_> = automatic(&paths).into_iter().filter_map(|p| p.file_name()).collect();
        let expected = [
            "terraform.tfvars",
            "terraform.tfvars.json",
            "10.auto.tfvars",
            "9.auto.tfvars",
            "Z.auto.tfvars",
            "a.auto.tfvars.json",
            "b.auto.tfvars",
        ];
        assert_eq!(order, expected);
    }
}
